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
import type { ConvergedFit } from '@cevns/fitting/fit';
import type { NearSample, PlanePlace, RefinableFunction } from '@cevns/fitting/followed-lines';
import type { ProfileScan } from '@cevns/fitting/profile';
import type { NearFit, PlaneFit, ProfiledPlane } from '@cevns/fitting/profiled-plane';
import { linesAround, refinedLines, smoothLine } from '@cevns/fitting/refined-lines';
import type { ScannedAxis } from './scanned-axis.ts';

/** A fit of the plane, as a sample of what contours are drawn of. */
interface FittedSample extends PlaneSample {
  readonly fit: PlaneFit;
}

/** A scan of two parameters of which the lines of a level are wanted, and what it is between its points. */
export class ScannedLevel implements RefinableFunction<FittedSample> {
  readonly plane: Plane;
  /** The value on which the lines lie. Levels that change are taken away from the statistic, and the lines are those of 0. */
  readonly line: number;
  readonly #between: ProfiledPlane;
  readonly #levels: Float64Array | null;
  readonly #levelAt: ((u: number, v: number) => PlaneSample) | null;

  /** @param level rise of the statistic; or what it is at each point of the grid, between them it is interpolated */
  constructor(
    { axes: scanned, statistic, minimum }: ProfileScan,
    between: ProfiledPlane,
    axes: readonly [ScannedAxis, ScannedAxis],
    level: number | Float64Array,
  ) {
    const x: PlaneAxis = { values: scanned[0]!.values, scale: axes[0].spacing };
    const y: PlaneAxis = { values: scanned[1]!.values, scale: axes[1].spacing };
    const levels = typeof level === 'number' ? null : level;
    const values = new Float64Array(statistic.length);
    for (let point = 0; point < values.length; point++) values[point] = statistic[point]! - minimum;
    if (levels !== null) for (let point = 0; point < values.length; point++) values[point]! -= levels[point]!;
    this.plane = { x, y, values };
    this.line = typeof level === 'number' ? level : 0;
    this.#between = between;
    this.#levels = levels;
    this.#levelAt = levels === null ? null : bilinear({ x, y, values: levels });
  }

  sampleAt(u: number, v: number, near: readonly NearSample<FittedSample>[]): FittedSample {
    const { x, y } = this.plane;
    const fits = near.length === 0 ? NONE : near.map(({ sample, weight }) => ({ fit: sample.fit, weight }));
    const place = { step: u, value: coordinate(x, u) };
    return this.#sampleOf(this.#between.fitAt(place, { step: v, value: coordinate(y, v) }, fits), u, v);
  }

  samplePoint(point: number): FittedSample {
    const rows = this.plane.y.values.length;
    return this.#sampleOf(this.#between.fitOf(point), Math.floor(point / rows), point % rows);
  }

  lowestBetween(point: number, axis: 0 | 1): { readonly value: number; readonly step: number } {
    const { x, y } = this.plane;
    const rows = y.values.length;
    const { rise, value } = this.#between.lowestBetween(point, axis);
    const at = axis === 0 ? Math.floor(point / rows) : point % rows;
    return { value: rise - (this.#levels?.[point] ?? 0), step: stepNear(axis === 0 ? x : y, at, value) };
  }

  #sampleOf(fit: PlaneFit, u: number, v: number): FittedSample {
    const { x, y } = this.plane;
    const { value, slopes } = this.#levelAt === null ? NO_OFFSET : this.#levelAt(u, v);
    const alongX = fit.slopes[0] * coordinateRate(x, u) - slopes[0];
    const alongY = fit.slopes[1] * coordinateRate(y, v) - slopes[1];
    return { value: fit.rise - value, slopes: [alongX, alongY], fit };
  }
}

const NONE: readonly NearFit[] = [];
const NO_OFFSET: PlaneSample = { value: 0, slopes: [0, 0] };

/** Lines of a scan on which the statistic has risen by a level, with what the grid does not resolve looked at more closely. */
export function levelLines(scanned: ScannedLevel): ContourLine[] {
  const { plane, line } = scanned;
  const sampleAt = (u: number, v: number) => scanned.sampleAt(u, v, []);
  return refinedLines(plane, line, scanned) ?? contourLines(plane, line, { sampleAt });
}

/** Where a fit lies on a plane. */
export function bestPlace(
  { parameters }: ConvergedFit,
  axes: readonly [ScannedAxis, ScannedAxis],
): readonly [number, number] {
  const fitted = ({ parameter }: ScannedAxis) => parameters.find(({ name }) => name === parameter)!.value;
  return [fitted(axes[0]), fitted(axes[1])];
}

/** Lines around minima that those of the plane do not enclose. */
export interface HiddenRegions {
  readonly lines: readonly ContourLine[];
  /** Minima below the level whose region is too narrow to be drawn. */
  readonly unresolved: readonly (readonly [number, number])[];
}

/**
 * Lines around those minima below the level that no line encloses, as where the grid is so coarse that a band passes between its points
 * unseen.
 *
 * @param minima places of the plane, such as that of the best fit; others than in its range are left out
 * @param drawn the lines that were found already
 */
export function linesAroundMinima(
  scanned: ScannedLevel,
  minima: readonly (readonly [number, number])[],
  drawn: readonly ContourLine[],
): HiddenRegions {
  const { plane, line } = scanned;
  const lines: ContourLine[] = [];
  const unresolved: (readonly [number, number])[] = [];
  for (const minimum of minima) {
    const [u, v] = [placeOf(plane.x, minimum[0]), placeOf(plane.y, minimum[1])];
    if (u === null || v === null || isEnclosed(plane, line, { u, v }, minimum, [...drawn, ...lines])) continue;
    const around = linesAround(plane, line, scanned, { u, v });
    if (around === null || !isEnclosed(plane, line, { u, v }, minimum, around)) unresolved.push(minimum);
    else lines.push(...around);
  }
  return { lines, unresolved };
}

/** Lines of a level, with more vertices where they are so short against the grid that chords would cut much off. */
export function smoothLines(scanned: ScannedLevel, lines: readonly ContourLine[]): ContourLine[] {
  const { plane, line: level } = scanned;
  return lines.map((line) => {
    const [u, v] = [placeOf(plane.x, line.points[0]![0]), placeOf(plane.y, line.points[0]![1])];
    return u === null || v === null ? line : smoothLine(plane, level, scanned, line, { u, v });
  });
}

/** Whether lines divide a place from the corners of its cell that are not below the level, or there are none. */
function isEnclosed(
  { x, y, values }: Plane,
  level: number,
  { u, v }: PlanePlace,
  place: readonly [number, number],
  lines: readonly ContourLine[],
): boolean {
  const rows = y.values.length;
  const [i, j] = [Math.min(x.values.length - 2, Math.floor(u)), Math.min(rows - 2, Math.floor(v))];
  const above = [0, 1].flatMap((a) =>
    [0, 1].flatMap((b) =>
      values[(i + a) * rows + j + b]! >= level ? [[x.values[i + a]!, y.values[j + b]!] as const] : [],
    ),
  );
  return above.length === 0 || above.some((corner) => crossings(lines, place, corner) % 2 === 1);
}

/** How often lines cross the straight line between two places. */
function crossings(lines: readonly ContourLine[], a: readonly [number, number], b: readonly [number, number]): number {
  const side = (p: readonly [number, number], q: readonly [number, number], [rx, ry]: readonly [number, number]) =>
    (q[0] - p[0]) * (ry - p[1]) - (q[1] - p[1]) * (rx - p[0]) > 0;
  let count = 0;
  for (const { closed, points } of lines) {
    for (let k = 0; k < points.length - (closed ? 0 : 1); k++) {
      const [c, d] = [points[k]!, points[(k + 1) % points.length]!];
      if (side(a, b, c) !== side(a, b, d) && side(c, d, a) !== side(c, d, b)) count += 1;
    }
  }
  return count;
}

/** The step at which an axis takes a value; null outside of its range. */
function placeOf(axis: PlaneAxis, value: number): number | null {
  const { values } = axis;
  const k = values.findIndex((start, at) => {
    const end = values[at + 1];
    return end !== undefined && Math.min(start, end) <= value && value <= Math.max(start, end);
  });
  return k < 0 ? null : stepBetween(axis, k, value);
}

/** The step at which an axis takes a value between the neighbours of a point. */
function stepNear(axis: PlaneAxis, point: number, value: number): number {
  const { values } = axis;
  const isAfter = value > values[point]! === values[point + 1]! > values[point]!;
  return stepBetween(axis, isAfter ? point : point - 1, value);
}

/** The step at which an axis takes a value between a point and the next. */
function stepBetween({ values, scale }: PlaneAxis, k: number, value: number): number {
  const inScale = scale === 'log' ? Math.log : (plain: number) => plain;
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
