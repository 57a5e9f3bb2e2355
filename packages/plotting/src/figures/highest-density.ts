import { type PathCommand, polyline } from '../primitives.ts';

/** Which cells belong to a region, a row per y from its lower end. */
export type Region = readonly (readonly boolean[])[];

/**
 * Regions of highest density: for each share, the fewest cells that together hold at least that share of all counts; of cells with the same
 * count those that come first, row by row. Without any count they are empty.
 *
 * @param counts of cells of equal size
 * @param shares between 0 and 1
 */
export function regionsOf(counts: readonly (readonly number[])[], shares: readonly number[]): Region[] {
  const columns = counts[0]?.length ?? 0;
  const all = counts.flat();
  const order = [...all.keys()].sort((a, b) => all[b]! - all[a]! || a - b);
  const total = all.reduce((sum, count) => sum + count, 0);
  return shares.map((share) => {
    const inside = new Array<boolean>(all.length).fill(false);
    let held = 0;
    for (const cell of order) {
      if (held >= share * total) break;
      inside[cell] = true;
      held += all[cell]!;
    }
    return counts.map((_, row) => inside.slice(row * columns, (row + 1) * columns));
  });
}

/** Where the edges of the cells lie on paper. */
export interface CellEdges {
  readonly xs: readonly number[];
  readonly ys: readonly number[];
}

/** The area of a region as one path, so that no ground shines through between cells; neighbours in a row are one rectangle. */
export function areaOf(region: Region, { xs, ys }: CellEdges): PathCommand[] {
  return region.flatMap((row, i): PathCommand[] => {
    const [low, high] = [ys[i]! + OVERLAP, ys[i + 1]! - OVERLAP];
    const rectangles: PathCommand[] = [];
    runs(
      row.length,
      (column) => row[column]!,
      (from, to) => {
        const [left, right] = [xs[from]!, xs[to]!];
        const corners = [
          { x: left, y: low },
          { x: right, y: low },
          { x: right, y: high },
          { x: left, y: high },
        ];
        rectangles.push(...polyline(corners, true));
      },
    );
    return rectangles;
  });
}

/** How far rows of cells reach into each other, in points. */
const OVERLAP = 0.1;

/** Strokes along the cells of a region that have a neighbour outside of it. */
export function outlineOf(region: Region, { xs, ys }: CellEdges): PathCommand[] {
  const isInside = (row: number, column: number): boolean => region[row]?.[column] ?? false;
  const commands: PathCommand[] = [];
  const stroke = (x1: number, y1: number, x2: number, y2: number) =>
    commands.push({ op: 'M', x: x1, y: y1 }, { op: 'L', x: x2, y: y2 });
  const [rows, columns] = [ys.length - 1, xs.length - 1];
  // Each line of edges once along its length: a run is one stroke.
  for (let row = 0; row <= rows; row++) {
    runs(
      columns,
      (column) => isInside(row - 1, column) !== isInside(row, column),
      (from, to) => stroke(xs[from]!, ys[row]!, xs[to]!, ys[row]!),
    );
  }
  for (let column = 0; column <= columns; column++) {
    runs(
      rows,
      (row) => isInside(row, column - 1) !== isInside(row, column),
      (from, to) => stroke(xs[column]!, ys[from]!, xs[column]!, ys[to]!),
    );
  }
  return commands;
}

/** Calls back for every run of places where something holds. */
function runs(count: number, holds: (at: number) => boolean, found: (from: number, to: number) => void): void {
  let from = -1;
  for (let at = 0; at <= count; at++) {
    const is = at < count && holds(at);
    if (is && from < 0) from = at;
    if (!is && from >= 0) {
      found(from, at);
      from = -1;
    }
  }
}
