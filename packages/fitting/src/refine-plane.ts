import { coordinate, narrowPlaces, type Plane, type PlaneAxis } from './contour-lines.ts';

/** Points of the refined grid per step of the original one: the first factor at which few narrow places are left, or the last. */
const FACTORS = [4, 8, 16];
/** As many narrow places are left to a grid, since every region that tapers off has some. */
const TIPS = 8;

/** A function of a plane, as far as a refinement needs it. */
export interface RefinableFunction {
  /** Its value at a place counted in steps of the grid. */
  readonly valueAt: (u: number, v: number) => number;
  /** Its lowest value between the neighbours of a point of the grid along an axis. */
  readonly lowestBetween: (point: number, axis: 0 | 1) => number;
}

/**
 * The same plane on a finer grid, if the region below a level is narrower than the distance of its points somewhere, as bands along
 * which two amplitudes cancel are; else the plane itself.
 *
 * The function is evaluated on the finer grid where contours pass or a valley reaches below the level; elsewhere, where no contour is,
 * values are interpolated.
 *
 * @param plane values at the points of a grid
 * @param level of the contours to be drawn
 */
export function refinePlane(plane: Plane, level: number, { valueAt, lowestBetween }: RefinableFunction): Plane {
  const cells = cellsToRefine(plane, level, lowestBetween);
  if (cells === null) return plane;
  const known = new Map<string, number>();
  const remembered = (u: number, v: number): number => {
    const key = `${u} ${v}`;
    const value = known.get(key) ?? valueAt(u, v);
    known.set(key, value);
    return value;
  };
  let refined = plane;
  for (const factor of FACTORS) {
    refined = refinedBy(factor, plane, cells, remembered);
    if (narrowPlaces(refined, level).length <= TIPS) break;
  }
  return refined;
}

/** 1 for each cell that a contour crosses or that is beside a narrow place; null if there is no narrow place. */
function cellsToRefine(
  plane: Plane,
  level: number,
  lowestBetween: RefinableFunction['lowestBetween'],
): Uint8Array | null {
  const { x, y, values } = plane;
  const [columns, rows] = [x.values.length, y.values.length];
  const narrow = narrowPlaces(plane, level).filter(
    ({ point, axis }) => values[point]! < level || lowestBetween(point, axis) < level,
  );
  if (narrow.length === 0) return null;
  const cells = new Uint8Array((columns - 1) * (rows - 1));
  for (let i = 0; i + 1 < columns; i++) {
    for (let j = 0; j + 1 < rows; j++) {
      const corners = [0, 1, rows, rows + 1].map((offset) => values[i * rows + j + offset]!);
      const isCrossed = corners.some((value) => value < level) && corners.some((value) => value >= level);
      if (isCrossed) cells[i * (rows - 1) + j] = 1;
    }
  }
  for (const { point } of narrow) {
    const [i, j] = [Math.floor(point / rows), point % rows];
    for (const a of [i - 1, i]) {
      for (const b of [j - 1, j]) {
        if (a >= 0 && b >= 0 && a < columns - 1 && b < rows - 1) cells[a * (rows - 1) + b] = 1;
      }
    }
  }
  return cells;
}

function refinedBy(
  factor: number,
  { x, y, values }: Plane,
  cells: Uint8Array,
  valueAt: (u: number, v: number) => number,
): Plane {
  const [columns, rows] = [x.values.length, y.values.length];
  const fineRows = factor * (rows - 1) + 1;
  const refined = new Float64Array((factor * (columns - 1) + 1) * fineRows).fill(Number.NaN);
  const exact = new Uint8Array(refined.length);
  for (let i = 0; i + 1 < columns; i++) {
    for (let j = 0; j + 1 < rows; j++) {
      const isExact = cells[i * (rows - 1) + j] === 1;
      const at = i * rows + j;
      const low = values[at]!;
      const lowNext = values[at + 1]!;
      const high = values[at + rows]!;
      const highNext = values[at + rows + 1]!;
      if (Number.isNaN(low + lowNext + high + highNext)) continue;
      for (let a = 0; a <= factor; a++) {
        for (let b = 0; b <= factor; b++) {
          const point = (i * factor + a) * fineRows + j * factor + b;
          if (exact[point] === 1) continue;
          const s = a / factor;
          const t = b / factor;
          const isCorner = a % factor === 0 && b % factor === 0;
          if (isExact && !isCorner) {
            refined[point] = valueAt(i + s, j + t);
            exact[point] = 1;
          } else refined[point] = (1 - s) * ((1 - t) * low + t * lowNext) + s * ((1 - t) * high + t * highNext);
        }
      }
    }
  }
  return { x: refinedAxis(x, factor), y: refinedAxis(y, factor), values: refined };
}

/** Steps of the original grid at a place on the refined one, or the same where the plane was not refined. */
export function originalStep(place: number, original: PlaneAxis, used: PlaneAxis): number {
  return (place * (original.values.length - 1)) / (used.values.length - 1);
}

function refinedAxis(axis: PlaneAxis, factor: number): PlaneAxis {
  const length = factor * (axis.values.length - 1) + 1;
  return { scale: axis.scale, values: Float64Array.from({ length }, (_, k) => coordinate(axis, k / factor)) };
}
