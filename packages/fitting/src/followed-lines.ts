import {
  type ContourLine,
  cellEdge,
  cellSegments,
  coordinate,
  LineLinks,
  type Plane,
  type PlaneSample,
} from './contour-lines.ts';
import { crossing, hermiteRoot } from './crossing.ts';

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
export interface Band {
  readonly point: number;
  readonly axis: 0 | 1;
  readonly from: number;
  readonly to: number;
}

/** A place on a plane, in steps of the grid. */
export interface PlanePlace {
  readonly u: number;
  readonly v: number;
}

/** Other corners of the four cells around a point of a grid, and its neighbours. */
const QUADRANTS = [-1, 1].flatMap((a) => [-1, 1].map((b) => [a, b] as const));
export const NEIGHBOURS = [
  [-1, 0],
  [1, 0],
  [0, -1],
  [0, 1],
] as const;

/**
 * Contours on a grid that is finer by a factor than that of a plane, followed from where lines of the original grid cross them, or from around
 * one place alone. The function is evaluated at the corners of the cells that they cross, and at vertices.
 */
export class FollowedLines<S extends PlaneSample> {
  private readonly plane: Plane;
  private readonly level: number;
  private readonly f: RefinableFunction<S>;
  private readonly factor: number;
  /** Points of the original grid along both axes, and of the finer one. */
  private readonly columns: number;
  private readonly rows: number;
  private readonly fineColumns: number;
  private readonly fineRows: number;
  private readonly samples = new Map<number, S>();
  private readonly links = new LineLinks();
  private readonly visited = new Set<number>();

  constructor(plane: Plane, level: number, f: RefinableFunction<S>, factor: number) {
    this.plane = plane;
    this.level = level;
    this.f = f;
    this.factor = factor;
    this.columns = plane.x.values.length;
    this.rows = plane.y.values.length;
    this.fineColumns = factor * (this.columns - 1) + 1;
    this.fineRows = factor * (this.rows - 1) + 1;
  }

  /** All contours that lines of the original grid cross, those of bands between its points among them. */
  alongBands(bands: readonly Band[]): ContourLine[] {
    const { factor, rows, fineColumns, fineRows } = this;
    for (const { point, axis, from, to } of bands) {
      const [stride, last] = axis === 0 ? [fineRows, fineColumns - 2] : [1, fineRows - 2];
      const start = axis === 0 ? factor * (point % rows) : factor * Math.floor(point / rows) * fineRows;
      for (const end of [from, to]) {
        const guess = Math.floor(end * factor);
        const steps = [guess, guess - 1, guess + 1].filter((step) => step >= 0 && step <= last);
        const crossed = steps.find((step) => this.isCrossed(start + step * stride, stride));
        if (crossed !== undefined) this.followEdge(start + crossed * stride, axis);
      }
    }
    this.followEdgesOfGrid();
    return this.lines();
  }

  /** The contours that are met from a place below the level along both axes. */
  around({ u, v }: PlanePlace): ContourLine[] {
    const { factor, fineColumns, fineRows } = this;
    const [i, j] = [Math.round(u * factor), Math.round(v * factor)];
    const point = i * fineRows + j;
    if (!this.isBelow(point)) return [];
    for (const [di, dj] of NEIGHBOURS) {
      const stride = di * fineRows + dj;
      const left = di === 0 ? (dj < 0 ? j : fineRows - 1 - j) : di < 0 ? i : fineColumns - 1 - i;
      for (let k = 0; k < left; k++) {
        const each = point + k * stride;
        if (this.isBelow(each + stride)) continue;
        this.followEdge(Math.min(each, each + stride), di === 0 ? 1 : 0);
        break;
      }
    }
    return this.lines();
  }

  /** The contours through the cell of a place, or the first of those around it that one crosses. */
  through({ u, v }: PlanePlace): ContourLine[] {
    const { factor, fineColumns, fineRows } = this;
    const [i, j] = [Math.floor(u * factor), Math.floor(v * factor)];
    for (const [di, dj] of [[0, 0], ...NEIGHBOURS, ...QUADRANTS] as const) {
      const [a, b] = [i + di, j + dj];
      if (a < 0 || b < 0 || a + 1 >= fineColumns || b + 1 >= fineRows) continue;
      const cell = a * fineRows + b;
      const below = [cell, cell + 1, cell + fineRows, cell + fineRows + 1].filter((corner) => this.isBelow(corner));
      if (below.length === 0 || below.length === 4) continue;
      this.follow(cell);
      break;
    }
    return this.lines();
  }

  private followEdgesOfGrid(): void {
    const { columns, rows, level } = this;
    const { values } = this.plane;
    for (let i = 0; i < columns; i++) {
      for (let j = 0; j < rows; j++) {
        const at = i * rows + j;
        const value = values[at]!;
        if (i + 1 < columns && isBetween(level, value, values[at + rows]!)) this.followEdgeOfGrid(i, j, 0);
        if (j + 1 < rows && isBetween(level, value, values[at + 1]!)) this.followEdgeOfGrid(i, j, 1);
      }
    }
  }

  /** Follows the contour across an edge of the original grid, unless it is known. */
  private followEdgeOfGrid(i: number, j: number, axis: 0 | 1): void {
    const { factor, fineRows, links } = this;
    const stride = axis === 0 ? fineRows : 1;
    const point = factor * (i * fineRows + j);
    for (let k = 0; k < factor; k++) if (links.crosses(2 * (point + k * stride) + axis)) return;
    this.followEdge(point + this.crossedPiece(point, stride, axis) * stride, axis);
  }

  /** Which piece of an edge of the original grid a contour crosses: looked at first where a cubic does, then halved. */
  private crossedPiece(point: number, stride: number, axis: 0 | 1): number {
    const { factor, level } = this;
    let low = 0;
    let high = factor;
    const below = this.isBelow(point);
    const [a, b] = [this.sampleOf(point), this.sampleOf(point + factor * stride)];
    const root = hermiteRoot([a.value - level, a.slopes[axis]], [b.value - level, b.slopes[axis]]);
    let at = Math.floor(factor * root);
    for (let trial = 0; high - low > 1; trial++) {
      at = Math.max(low + 1, Math.min(high - 1, at));
      if (Number.isNaN(this.sampleOf(point + at * stride).value)) break;
      if (this.isBelow(point + at * stride) === below) low = at;
      else high = at;
      at = trial === 0 ? (low === at ? at + 1 : at - 1) : (low + high) >> 1;
    }
    return low;
  }

  /** Follows the contour across the edge that begins at a point, through the cell on either side. */
  private followEdge(point: number, axis: 0 | 1): void {
    const { fineRows } = this;
    if (this.links.crosses(2 * point + axis)) return;
    const other = axis === 0 ? 1 : fineRows;
    const isFirst = axis === 0 ? point % fineRows === 0 : point < fineRows;
    this.follow(point);
    if (!isFirst) this.follow(point - other);
  }

  /** Goes along the contours through a cell, and notes how they join the edges of cells. */
  private follow(first: number): void {
    const { f, factor, level, fineColumns, fineRows, links, visited } = this;
    const left = [first];
    for (let cell = left.pop(); cell !== undefined; cell = left.pop()) {
      const i = Math.floor(cell / fineRows);
      const j = cell % fineRows;
      if (i < 0 || i + 1 >= fineColumns || j + 1 >= fineRows || visited.has(cell)) continue;
      visited.add(cell);
      const corners = [
        this.sampleOf(cell),
        this.sampleOf(cell + fineRows),
        this.sampleOf(cell + fineRows + 1),
        this.sampleOf(cell + 1),
      ];
      const centre = (): number =>
        f.sampleAt(
          (i + 0.5) / factor,
          (j + 0.5) / factor,
          corners.map((sample) => ({ sample, weight: 0.25 })),
        ).value;
      const beside = [j > 0 ? cell - 1 : -1, cell + fineRows, cell + 1, i > 0 ? cell - fineRows : -1];
      const values = corners.map(({ value }) => value);
      for (const { from, to } of cellSegments(values, level, centre)) {
        links.join(cellEdge(cell, fineRows, from), cellEdge(cell, fineRows, to));
        for (const side of [from, to]) if (beside[side]! >= 0) left.push(beside[side]!);
      }
    }
  }

  private isBelow(point: number): boolean {
    return this.sampleOf(point).value < this.level;
  }

  private isCrossed(point: number, stride: number): boolean {
    return isBetween(this.level, this.sampleOf(point).value, this.sampleOf(point + stride).value);
  }

  private sampleOf(point: number): S {
    const { factor, fineRows, f, samples } = this;
    const found = samples.get(point);
    if (found !== undefined) return found;
    const i = Math.floor(point / fineRows);
    const j = point % fineRows;
    const isOriginal = i % factor === 0 && j % factor === 0;
    const sample = isOriginal
      ? f.samplePoint((i / factor) * this.rows + j / factor)
      : f.sampleAt(i / factor, j / factor, this.near(i, j));
    samples.set(point, sample);
    return sample;
  }

  /** Samples that lead to a point: three corners of a cell to the fourth, two on a line to the third, or the one beside it. */
  private near(i: number, j: number): readonly NearSample<S>[] {
    for (const [di, dj] of QUADRANTS) {
      const [a, b, c] = [this.known(i + di, j), this.known(i + di, j + dj), this.known(i, j + dj)];
      if (a !== undefined && b !== undefined && c !== undefined) return combined([a, 1], [c, 1], [b, -1]);
    }
    for (const [di, dj] of NEIGHBOURS) {
      const [a, b] = [this.known(i + di, j + dj), this.known(i + 2 * di, j + 2 * dj)];
      if (a !== undefined) return b === undefined ? combined([a, 1]) : combined([a, 2], [b, -1]);
    }
    for (const [di, dj] of QUADRANTS) {
      const beside = this.known(i + di, j + dj);
      if (beside !== undefined) return combined([beside, 1]);
    }
    return [];
  }

  /** A sample that was taken, and has a value. */
  private known(i: number, j: number): S | undefined {
    if (j < 0 || j >= this.fineRows) return undefined;
    const sample = this.samples.get(i * this.fineRows + j);
    return sample === undefined || Number.isNaN(sample.value) ? undefined : sample;
  }

  /** The lines, with a vertex on each edge of the finer grid that they cross. */
  private lines(): ContourLine[] {
    return this.links.lines((edge) => this.vertex(edge));
  }

  private vertex(edge: number): readonly [number, number] {
    const { f, factor, level, fineRows } = this;
    const { x, y } = this.plane;
    const point = edge >> 1;
    const axis = (edge & 1) as 0 | 1;
    const [i, j] = [Math.floor(point / fineRows), point % fineRows];
    const place = (t: number): [number, number] => (axis === 1 ? [i, j + t] : [i + t, j]);
    const [a, b] = [this.sampleOf(point), this.sampleOf(point + (axis === 0 ? fineRows : 1))];
    const end = ({ value, slopes }: S): [number, number] => [value - level, slopes[axis] / factor];
    const at = (t: number): readonly [number, number] => {
      const [u, v] = place(t);
      return end(f.sampleAt(u / factor, v / factor, combined<S>([a, 1 - t], [b, t])));
    };
    const t = crossing([a.value - level, b.value - level], hermiteRoot(end(a), end(b)), at, TOLERANCE);
    const [u, v] = place(t);
    return [coordinate(x, u / factor), coordinate(y, v / factor)];
  }
}

/** Whether a level lies between two values; not if one is missing. */
function isBetween(level: number, a: number, b: number): boolean {
  return !Number.isNaN(a + b) && a < level !== b < level;
}

function combined<S>(...weighted: readonly (readonly [sample: S, weight: number])[]): NearSample<S>[] {
  return weighted.map(([sample, weight]) => ({ sample, weight }));
}
