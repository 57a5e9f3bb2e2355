import { type ContourLine, narrowPlaces, type Plane, type PlaneSample } from './contour-lines.ts';
import { hermiteRoot } from './crossing.ts';
import { type Band, FollowedLines, NEIGHBOURS, type PlanePlace, type RefinableFunction } from './followed-lines.ts';

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
  return new FollowedLines(plane, level, f, factor).alongBands(bands);
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
  return new FollowedLines(plane, level, f, factor).around({ u, v });
}

/** Vertices of a closed line and of one from border to border, at least: with as many, chords cut off a hundredth of a round region. */
const FEWEST_VERTICES = { closed: 24, open: 12 };

/**
 * A line of few vertices with more of them, on a grid so fine that it crosses enough edges.
 *
 * @param line as on the grid of the plane, or a finer one
 * @param start its first vertex
 * @returns the line as it is, where it has enough vertices or is not found as one line on the finer grid
 */
export function smoothLine<S extends PlaneSample>(
  plane: Plane,
  level: number,
  f: RefinableFunction<S>,
  line: ContourLine,
  start: PlanePlace,
): ContourLine {
  const fewest = line.closed ? FEWEST_VERTICES.closed : FEWEST_VERTICES.open;
  if (line.points.length >= fewest) return line;
  const most = FINEST / Math.max(plane.x.values.length, plane.y.values.length);
  for (let factor: number = FACTORS[0]; factor <= most; factor *= 2) {
    const found = new FollowedLines(plane, level, f, factor).through(start);
    const only = found.length === 1 && found[0]!.closed === line.closed ? found[0]! : null;
    if (only !== null && only.points.length >= fewest) return only;
  }
  return line;
}
