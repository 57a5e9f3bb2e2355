/** The points of a scan with one or more axes, row-major, as a lattice of whole positions. */
export interface ScanGrid {
  readonly points: number;
  /** Points in the order of a walk on which each differs from the one before in one position by one. */
  readonly walk: Int32Array;
  /** Every direction to a neighbour: along the axes, and in a plane along its diagonals. Each is followed by its opposite. */
  readonly directions: readonly Int32Array[];
  /** How much the number of a point changes by a step in each direction. */
  readonly offsets: readonly number[];
  /** Where a point lies on an axis. */
  position(point: number, axis: number): number;
  /** How many steps there are from a point in a direction before the end of the grid. */
  room(point: number, direction: number): number;
  /** Steps along the axis along which two points are farther apart. */
  distance(a: number, b: number): number;
  /** The point a number of steps away in a direction, -1 outside the grid. */
  step(point: number, direction: number, count: number): number;
}

/** Lays out a grid with the given numbers of values per axis. */
export function layOutGrid(shape: readonly number[]): ScanGrid {
  const strides = shape.map((_, a) => shape.slice(a + 1).reduce((product, length) => product * length, 1));
  const points = shape.reduce((product, length) => product * length, 1);
  const axes = shape.map((_, a) => shape.map((__, other) => (other === a ? 1 : 0)));
  const diagonals =
    shape.length === 2
      ? [
          [1, 1],
          [1, -1],
        ]
      : [];
  const directions = [...axes, ...diagonals].flatMap((steps) => [
    Int32Array.from(steps),
    Int32Array.from(steps, (step) => -step),
  ]);
  const offsets = directions.map((steps) => steps.reduce((sum, step, a) => sum + step * strides[a]!, 0));

  /** Position of each point along each axis. */
  const positions = shape.map((length, a) =>
    Int32Array.from({ length: points }, (_, point) => Math.floor(point / strides[a]!) % length),
  );

  function room(point: number, direction: number): number {
    const steps = directions[direction]!;
    let most = points;
    for (let a = 0; a < shape.length; a++) {
      const position = positions[a]![point]!;
      if (steps[a] === 1) most = Math.min(most, shape[a]! - 1 - position);
      else if (steps[a] === -1) most = Math.min(most, position);
    }
    return most;
  }

  function distance(a: number, b: number): number {
    let most = 0;
    for (let axis = 0; axis < shape.length; axis++) {
      most = Math.max(most, Math.abs(positions[axis]![a]! - positions[axis]![b]!));
    }
    return most;
  }

  function step(point: number, direction: number, count: number): number {
    return count <= room(point, direction) ? point + count * offsets[direction]! : -1;
  }
  const position = (point: number, axis: number): number => positions[axis]![point]!;
  return { points, walk: serpentine(shape, strides, points), directions, offsets, position, room, distance, step };
}

function serpentine(shape: readonly number[], strides: readonly number[], points: number): Int32Array {
  const walk = new Int32Array(points);
  const position = shape.map(() => 0);
  const heading = shape.map(() => 1);
  let point = 0;
  for (let visited = 0; visited < points; visited++) {
    walk[visited] = point;
    for (let a = shape.length - 1; a >= 0; a--) {
      const next = position[a]! + heading[a]!;
      if (next >= 0 && next < shape[a]!) {
        position[a] = next;
        point += heading[a]! * strides[a]!;
        break;
      }
      heading[a] = -heading[a]!;
    }
  }
  return walk;
}
