import { type ContourLine, contourLines, coordinate, type PlaneAxis } from '@cevns/fitting/contour-lines';
import type { ProfileScan } from '@cevns/fitting/profile';
import type { ProfiledPlane } from '@cevns/fitting/profiled-plane';
import { originalStep, refinePlane } from '@cevns/fitting/refine-plane';
import type { ScannedAxis } from './scanned-axis.ts';

/** Multiple of a level above which an upper bound of the statistic is enough between the points of the grid. */
const CEILING = 3;

/**
 * Lines of a scan of two parameters on which the statistic has risen by a level, with what the grid does not resolve looked at more
 * closely.
 *
 * @param level a number, or what it is at each point of the grid; between them it is interpolated
 */
export function levelLines(
  scan: ProfileScan,
  { rise, lowestBetween }: ProfiledPlane,
  axes: readonly [ScannedAxis, ScannedAxis],
  level: number | Float64Array,
): ContourLine[] {
  const [x, y] = axes.map(({ spacing }, a): PlaneAxis => ({ values: scan.axes[a]!.values, scale: spacing })) as [
    PlaneAxis,
    PlaneAxis,
  ];
  const at = (u: number, v: number, ceiling?: number): number =>
    rise({ step: u, value: coordinate(x, u) }, { step: v, value: coordinate(y, v) }, ceiling);
  const levels = typeof level === 'number' ? null : level;
  // Levels that change are taken away from the statistic, and the lines are those of 0.
  const offset = levels === null ? () => 0 : bilinear(levels, x.values.length, y.values.length);
  const line = levels === null ? (level as number) : 0;
  // Far above the level it does not matter by how much.
  const ceiling = CEILING * (levels === null ? line : Math.max(...levels));
  const plane = { x, y, values: scan.statistic.map((value, point) => value - scan.minimum - (levels?.[point] ?? 0)) };
  const roughly = (u: number, v: number): number => at(u, v, ceiling) - offset(u, v);
  const lowest = (point: number, axis: 0 | 1): number => lowestBetween(point, axis) - (levels?.[point] ?? 0);
  const used = refinePlane(plane, line, { valueAt: roughly, lowestBetween: lowest });
  const valueAt = (u: number, v: number): number => {
    const [s, t] = [originalStep(u, x, used.x), originalStep(v, y, used.y)];
    return at(s, t) - offset(s, t);
  };
  return contourLines(used, line, { valueAt });
}

/** A line of a scan with nine digits of its coordinates, x first, and on which side of it the region below the level lies. */
export function printedLine(
  { closed, points }: ContourLine,
  swapped: boolean,
  axes: readonly [ScannedAxis, ScannedAxis],
) {
  // To exchange the axes is to look at the plane in a mirror: left stays left if the line is followed the other way.
  const ordered = swapped ? points.map(([first, second]) => [second, first] as const).reverse() : points;
  const inScale = (value: number, a: 0 | 1) => (axes[a].spacing === 'log' ? Math.log(value) : value);
  const area = ordered.reduce((sum, [px, py], i) => {
    const [nx, ny] = ordered[(i + 1) % ordered.length]!;
    return sum + inScale(px, 0) * inScale(ny, 1) - inScale(nx, 0) * inScale(py, 1);
  }, 0);
  return {
    closed,
    allowed: closed ? (area > 0 ? ('inside' as const) : ('outside' as const)) : ('left' as const),
    points: ordered.map(([px, py]) => [Number(px.toPrecision(9)), Number(py.toPrecision(9))] as const),
  };
}

function bilinear(values: Float64Array, columns: number, rows: number): (u: number, v: number) => number {
  return (u, v) => {
    const [i, j] = [Math.min(columns - 2, Math.floor(u)), Math.min(rows - 2, Math.floor(v))];
    const [s, t] = [u - i, v - j];
    const at = (a: number, b: number) => values[(i + a) * rows + j + b]!;
    return (1 - s) * ((1 - t) * at(0, 0) + t * at(0, 1)) + s * ((1 - t) * at(1, 0) + t * at(1, 1));
  };
}
