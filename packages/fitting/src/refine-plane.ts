import { coordinate, narrowPlaces, type Plane, type PlaneAxis } from './contour-lines.ts';

/** Points of the refined grid per step of the original one. */
const FACTOR = 4;

/** A function of a plane, as far as a refinement needs it. */
export interface RefinableFunction {
  /** Its value at a place counted in steps of the grid. */
  readonly valueAt: (u: number, v: number) => number;
  /** Its lowest value between the neighbours of a point of the grid along an axis. */
  readonly lowestBetween: (point: number, axis: 0 | 1) => number;
}

/**
 * The same plane on a finer grid, if a region below one of the levels is narrower than the distance of its points somewhere, as bands
 * along which two amplitudes cancel are; else the plane itself.
 *
 * The function is evaluated on the finer grid where contours pass or a valley reaches below a level; elsewhere, where no contour is,
 * values are interpolated.
 *
 * @param plane values at the points of a grid
 * @param levels of the contours to be drawn
 */
export function refinePlane(
  plane: Plane,
  levels: readonly number[],
  { valueAt, lowestBetween }: RefinableFunction,
): Plane {
  const { x, y, values } = plane;
  const [columns, rows] = [x.values.length, y.values.length];
  const cells = new Uint8Array((columns - 1) * (rows - 1));
  let isNarrow = false;
  for (const level of levels) {
    for (const { point, axis } of narrowPlaces(plane, level)) {
      const [i, j] = [Math.floor(point / rows), point % rows];
      if (!(values[point]! < level || lowestBetween(point, axis) < level)) continue;
      isNarrow = true;
      for (const a of [i - 1, i]) {
        for (const b of [j - 1, j]) {
          if (a >= 0 && b >= 0 && a < columns - 1 && b < rows - 1) cells[a * (rows - 1) + b] = 1;
        }
      }
    }
  }
  if (!isNarrow) return plane;
  const isCrossed = (i: number, j: number): boolean => {
    const corners = [0, 1, rows, rows + 1].map((offset) => values[i * rows + j + offset]!);
    return levels.some((level) => corners.some((value) => value < level) && corners.some((value) => value >= level));
  };
  const fine = { columns: FACTOR * (columns - 1) + 1, rows: FACTOR * (rows - 1) + 1 };
  const refined = new Float64Array(fine.columns * fine.rows).fill(Number.NaN);
  const exact = new Uint8Array(refined.length);
  for (let i = 0; i + 1 < columns; i++) {
    for (let j = 0; j + 1 < rows; j++) {
      const isExact = cells[i * (rows - 1) + j] === 1 || isCrossed(i, j);
      const corner = (a: number, b: number) => values[(i + a) * rows + j + b]!;
      const isComplete = [corner(0, 0), corner(0, 1), corner(1, 0), corner(1, 1)].every(
        (value) => !Number.isNaN(value),
      );
      for (let a = 0; a <= FACTOR; a++) {
        for (let b = 0; b <= FACTOR; b++) {
          const point = (i * FACTOR + a) * fine.rows + j * FACTOR + b;
          const [s, t] = [a / FACTOR, b / FACTOR];
          if (exact[point] === 1 || !isComplete) continue;
          const isCorner = (s === 0 || s === 1) && (t === 0 || t === 1);
          if (isExact && !isCorner) {
            refined[point] = valueAt(i + s, j + t);
            exact[point] = 1;
          } else {
            const low = (1 - t) * corner(0, 0) + t * corner(0, 1);
            const high = (1 - t) * corner(1, 0) + t * corner(1, 1);
            refined[point] = isCorner ? corner(s, t) : (1 - s) * low + s * high;
          }
        }
      }
    }
  }
  return { x: refinedAxis(x), y: refinedAxis(y), values: refined };
}

/** Steps of the original grid at a place on the refined one, or the same where the plane was not refined. */
export function originalStep(place: number, original: PlaneAxis, used: PlaneAxis): number {
  return (place * (original.values.length - 1)) / (used.values.length - 1);
}

function refinedAxis(axis: PlaneAxis): PlaneAxis {
  const length = FACTOR * (axis.values.length - 1) + 1;
  return { scale: axis.scale, values: Float64Array.from({ length }, (_, k) => coordinate(axis, k / FACTOR)) };
}
