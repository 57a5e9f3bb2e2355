import type { CompiledModel } from '@cevns/fitting/compile';
import type { ContourLine } from '@cevns/fitting/contour-lines';
import { type ConvergedFit, fit, fixedValues } from '@cevns/fitting/fit';
import { type ProfileScan, profile } from '@cevns/fitting/profile';
import { ProfiledPlane } from '@cevns/fitting/profiled-plane';
import {
  bestPlace,
  type HiddenRegions,
  levelLines,
  linesAroundMinima,
  ScannedLevel,
  smoothLines,
} from './plane-contours.ts';
import type { ScannedAxis } from './scanned-axis.ts';

/** Local minima of a plane that are looked into, lowest first. */
const MOST_MINIMA = 24;
/** Points along each axis of the grid of an island, and its half-widths in those of the ellipse that the Hessian gives. */
const POINTS = 25;
const MARGINS = [1.4, 2.2, 4];

/** Closed lines around islands, and the evaluations that they took. */
export interface Islands {
  readonly lines: readonly ContourLine[];
  /** Minima below the level, between points, around which no closed line was found. */
  readonly open: readonly (readonly [number, number])[];
  readonly evaluations: number;
}

/**
 * Closed contours that fit between the points of a plane, where no point lies below the level: from each local minimum of the plane the
 * statistic is minimised over both parameters up to the neighbouring points, and where it falls below the level, the lines of a grid of
 * its own around that place are taken.
 *
 * @param best the fit that the scan was made with
 * @param level rise of the statistic; or what it is at each point of the grid, an island has that of its point
 * @param drawn the lines that were found already
 */
export function islandsBetweenPoints(
  model: CompiledModel,
  best: ConvergedFit,
  scan: ProfileScan,
  levels: number | Float64Array,
  drawn: readonly ContourLine[],
): Islands {
  const [first, second] = scan.axes as [ProfileScan['axes'][number], ProfileScan['axes'][number]];
  const [p, q] = [first, second].map(({ parameter }) => model.indexOf.get(parameter)!) as [number, number];
  const lines: ContourLine[] = [];
  const open: (readonly [number, number])[] = [];
  let evaluations = 0;
  for (const { i, j, point } of highMinima(scan, levels)) {
    const level = typeof levels === 'number' ? levels : levels[point]!;
    const bounded = { ...model, lower: model.lower.slice(), upper: model.upper.slice(), starts: [] };
    const sides = [neighbours(first.values, i), neighbours(second.values, j)] as const;
    [p, q].forEach((index, a) => {
      [bounded.lower[index], bounded.upper[index]] = sides[a]!;
    });
    const at = scan.parametersAt(point);
    const start = Object.fromEntries(model.names.map((name, k) => [name, at[k]!]));
    const held = fixedValues(best);
    const found = fit(bounded, {
      fixed: Object.fromEntries(
        Object.entries(held).filter(([name]) => name !== first.parameter && name !== second.parameter),
      ),
      start,
    });
    evaluations += found.verdict.evaluations;
    if (found.status === 'failed' || !(found.statistic - scan.minimum < level)) continue;
    const centre = [p, q].map((index) => found.parameters[index]!.value) as [number, number];
    const reach = [p, q].map((index) => found.parameters[index]!.error);
    const isDrawn = [...drawn, ...lines].some(({ points }) =>
      points.some((vertex) => vertex.every((value, a) => value >= sides[a]![0] && value <= sides[a]![1])),
    );
    if (isDrawn) continue;
    open.push(centre);
    if (reach.some((error) => error === null)) continue;
    for (const margin of MARGINS) {
      const axes = [first, second].map(({ parameter }, a): ScannedAxis & { values: Float64Array } => {
        const half = margin * reach[a]! * Math.sqrt(level - found.statistic + scan.minimum);
        const from = Math.max(sides[a]![0], centre[a]! - half);
        const to = Math.min(sides[a]![1], centre[a]! + half);
        const values = Float64Array.from({ length: POINTS }, (_, k) => from + ((to - from) * k) / (POINTS - 1));
        return { parameter, range: [from, to], points: POINTS, spacing: 'linear', values };
      }) as [ScannedAxis & { values: Float64Array }, ScannedAxis & { values: Float64Array }];
      const near = { ...profile(bounded, found, axes), minimum: scan.minimum };
      const between = new ProfiledPlane(model, found, near);
      const around = levelLines(new ScannedLevel(near, between, axes, level));
      evaluations += near.evaluations + between.evaluations();
      // Several lines are pieces of a band that this grid does not resolve either.
      if (around.length !== 1 || !around[0]!.closed || !isAround(around[0]!, centre)) continue;
      lines.push(...around);
      open.pop();
      break;
    }
  }
  return { lines, open, evaluations };
}

/** Whether a closed line runs around a place. */
function isAround({ points }: ContourLine, [x, y]: readonly [number, number]): boolean {
  let inside = false;
  points.forEach(([ax, ay], k) => {
    const [bx, by] = points[(k + 1) % points.length]!;
    if (ay > y !== by > y && x < ax + ((bx - ax) * (y - ay)) / (by - ay)) inside = !inside;
  });
  return inside;
}

/**
 * All lines of a plane: those that its points show, closed ones between them, and those around minima that no other line encloses, the
 * best fit first among them.
 *
 * @param level rise of the statistic, or what it is at each point
 */
export function completeLines(
  model: CompiledModel,
  best: ConvergedFit,
  scan: ProfileScan,
  between: ProfiledPlane,
  axes: readonly [ScannedAxis, ScannedAxis],
  level: number | Float64Array,
): HiddenRegions & { /** Those for islands. */ readonly evaluations: number } {
  const scanned = new ScannedLevel(scan, between, axes, level);
  const drawn = levelLines(scanned);
  const islands = islandsBetweenPoints(model, best, scan, level, drawn);
  const known = [...drawn, ...islands.lines];
  const { lines, unresolved } = linesAroundMinima(scanned, [bestPlace(best, axes), ...islands.open], known);
  return { lines: smoothLines(scanned, [...known, ...lines]), unresolved, evaluations: islands.evaluations };
}

/** Local minima of a plane among all eight neighbours that are not below the level, lowest first. */
function highMinima({ axes, statistic, minimum }: ProfileScan, levels: number | Float64Array) {
  const [columns, rows] = axes.map(({ values }) => values.length) as [number, number];
  const found: { i: number; j: number; point: number }[] = [];
  for (let i = 0; i < columns; i++) {
    for (let j = 0; j < rows; j++) {
      const point = i * rows + j;
      const level = typeof levels === 'number' ? levels : levels[point]!;
      if (!(statistic[point]! - minimum >= level)) continue;
      if (isLowest(statistic, columns, rows, i, j)) found.push({ i, j, point });
    }
  }
  return found.sort((a, b) => statistic[a.point]! - statistic[b.point]!).slice(0, MOST_MINIMA);
}

/** Whether none of the eight neighbours of a point lies below it. */
function isLowest(values: Float64Array, columns: number, rows: number, i: number, j: number): boolean {
  const own = values[i * rows + j]!;
  const [lastA, lastB] = [i + 1 < columns ? i + 1 : i, j + 1 < rows ? j + 1 : j];
  for (let a = i > 0 ? i - 1 : i; a <= lastA; a++) {
    for (let b = j > 0 ? j - 1 : j; b <= lastB; b++) if (values[a * rows + b]! < own) return false;
  }
  return true;
}

/** Values of an axis beside one of its points, in ascending order. */
function neighbours(values: Float64Array, k: number): [number, number] {
  const [a, b] = [values[Math.max(0, k - 1)]!, values[Math.min(values.length - 1, k + 1)]!];
  return [Math.min(a, b), Math.max(a, b)];
}
