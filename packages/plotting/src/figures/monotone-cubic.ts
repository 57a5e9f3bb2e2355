import type { PathCommand, Point } from '../primitives.ts';

/**
 * Slopes of the monotone cubic through points with increasing x: a piecewise cubic with continuous slope that has no extremum between two
 * points, so that it nowhere leaves the range of its neighbours (M. Steffen, Astron. Astrophys. 239 (1990) 443, eqs. 11 and 24-27).
 */
export function monotoneSlopes(points: readonly Point[]): number[] {
  const widths = points.slice(1).map((point, i) => point.x - points[i]!.x);
  const secants = points.slice(1).map((point, i) => (point.y - points[i]!.y) / widths[i]!);
  const last = secants.length - 1;
  if (last === 0) return [secants[0]!, secants[0]!];
  return points.map((_, i) => {
    if (i === 0) return endSlope(secants[0]!, secants[1]!, widths[0]!, widths[1]!);
    if (i > last) return endSlope(secants[last]!, secants[last - 1]!, widths[last]!, widths[last - 1]!);
    const [before, after] = [secants[i - 1]!, secants[i]!];
    if (before * after <= 0) return 0;
    const [h, next] = [widths[i - 1]!, widths[i]!];
    const parabola = (before * next + after * h) / (h + next);
    return Math.sign(before) * Math.min(Math.abs(before), Math.abs(after), Math.abs(parabola) / 2) * 2;
  });
}

/** The slope of a parabola through the three last points at its end, kept where the cubic stays monotone. */
function endSlope(secant: number, inner: number, width: number, innerWidth: number): number {
  const parabola = secant + ((secant - inner) * width) / (width + innerWidth);
  if (parabola * secant <= 0) return 0;
  return Math.abs(parabola) > 2 * Math.abs(secant) ? 2 * secant : parabola;
}

/** The monotone cubic as a function of x; the value of the first or last point outside. */
export function monotoneInterpolant(points: readonly Point[]): (x: number) => number {
  const slopes = monotoneSlopes(points);
  return (x) => {
    const next = points.findIndex((point) => point.x >= x);
    if (next === -1) return points.at(-1)!.y;
    if (next === 0) return points[0]!.y;
    const [a, b] = [points[next - 1]!, points[next]!];
    const width = b.x - a.x;
    const t = (x - a.x) / width;
    const u = 1 - t;
    const values = a.y * u * u * (1 + 2 * t) + b.y * t * t * (1 + 2 * u);
    return values + width * t * u * (slopes[next - 1]! * u - slopes[next]! * t);
  };
}

/** The monotone cubic as a path, one Bezier curve from point to point. */
export function monotoneCubic(points: readonly Point[]): PathCommand[] {
  const slopes = monotoneSlopes(points);
  return points.map((to, i): PathCommand => {
    const from = points[i - 1];
    if (from === undefined) return { op: 'M', x: to.x, y: to.y };
    const third = (to.x - from.x) / 3;
    const [y1, y2] = [from.y + slopes[i - 1]! * third, to.y - slopes[i]! * third];
    return { op: 'C', x1: from.x + third, y1, x2: to.x - third, y2, x: to.x, y: to.y };
  });
}
