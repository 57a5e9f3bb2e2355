import {
  type ContourLine,
  cellEdge,
  cellSegments,
  coordinate,
  LineLinks,
  narrowPlaces,
  type Plane,
  type PlaneSample,
} from './contour-lines.ts';
import { crossing, hermiteRoot } from './crossing.ts';

/** Points of the finer grid per step of the original one: the first at which few places are narrow, or the last. */
const FACTORS = [4, 8, 16, 32, 64, 128, 256] as const;
/** Up to this factor bands may be less than wide; beyond it a grid is used where one would be thinner than one of its steps. */
const COARSE = 16;
/** As many steps along an axis, at most, of a grid that is finer than that. */
const FINEST = 8192;
/** As many narrow places are left to a grid, since every region that tapers off has some. */
const TIPS = 8;
/** Steps of the finer grid that a band must be wide not to be narrow. */
const WIDE = 2;
const TOLERANCE = 1e-4;

/** A sample near a place that is asked for, and its weight in a combination that leads there; weights add up to 1. */
export interface NearSample<S> {
  readonly sample: S;
  readonly weight: number;
}

/** A function of a plane, as far as its contours need it between the points of a grid. */
export interface RefinableFunction<S extends PlaneSample> {
  /** What it is at a place counted in steps of the grid, from samples near by if there are any. */
  sampleAt(u: number, v: number, near: readonly NearSample<S>[]): S;
  /** What it is at a point of the grid, where its value is known. */
  samplePoint(point: number): S;
  /** Its lowest value between the neighbours of a point of the grid along an axis, and the step along that axis at which it lies. */
  lowestBetween(point: number, axis: 0 | 1): { readonly value: number; readonly step: number };
}

/** Where a line of the grid along an axis crosses a band: between two steps. */
interface Band {
  readonly point: number;
  readonly axis: 0 | 1;
  readonly from: number;
  readonly to: number;
}

/**
 * Contours on a finer grid, if the region below a level is narrower than the distance of the points somewhere, as bands along which two
 * amplitudes cancel are; else null.
 *
 * The function is looked at where lines of the grid cross a contour or a band, and from there the contours are followed from cell to cell of the finer grid:
 * it is evaluated at the corners of the cells that they cross, and at vertices.
 *
 * @param plane values at the points of a grid
 */
export function refinedLines<S extends PlaneSample>(
  plane: Plane,
  level: number,
  f: RefinableFunction<S>,
): ContourLine[] | null {
  const bands = bandsAcross(plane, level, f);
  if (bands.length === 0) return null;
  const narrowAt = (factor: number): number =>
    factor * bands.reduce((sum, { from, to }) => sum + Math.max(0, Math.min(1, WIDE - factor * (to - from))), 0);
  const thinner = (factor: number, steps: number) =>
    bands.filter(({ from, to }) => factor * (to - from) < steps).length;
  const most = thinner(COARSE, 1) === 0 ? COARSE : FINEST / Math.max(plane.x.values.length, plane.y.values.length);
  const factors = FACTORS.filter((each) => each <= Math.max(COARSE, most));
  // A band that is thinner than a step falls into pieces.
  const isFine = (each: number) =>
    each <= COARSE ? narrowAt(each) <= TIPS : thinner(each, WIDE) <= TIPS && thinner(each, 1) === 0;
  const factor = factors.find(isFine) ?? factors.at(-1)!;
  return followed(plane, level, f, { factor, bands });
}

/** Bands below the level that lines of the grid cross between two neighbours of a point. */
function bandsAcross<S extends PlaneSample>(plane: Plane, level: number, f: RefinableFunction<S>): Band[] {
  const rows = plane.y.values.length;
  const found: Band[] = [];
  for (const { point, axis } of narrowPlaces(plane, level)) {
    const stride = axis === 0 ? rows : 1;
    const at = axis === 0 ? Math.floor(point / rows) : point % rows;
    const isBelow = plane.values[point]! < level;
    const { value, step } = isBelow ? { value: plane.values[point]!, step: at } : f.lowestBetween(point, axis);
    if (!(value < level)) continue;
    const slope = isBelow ? f.samplePoint(point).slopes[axis] : 0;
    const [from, to] = [-1, 1].map((side) => {
      const wall = f.samplePoint(point + side * stride);
      const distance = at + side - step;
      const own = [value - level, slope * distance] as const;
      return step + distance * hermiteRoot(own, [wall.value - level, wall.slopes[axis] * distance]);
    }) as [number, number];
    found.push({ point, axis, from, to });
  }
  return found;
}

/** A place on a plane, in steps of the grid. */
export interface PlanePlace {
  readonly u: number;
  readonly v: number;
}

const HALVINGS = 12;

/**
 * Contours around a place below the level, on a grid so fine that the region there is two of its steps wide on either side, or one if that
 * is all that the finest grid has. They are followed
 * wherever they lead: around an island, or along a band to the border of the plane.
 *
 * @param plane values at the points of a grid
 * @returns null if the region is too narrow
 */
export function linesAround<S extends PlaneSample>(
  plane: Plane,
  level: number,
  f: RefinableFunction<S>,
  { u, v }: PlanePlace,
): ContourLine[] | null {
  const [lastU, lastV] = [plane.x.values.length - 1, plane.y.values.length - 1];
  const here = f.sampleAt(u, v, []);
  if (!(here.value < level)) return null;
  let width = 1;
  for (const [du, dv] of NEIGHBOURS) {
    const room = du + dv < 0 ? -du * u - dv * v : du * (lastU - u) + dv * (lastV - v);
    let reach = Math.min(width, room);
    const isBelow = () => f.sampleAt(u + du * reach, v + dv * reach, [{ sample: here, weight: 1 }]).value < level;
    for (let halving = 0; reach > 0 && !isBelow(); halving++) {
      if (halving === HALVINGS) return null;
      reach /= 2;
    }
    if (reach < room) width = Math.min(width, reach);
  }
  const most = Math.floor(FINEST / Math.max(lastU, lastV));
  if (most * width < 1) return null;
  const factor = Math.min(most, Math.max(FACTORS[0], Math.ceil(WIDE / width)));
  return followed(plane, level, f, { factor, bands: [], place: { u, v } });
}

/** Other corners of the four cells around a point of a grid, and its neighbours. */
const QUADRANTS = [-1, 1].flatMap((a) => [-1, 1].map((b) => [a, b] as const));
const NEIGHBOURS = [
  [-1, 0],
  [1, 0],
  [0, -1],
  [0, 1],
] as const;

/**
 * Contours on a grid that is finer by a factor, followed from where lines of the original grid cross them, or from around one place
 * alone.
 */
function followed<S extends PlaneSample>(
  { x, y, values }: Plane,
  level: number,
  f: RefinableFunction<S>,
  {
    factor,
    bands,
    place: start,
  }: { readonly factor: number; readonly bands: readonly Band[]; readonly place?: PlanePlace },
): ContourLine[] {
  const [columns, rows] = [x.values.length, y.values.length];
  const [fineColumns, fineRows] = [factor * (columns - 1) + 1, factor * (rows - 1) + 1];
  const samples = new Map<number, S>();
  const links = new LineLinks();
  const visited = new Set<number>();
  const known = (i: number, j: number): S | undefined =>
    j < 0 || j >= fineRows ? undefined : samples.get(i * fineRows + j);
  const isKnown = (sample: S | undefined): sample is S => sample !== undefined && !Number.isNaN(sample.value);

  /** Samples that lead to a point: three corners of a cell to the fourth, two on a line to the third, or the one beside it. */
  function near(i: number, j: number): readonly NearSample<S>[] {
    for (const [di, dj] of QUADRANTS) {
      const [a, b, c] = [known(i + di, j), known(i + di, j + dj), known(i, j + dj)];
      if (isKnown(a) && isKnown(b) && isKnown(c)) return combined([a, 1], [c, 1], [b, -1]);
    }
    for (const [di, dj] of NEIGHBOURS) {
      const [a, b] = [known(i + di, j + dj), known(i + 2 * di, j + 2 * dj)];
      if (isKnown(a)) return isKnown(b) ? combined([a, 2], [b, -1]) : combined([a, 1]);
    }
    const beside = QUADRANTS.map(([di, dj]) => known(i + di, j + dj)).find(isKnown);
    return beside === undefined ? [] : combined([beside, 1]);
  }

  function sampleOf(point: number): S {
    const found = samples.get(point);
    if (found !== undefined) return found;
    const [i, j] = [Math.floor(point / fineRows), point % fineRows];
    const isOriginal = i % factor === 0 && j % factor === 0;
    const sample = isOriginal
      ? f.samplePoint((i / factor) * rows + j / factor)
      : f.sampleAt(i / factor, j / factor, near(i, j));
    samples.set(point, sample);
    return sample;
  }

  /** Goes along the contours through a cell, and notes how they join the edges of cells. */
  function follow(first: number): void {
    const left = [first];
    for (let cell = left.pop(); cell !== undefined; cell = left.pop()) {
      const [i, j] = [Math.floor(cell / fineRows), cell % fineRows];
      if (i < 0 || i + 1 >= fineColumns || j + 1 >= fineRows || visited.has(cell)) continue;
      visited.add(cell);
      const corners = [cell, cell + fineRows, cell + fineRows + 1, cell + 1].map(sampleOf);
      const centre = (): number =>
        f.sampleAt(
          (i + 0.5) / factor,
          (j + 0.5) / factor,
          corners.map((sample) => ({ sample, weight: 0.25 })),
        ).value;
      const beside = [j > 0 ? cell - 1 : -1, cell + fineRows, cell + 1, i > 0 ? cell - fineRows : -1];
      for (const { from, to } of cellSegments(
        corners.map(({ value }) => value),
        level,
        centre,
      )) {
        links.join(cellEdge(cell, fineRows, from), cellEdge(cell, fineRows, to));
        for (const side of [from, to]) if (beside[side]! >= 0) left.push(beside[side]!);
      }
    }
  }

  const isBelow = (point: number): boolean => sampleOf(point).value < level;
  const isCrossed = (point: number, stride: number): boolean => {
    const [a, b] = [sampleOf(point).value, sampleOf(point + stride).value];
    return !Number.isNaN(a + b) && a < level !== b < level;
  };
  /** Follows the contour across the edge that begins at a point, through the cell on either side. */
  function followEdge(point: number, axis: 0 | 1): void {
    if (links.crosses(2 * point + axis)) return;
    const other = axis === 0 ? 1 : fineRows;
    const isFirst = axis === 0 ? point % fineRows === 0 : point < fineRows;
    follow(point);
    if (!isFirst) follow(point - other);
  }

  /** Follows the contours that are met from a place along both axes. */
  function followAround({ u, v }: PlanePlace): void {
    const [i, j] = [Math.round(u * factor), Math.round(v * factor)];
    const point = i * fineRows + j;
    if (!isBelow(point)) return;
    for (const [di, dj] of NEIGHBOURS) {
      const stride = di * fineRows + dj;
      const left = di === 0 ? (dj < 0 ? j : fineRows - 1 - j) : di < 0 ? i : fineColumns - 1 - i;
      const steps = Array.from({ length: left }, (_, k) => point + k * stride);
      const crossed = steps.find((each) => !isBelow(each + stride));
      if (crossed !== undefined) followEdge(Math.min(crossed, crossed + stride), di === 0 ? 1 : 0);
    }
  }

  if (start !== undefined) followAround(start);
  for (const { point, axis, from, to } of bands) {
    const [stride, last] = axis === 0 ? [fineRows, fineColumns - 2] : [1, fineRows - 2];
    const start = axis === 0 ? factor * (point % rows) : factor * Math.floor(point / rows) * fineRows;
    for (const end of [from, to]) {
      const guess = Math.floor(end * factor);
      const steps = [guess, guess - 1, guess + 1].filter((step) => step >= 0 && step <= last);
      const crossed = steps.find((step) => isCrossed(start + step * stride, stride));
      if (crossed !== undefined) followEdge(start + crossed * stride, axis);
    }
  }
  for (let i = 0; i < columns && start === undefined; i++) {
    for (let j = 0; j < rows; j++) {
      for (const axis of [0, 1] as const) {
        if (axis === 0 ? i + 1 === columns : j + 1 === rows) continue;
        const [a, b] = [values[i * rows + j]!, values[(i + 1 - axis) * rows + j + axis]!];
        if (Number.isNaN(a + b) || a < level === b < level) continue;
        const stride = axis === 0 ? fineRows : 1;
        const point = factor * (i * fineRows + j);
        const edges = Array.from({ length: factor }, (_, k) => point + k * stride);
        if (edges.some((edge) => links.crosses(2 * edge + axis))) continue;
        followEdge(point + crossedPiece(point, stride, axis) * stride, axis);
      }
    }
  }

  /** Which piece of an edge of the original grid a contour crosses: looked at first where a cubic does, then halved. */
  function crossedPiece(point: number, stride: number, axis: 0 | 1): number {
    let [low, high] = [0, factor];
    const below = isBelow(point);
    const [a, b] = [sampleOf(point), sampleOf(point + factor * stride)];
    const root = hermiteRoot([a.value - level, a.slopes[axis]], [b.value - level, b.slopes[axis]]);
    let at = Math.floor(factor * root);
    for (let trial = 0; high - low > 1; trial++) {
      at = Math.max(low + 1, Math.min(high - 1, at));
      if (Number.isNaN(sampleOf(point + at * stride).value)) break;
      if (isBelow(point + at * stride) === below) low = at;
      else high = at;
      at = trial === 0 ? (low === at ? at + 1 : at - 1) : (low + high) >> 1;
    }
    return low;
  }

  return links.lines((edge) => {
    const point = edge >> 1;
    const axis = (edge & 1) as 0 | 1;
    const [i, j] = [Math.floor(point / fineRows), point % fineRows];
    const place = (t: number): [number, number] => (axis === 1 ? [i, j + t] : [i + t, j]);
    const [a, b] = [sampleOf(point), sampleOf(point + (axis === 0 ? fineRows : 1))];
    const end = ({ value, slopes }: S): [number, number] => [value - level, slopes[axis] / factor];
    const at = (t: number): readonly [number, number] => {
      const [u, v] = place(t);
      const between = combined<S>([a, 1 - t], [b, t]);
      return end(f.sampleAt(u / factor, v / factor, between));
    };
    const t = crossing([a.value - level, b.value - level], hermiteRoot(end(a), end(b)), at, TOLERANCE);
    const [u, v] = place(t);
    return [coordinate(x, u / factor), coordinate(y, v / factor)];
  });
}

function combined<S>(...weighted: readonly (readonly [sample: S, weight: number])[]): NearSample<S>[] {
  return weighted.map(([sample, weight]) => ({ sample, weight }));
}
