import type { RandomStream } from '@cevns/numerics/random/random-stream';
import type { CompiledSampler } from '../event-sampler.ts';

/**
 * Draws events from a density that is linear between nodes along each axis: a cell by its share of all events, then one coordinate after
 * another by the inverse of its distribution within the cell, which is a quadratic; densities below 0 are 0.
 */
export class EventDraw {
  readonly #nodes: readonly Float64Array[];
  readonly #volumes: Float64Array;
  readonly #density: Float64Array;
  /** Events in each cell and those before it. */
  readonly #upTo: Float64Array;
  /** Coordinates of a cell, and the densities at its corners, the last axis fastest. */
  readonly #cell: Int32Array;
  readonly #values: Float64Array;

  constructor({ nodes, volumes }: CompiledSampler) {
    this.#nodes = nodes;
    this.#volumes = volumes;
    this.#density = new Float64Array(volumes.length);
    this.#upTo = new Float64Array(nodes.reduce((product, axis) => product * (axis.length - 1), 1));
    this.#cell = new Int32Array(nodes.length);
    this.#values = new Float64Array(2 ** nodes.length);
  }

  /** Sets the density, as events at each node: density times volume. */
  setExpectation(events: Float64Array): void {
    const nodes = this.#nodes;
    const volumes = this.#volumes;
    const density = this.#density;
    const upTo = this.#upTo;
    const cell = this.#cell;
    const values = this.#values;
    const corners = values.length;
    for (let k = 0; k < density.length; k++) density[k] = Math.max(0, events[k]! / volumes[k]!);
    let sum = 0;
    for (let index = 0; index < upTo.length; index++) {
      this.#open(index);
      let mean = 0;
      for (let corner = 0; corner < corners; corner++) mean += values[corner]! / corners;
      for (let a = 0; a < cell.length; a++) mean *= nodes[a]![cell[a]! + 1]! - nodes[a]![cell[a]!]!;
      sum += mean;
      upTo[index] = sum;
    }
  }

  /** Number of events ~ Poisson, then the position of each: [events][axes]. */
  draw(random: RandomStream): Float64Array {
    const nodes = this.#nodes;
    const upTo = this.#upTo;
    const cell = this.#cell;
    const values = this.#values;
    const axes = cell.length;
    const last = upTo.length - 1;
    const total = upTo[last]!;
    const count = random.poisson(total);
    const positions = new Float64Array(count * axes);
    for (let e = 0; e < count; e++) {
      const share = random.uniform() * total;
      let [low, high] = [0, last];
      while (low < high) {
        const middle = (low + high) >>> 1;
        if (upTo[middle]! <= share) low = middle + 1;
        else high = middle;
      }
      this.#open(low);
      let half = values.length / 2;
      for (let a = 0; a < axes; a++, half /= 2) {
        let [below, above] = [0, 0];
        for (let k = 0; k < half; k++) {
          below += values[k]!;
          above += values[half + k]!;
        }
        const u = random.uniform();
        // The root of below x + (above - below) x^2 / 2 = u (below + above) / 2, in the form that has no difference of near numbers.
        const root = Math.sqrt((1 - u) * below ** 2 + u * above ** 2);
        const x = below + above === 0 ? u : (u * (below + above)) / (below + root);
        const [from, to] = [nodes[a]![cell[a]!]!, nodes[a]![cell[a]! + 1]!];
        positions[e * axes + a] = from + x * (to - from);
        for (let k = 0; k < half; k++) values[k] = (1 - x) * values[k]! + x * values[half + k]!;
      }
    }
    return positions;
  }

  /** Fills the coordinates of a cell, and the densities at its corners. */
  #open(index: number): void {
    const nodes = this.#nodes;
    const density = this.#density;
    const cell = this.#cell;
    const values = this.#values;
    const axes = cell.length;
    let rest = index;
    for (let a = axes - 1; a >= 0; a--) {
      const cells = nodes[a]!.length - 1;
      cell[a] = rest % cells;
      rest = Math.floor(rest / cells);
    }
    for (let corner = 0; corner < values.length; corner++) {
      let node = 0;
      for (let a = 0; a < axes; a++) node = node * nodes[a]!.length + cell[a]! + ((corner >> (axes - 1 - a)) & 1);
      values[corner] = density[node]!;
    }
  }
}
