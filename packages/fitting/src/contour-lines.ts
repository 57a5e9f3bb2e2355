import { crossing, rootBetween } from './crossing.ts';
import { valleyDepth } from './valley-depth.ts';

/** One axis of a plane: the coordinates of its grid, and between them a straight line or an exponential. */
export interface PlaneAxis {
  readonly values: Float64Array;
  readonly scale: 'linear' | 'log';
}

/** A function known on a grid. */
export interface Plane {
  readonly x: PlaneAxis;
  readonly y: PlaneAxis;
  /** Row-major [x][y]; NaN where it is not known. */
  readonly values: Float64Array;
}

/**
 * A connected piece of a contour. Going along it, lower values lie to the left: a closed line runs counter-clockwise around a region
 * below the level and clockwise around a hole in one.
 */
export interface ContourLine {
  /** Whether its end meets its beginning (which is not repeated); an open one ends at the border, or where values are missing. */
  readonly closed: boolean;
  readonly points: readonly (readonly [x: number, y: number])[];
}

/** A function of a plane at a place, and its derivatives by steps of the grid along both axes; these are NaN where they are not known. */
export interface PlaneSample {
  readonly value: number;
  readonly slopes: readonly [number, number];
}

/** How contours are drawn between the points of the grid. */
export interface ContourOptions {
  /**
   * The function at a place between the points, counted in steps of the grid: (1.5, 2) lies half-way between points 1 and 2 of x, on
   * point 2 of y. Straight lines along the edges of the grid unless given.
   */
  readonly sampleAt?: (u: number, v: number) => PlaneSample;
  /** Largest distance of a vertex from the level, in value. Default 1e-4. */
  readonly tolerance?: number;
}

const DEFAULT_TOLERANCE = 1e-4;

/**
 * All lines on which a function of a plane takes a value, by marching squares.
 *
 * Vertices lie on the edges of the grid, where the function is evaluated until it meets the level within the tolerance; at a saddle the
 * function in the middle of the cell decides what is connected. Lines come in the order of their first vertex on the grid, open ones first.
 * A region that lies between the points of the grid is not seen; see `narrowPlaces`.
 *
 * @throws RangeError if the number of values is not that of the points, or an axis has fewer than two
 */
export function contourLines(plane: Plane, level: number, options: ContourOptions = {}): ContourLine[] {
  const { x, y, values } = plane;
  const [columns, rows] = [x.values.length, y.values.length];
  if (values.length !== columns * rows || columns < 2 || rows < 2) {
    throw new RangeError(`Expected values for at least 2 x 2 points, got ${values.length} for ${columns} x ${rows}`);
  }
  const { tolerance = DEFAULT_TOLERANCE } = options;
  const sampleAt = options.sampleAt ?? bilinear(plane);
  const links = new LineLinks();
  for (const point of crossedCells(values, columns, rows, level)) {
    const [i, j] = [Math.floor(point / rows), point % rows];
    const corners = [values[point]!, values[point + rows]!, values[point + rows + 1]!, values[point + 1]!];
    const centre = () => sampleAt(i + 0.5, j + 0.5).value;
    for (const { from, to } of cellSegments(corners, level, centre)) {
      links.join(cellEdge(point, rows, from), cellEdge(point, rows, to));
    }
  }
  return links.lines((edge) => {
    const point = edge >> 1;
    const axis = (edge & 1) as 0 | 1;
    const i = Math.floor(point / rows);
    const j = point % rows;
    const at = (t: number): readonly [number, number] => {
      const { value, slopes } = axis === 1 ? sampleAt(i, j + t) : sampleAt(i + t, j);
      return [value - level, slopes[axis]];
    };
    const stride = axis === 1 ? 1 : rows;
    const isFirst = (axis === 1 ? j : i) === 0;
    const isLast = axis === 1 ? j + 2 === rows : i + 2 === columns;
    const before = isFirst ? Number.NaN : values[point - stride]! - level;
    const after = isLast ? Number.NaN : values[point + 2 * stride]! - level;
    const start = values[point]! - level;
    const end = values[point + stride]! - level;
    const t = crossing([start, end], rootBetween(before, start, end, after), at, tolerance);
    return axis === 1 ? [x.values[i]!, coordinate(y, j + t)] : [coordinate(x, i + t), y.values[j]!];
  });
}

/** The first points of cells whose corners are not all on one side of a level; most cells have nothing to draw. */
function crossedCells(values: Float64Array, columns: number, rows: number, level: number): number[] {
  const found: number[] = [];
  for (let i = 0; i + 1 < columns; i++) {
    for (let point = i * rows; point + 1 < (i + 1) * rows; point++) {
      const below = values[point]! < level;
      if (values[point + 1]! < level === below && values[point + rows]! < level === below) {
        if (values[point + rows + 1]! < level === below) continue;
      }
      found.push(point);
    }
  }
  return found;
}

/** Pieces of contours, from each crossed edge of a grid to the next one. An edge is twice its first point, plus one if it runs along y. */
export class LineLinks {
  readonly #next = new Map<number, number>();
  readonly #before = new Set<number>();

  join(from: number, to: number): void {
    this.#next.set(from, to);
    this.#before.add(to);
  }

  /** Whether a line crosses an edge. */
  crosses(edge: number): boolean {
    return this.#next.has(edge) || this.#before.has(edge);
  }

  /** The lines in the order of their first edges, open ones first, with a vertex on each edge. */
  lines(vertex: (edge: number) => readonly [number, number]): ContourLine[] {
    const used = new Set<number>();
    const follow = (start: number): ContourLine => {
      const points: (readonly [number, number])[] = [];
      let edge: number | undefined = start;
      while (edge !== undefined && !used.has(edge)) {
        used.add(edge);
        const found = vertex(edge);
        const last = points.at(-1);
        if (last === undefined || last[0] !== found[0] || last[1] !== found[1]) points.push(found);
        edge = this.#next.get(edge);
      }
      return { closed: edge === start, points };
    };
    const starts = [...this.#next.keys()].sort((a, b) => a - b);
    const open = starts.filter((edge) => !this.#before.has(edge)).map(follow);
    const closed: ContourLine[] = [];
    for (const edge of starts) if (!used.has(edge)) closed.push(follow(edge));
    return [...open, ...closed];
  }
}

/** An edge of the cell that begins at a point: 0 to 3 counter-clockwise, the first along x. */
export function cellEdge(point: number, rows: number, side: number): number {
  return [2 * point, 2 * (point + rows) + 1, 2 * (point + 1), 2 * point + 1][side]!;
}

/**
 * Pieces of lines within a cell, from side to side, lower values to the left; none if a value is missing.
 *
 * @param corners values counter-clockwise from the first point of the cell
 * @param centre value in the middle of the cell, asked for at a saddle
 */
export function cellSegments(
  corners: readonly number[],
  level: number,
  centre: () => number,
): readonly { readonly from: number; readonly to: number }[] {
  if (corners.some(Number.isNaN)) return [];
  const entries: number[] = [];
  const exits: number[] = [];
  for (let k = 0; k < 4; k++) {
    const inside = corners[k]! < level;
    const insideNext = corners[(k + 1) % 4]! < level;
    if (inside && !insideNext) exits.push(k);
    if (!inside && insideNext) entries.push(k);
  }
  if (exits.length === 0) return [];
  if (exits.length === 1) return [{ from: exits[0]!, to: entries[0]! }];
  const found = centre();
  const middle = Number.isNaN(found) ? corners.reduce((sum, value) => sum + value, 0) / 4 : found;
  // An exit is followed around the cell by the entry of the other low corner, and preceded by that of its own.
  const own = (exit: number) => (entries.includes((exit + 3) % 4) ? (exit + 3) % 4 : (exit + 1) % 4);
  const other = (exit: number) => entries.find((entry) => entry !== own(exit))!;
  return exits.map((exit) => ({ from: exit, to: middle < level ? other(exit) : own(exit) }));
}

/** Coordinate at a place counted in steps of the grid. */
export function coordinate({ values, scale }: PlaneAxis, place: number): number {
  const k = Math.min(values.length - 2, Math.floor(place));
  const t = place - k;
  const a = values[k]!;
  const b = values[k + 1]!;
  if (t === 0) return a;
  if (t === 1) return b;
  return scale === 'log' ? a * (b / a) ** t : a + (b - a) * t;
}

/** Derivative of the coordinate by steps of the grid at a place. */
export function coordinateRate({ values, scale }: PlaneAxis, place: number): number {
  const k = Math.min(values.length - 2, Math.floor(place));
  const a = values[k]!;
  const b = values[k + 1]!;
  return scale === 'log' ? a * (b / a) ** (place - k) * Math.log(b / a) : b - a;
}

/** What lies between the points of a grid by straight lines along the edges. */
export function bilinear({ x, y, values }: Plane): (u: number, v: number) => PlaneSample {
  const rows = y.values.length;
  return (u, v) => {
    const [i, j] = [Math.min(x.values.length - 2, Math.floor(u)), Math.min(rows - 2, Math.floor(v))];
    const [s, t] = [u - i, v - j];
    const at = (a: number, b: number) => values[(i + a) * rows + j + b]!;
    const [low, high] = [(1 - t) * at(0, 0) + t * at(0, 1), (1 - t) * at(1, 0) + t * at(1, 1)];
    const along = (1 - s) * (at(0, 1) - at(0, 0)) + s * (at(1, 1) - at(1, 0));
    return { value: (1 - s) * low + s * high, slopes: [high - low, along] };
  };
}

/** A point of a grid that is the lowest of three along an axis, in a valley that the grid does not resolve at a level. */
export interface NarrowPlace {
  readonly point: number;
  readonly axis: 0 | 1;
}

/**
 * Points of a grid at which a region below a level may be narrower than the distance of the points: lowest of three along an axis, both
 * others above the level, and either below the level itself or in a valley so steep that it may reach there between the points.
 */
export function narrowPlaces({ x, y, values }: Plane, level: number): NarrowPlace[] {
  const rows = y.values.length;
  const lastColumn = x.values.length - 1;
  const found: NarrowPlace[] = [];
  for (let i = 0; i <= lastColumn; i++) {
    for (let j = 0; j < rows; j++) {
      const point = i * rows + j;
      if (i > 0 && i < lastColumn && isNarrow(values, level, point, rows)) found.push({ point, axis: 0 });
      if (j > 0 && j + 1 < rows && isNarrow(values, level, point, 1)) found.push({ point, axis: 1 });
    }
  }
  return found;
}

function isNarrow(values: Float64Array, level: number, point: number, stride: number): boolean {
  const a = values[point - stride]!;
  const m = values[point]!;
  const b = values[point + stride]!;
  // Of two points that are equally low the first counts.
  if (!(m < a && m <= b && a >= level && b >= level)) return false;
  return m - valleyDepth(a, m, b) < level;
}
