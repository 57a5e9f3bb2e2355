import { crossing } from './crossing.ts';

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

/** How contours are drawn between the points of the grid. */
export interface ContourOptions {
  /**
   * The function at a place between the points, counted in steps of the grid: (1.5, 2) lies half-way between points 1 and 2 of x, on
   * point 2 of y. Straight lines along the edges of the grid unless given.
   */
  readonly valueAt?: (u: number, v: number) => number;
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
  const valueAt = options.valueAt ?? bilinear(plane);
  /** From each crossed edge the next one along the line; an edge is twice its first point, plus one if it runs along y. */
  const next = new Map<number, number>();
  const before = new Set<number>();
  for (let i = 0; i + 1 < columns; i++) {
    for (let j = 0; j + 1 < rows; j++) {
      for (const [from, to] of segments(plane, i, j, level, valueAt)) {
        next.set(from, to);
        before.add(to);
      }
    }
  }
  const vertex = (edge: number): readonly [number, number] => {
    const point = edge >> 1;
    const alongY = (edge & 1) === 1;
    const [i, j] = [Math.floor(point / rows), point % rows];
    const place = (t: number): [number, number] => (alongY ? [i, j + t] : [i + t, j]);
    const line = Float64Array.from([-1, 0, 1, 2], (k) => {
      const [a, b] = alongY ? [i, j + k] : [i + k, j];
      return a < 0 || b < 0 || a >= columns || b >= rows ? Number.NaN : values[a * rows + b]! - level;
    });
    const [u, v] = place(crossing(line, (t) => valueAt(...place(t)) - level, tolerance));
    return [coordinate(x, u), coordinate(y, v)];
  };
  const used = new Set<number>();
  const follow = (start: number): ContourLine => {
    const points: (readonly [number, number])[] = [];
    let edge: number | undefined = start;
    while (edge !== undefined && !used.has(edge)) {
      used.add(edge);
      const [px, py] = vertex(edge);
      const last = points.at(-1);
      if (last === undefined || last[0] !== px || last[1] !== py) points.push([px, py]);
      edge = next.get(edge);
    }
    return { closed: edge === start, points };
  };
  const starts = [...next.keys()].sort((a, b) => a - b);
  const open = starts.filter((edge) => !before.has(edge)).map(follow);
  const closed: ContourLine[] = [];
  for (const edge of starts) if (!used.has(edge)) closed.push(follow(edge));
  return [...open, ...closed];
}

const NONE: readonly (readonly [from: number, to: number])[] = [];

/** Pieces of lines within a cell, from edge to edge, lower values to the left. */
function segments(
  { y, values }: Plane,
  i: number,
  j: number,
  level: number,
  valueAt: (u: number, v: number) => number,
): readonly (readonly [from: number, to: number])[] {
  const rows = y.values.length;
  const point = i * rows + j;
  // Most cells have nothing to draw.
  const below = values[point]! < level;
  const same = (other: number) => values[other]! < level === below;
  if (same(point + 1) && same(point + rows) && same(point + rows + 1)) return NONE;
  // Counter-clockwise: corners, and the edge from each to the next one.
  const corners = [values[point]!, values[point + rows]!, values[point + rows + 1]!, values[point + 1]!];
  if (corners.some(Number.isNaN)) return [];
  const edges = [2 * point, 2 * (point + rows) + 1, 2 * (point + 1), 2 * point + 1];
  const entries: number[] = [];
  const exits: number[] = [];
  for (let k = 0; k < 4; k++) {
    const [inside, insideNext] = [corners[k]! < level, corners[(k + 1) % 4]! < level];
    if (inside && !insideNext) exits.push(k);
    if (!inside && insideNext) entries.push(k);
  }
  if (exits.length === 0) return [];
  if (exits.length === 1) return [[edges[exits[0]!]!, edges[entries[0]!]!]];
  const centre = valueAt(i + 0.5, j + 0.5);
  const middle = Number.isNaN(centre) ? corners.reduce((sum, value) => sum + value, 0) / 4 : centre;
  // An exit is followed around the cell by the entry of the other low corner, and preceded by that of its own.
  const own = (exit: number) => (entries.includes((exit + 3) % 4) ? (exit + 3) % 4 : (exit + 1) % 4);
  const other = (exit: number) => entries.find((entry) => entry !== own(exit))!;
  return exits.map((exit) => [edges[exit]!, edges[middle < level ? other(exit) : own(exit)]!]);
}

/** Coordinate at a place counted in steps of the grid. */
export function coordinate({ values, scale }: PlaneAxis, place: number): number {
  const k = Math.min(values.length - 2, Math.floor(place));
  const t = place - k;
  const [a, b] = [values[k]!, values[k + 1]!];
  if (t === 0) return a;
  if (t === 1) return b;
  return scale === 'log' ? a * (b / a) ** t : a + (b - a) * t;
}

function bilinear({ x, y, values }: Plane): (u: number, v: number) => number {
  const rows = y.values.length;
  return (u, v) => {
    const [i, j] = [Math.min(x.values.length - 2, Math.floor(u)), Math.min(rows - 2, Math.floor(v))];
    const [s, t] = [u - i, v - j];
    const at = (a: number, b: number) => values[(i + a) * rows + j + b]!;
    return (1 - s) * ((1 - t) * at(0, 0) + t * at(0, 1)) + s * ((1 - t) * at(1, 0) + t * at(1, 1));
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
  const isNarrow = (point: number, stride: number): boolean => {
    const [a, m, b] = [values[point - stride]!, values[point]!, values[point + stride]!];
    const wall = Math.min(a, b);
    return m < wall && wall >= level && m - (wall - m) < level;
  };
  const found: NarrowPlace[] = [];
  for (let i = 0; i < x.values.length; i++) {
    for (let j = 0; j < rows; j++) {
      const point = i * rows + j;
      if (i > 0 && i + 1 < x.values.length && isNarrow(point, rows)) found.push({ point, axis: 0 });
      if (j > 0 && j + 1 < rows && isNarrow(point, 1)) found.push({ point, axis: 1 });
    }
  }
  return found;
}
