import {
  bilinear,
  type ContourLine,
  contourLines,
  coordinate,
  coordinateRate,
  type Plane,
  type PlaneAxis,
  type PlaneSample,
} from '@cevns/fitting/contour-lines';
import type { ProfileScan } from '@cevns/fitting/profile';
import type { PlaneFit, ProfiledPlane } from '@cevns/fitting/profiled-plane';
import { type NearSample, refinedLines } from '@cevns/fitting/refined-lines';
import type { ScannedAxis } from './scanned-axis.ts';

/** A fit of the plane, as a sample of what contours are drawn of. */
interface FittedSample extends PlaneSample {
  readonly fit: PlaneFit;
}

/**
 * Lines of a scan of two parameters on which the statistic has risen by a level, with what the grid does not resolve looked at more
 * closely.
 *
 * @param level a number, or what it is at each point of the grid; between them it is interpolated
 */
export function levelLines(
  scan: ProfileScan,
  { fitAt, fitOf, lowestBetween }: ProfiledPlane,
  axes: readonly [ScannedAxis, ScannedAxis],
  level: number | Float64Array,
): ContourLine[] {
  const [x, y] = axes.map(({ spacing }, a): PlaneAxis => ({ values: scan.axes[a]!.values, scale: spacing })) as [
    PlaneAxis,
    PlaneAxis,
  ];
  const rows = y.values.length;
  // Levels that change are taken away from the statistic, and the lines are those of 0.
  const [line, levels] = typeof level === 'number' ? [level, null] : [0, level];
  const offset = levels === null ? null : bilinear({ x, y, values: levels });
  const plane: Plane = {
    x,
    y,
    values: scan.statistic.map((value, point) => value - scan.minimum - (levels?.[point] ?? 0)),
  };
  const sampleOf = (fit: PlaneFit, u: number, v: number): FittedSample => {
    const { value, slopes } = offset === null ? NO_OFFSET : offset(u, v);
    const [su, sv] = [fit.slopes[0] * coordinateRate(x, u), fit.slopes[1] * coordinateRate(y, v)];
    return { value: fit.rise - value, slopes: [su - slopes[0], sv - slopes[1]], fit };
  };
  const sampleAt = (u: number, v: number, near: readonly NearSample<FittedSample>[] = []): FittedSample => {
    const fits = near.map(({ sample, weight }) => ({ fit: sample.fit, weight }));
    const [first, second] = [
      { step: u, value: coordinate(x, u) },
      { step: v, value: coordinate(y, v) },
    ];
    return sampleOf(fitAt(first, second, fits), u, v);
  };
  const refined = refinedLines(plane, line, {
    sampleAt,
    samplePoint: (point) => sampleOf(fitOf(point), Math.floor(point / rows), point % rows),
    lowestBetween: (point, axis) => {
      const { rise, value } = lowestBetween(point, axis);
      const at = axis === 0 ? Math.floor(point / rows) : point % rows;
      return { value: rise - (levels?.[point] ?? 0), step: stepNear(axis === 0 ? x : y, at, value) };
    },
  });
  return refined ?? contourLines(plane, line, { sampleAt });
}

const NO_OFFSET: PlaneSample = { value: 0, slopes: [0, 0] };

/** The step at which an axis takes a value between the neighbours of a point. */
function stepNear({ values, scale }: PlaneAxis, point: number, value: number): number {
  const inScale = scale === 'log' ? Math.log : (plain: number) => plain;
  const isAfter = value > values[point]! === values[point + 1]! > values[point]!;
  const k = isAfter ? point : point - 1;
  const [a, b] = [inScale(values[k]!), inScale(values[k + 1]!)];
  return k + (inScale(value) - a) / (b - a);
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
