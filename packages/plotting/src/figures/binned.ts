import type { Axis } from '../axis.ts';
import { type PathCommand, type Point, polyline } from '../primitives.ts';
import type { Theme } from '../theme.ts';

/** Counts divided by the widths of their bins. */
export function perWidth(counts: readonly number[], edges: readonly number[]): number[] {
  return counts.map((count, bin) => count / (edges[bin + 1]! - edges[bin]!));
}

/** True when all bins have the same width, to a millionth of it. */
export function equalWidths(edges: readonly number[]): boolean {
  const first = edges[1]! - edges[0]!;
  return edges.every((edge, i) => i === 0 || Math.abs(edge - edges[i - 1]! - first) <= 1e-6 * first);
}

/** Where the point of a bin stands: its middle on the axis, so the geometric mean on a log axis. */
export function binMiddle(x: Axis, edges: readonly number[], bin: number): number {
  return (x.position(edges[bin]!) + x.position(edges[bin + 1]!)) / 2;
}

/** A theme with smaller points and thinner bars, down to half, where bins are narrower than points. */
export function pointsIn(x: Axis, edges: readonly number[], theme: Theme): Theme {
  const narrowest = Math.min(...edges.slice(1).map((edge, bin) => x.position(edge) - x.position(edges[bin]!)));
  const scale = Math.max(0.5, Math.min(1, narrowest / (2 * theme.markerRadius)));
  return { ...theme, markerRadius: scale * theme.markerRadius, lineWidth: scale * theme.lineWidth };
}

/** The corners of a staircase through bin values, from left to right. */
export function staircase(
  x: Axis,
  y: (value: number) => number,
  edges: readonly number[],
  values: readonly number[],
): Point[] {
  return values.flatMap((value, bin) => [
    { x: x.position(edges[bin]!), y: y(value) },
    { x: x.position(edges[bin + 1]!), y: y(value) },
  ]);
}

/** The closed area between two staircases. */
export function areaBetween(
  x: Axis,
  y: (value: number) => number,
  edges: readonly number[],
  lower: readonly number[],
  upper: readonly number[],
): PathCommand[] {
  return polyline([...staircase(x, y, edges, upper), ...staircase(x, y, edges, lower).reverse()], true);
}
