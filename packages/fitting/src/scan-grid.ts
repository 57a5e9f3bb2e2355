/** The points of a scan with one or more axes, row-major, as a lattice of whole positions. */
export class ScanGrid {
  readonly points: number;
  /** Points in the order of a walk on which each differs from the one before in one position by one. */
  readonly walk: Int32Array;
  /** Every direction to a neighbour: along the axes, and in a plane along its diagonals. Each is followed by its opposite. */
  readonly directions: readonly Int32Array[];
  /** How much the number of a point changes by a step in each direction. */
  readonly offsets: readonly number[];
  /** Number of values along each axis. */
  readonly #shape: Int32Array;
  /** Position of each point along each axis. */
  readonly #positions: readonly Int32Array[];

  /** Lays out a grid with the given numbers of values per axis. */
  constructor(lengths: readonly number[]) {
    const shape = Int32Array.from(lengths);
    const strides = shape.map((_, a) => productOf(shape.subarray(a + 1)));
    const points = productOf(shape);
    const directions = directionsIn(shape.length);
    this.points = points;
    this.walk = serpentine(shape, strides, points);
    this.directions = directions;
    this.offsets = directions.map((steps) => steps.reduce((sum, step, a) => sum + step * strides[a]!, 0));
    this.#shape = shape;
    this.#positions = Array.from(shape, (length, a) => positionsAlong(length, strides[a]!, points));
  }

  /** Where a point lies on an axis. */
  position(point: number, axis: number): number {
    return this.#positions[axis]![point]!;
  }

  /** How many steps there are from a point in a direction before the end of the grid. */
  room(point: number, direction: number): number {
    const shape = this.#shape;
    const positions = this.#positions;
    const steps = this.directions[direction]!;
    let most = this.points;
    for (let a = 0; a < shape.length; a++) {
      const position = positions[a]![point]!;
      if (steps[a] === 1) most = Math.min(most, shape[a]! - 1 - position);
      else if (steps[a] === -1) most = Math.min(most, position);
    }
    return most;
  }

  /** Steps along the axis along which two points are farther apart. */
  distance(a: number, b: number): number {
    const positions = this.#positions;
    let most = 0;
    for (let axis = 0; axis < positions.length; axis++) {
      most = Math.max(most, Math.abs(positions[axis]![a]! - positions[axis]![b]!));
    }
    return most;
  }

  /** The point a number of steps away in a direction, -1 outside the grid. */
  step(point: number, direction: number, count: number): number {
    return count <= this.room(point, direction) ? point + count * this.offsets[direction]! : -1;
  }
}

function productOf(lengths: Int32Array): number {
  return lengths.reduce((product, length) => product * length, 1);
}

function directionsIn(axes: number): Int32Array[] {
  const along = Array.from({ length: axes }, (_, a) => Array.from({ length: axes }, (__, b) => (a === b ? 1 : 0)));
  const diagonals =
    axes === 2
      ? [
          [1, 1],
          [1, -1],
        ]
      : [];
  return [...along, ...diagonals].flatMap((steps) => [Int32Array.from(steps), Int32Array.from(steps, (step) => -step)]);
}

function positionsAlong(length: number, stride: number, points: number): Int32Array {
  const positions = new Int32Array(points);
  for (let point = 0; point < points; point++) positions[point] = Math.floor(point / stride) % length;
  return positions;
}

function serpentine(shape: Int32Array, strides: Int32Array, points: number): Int32Array {
  const walk = new Int32Array(points);
  const position = new Int32Array(shape.length);
  const heading = new Int32Array(shape.length).fill(1);
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
