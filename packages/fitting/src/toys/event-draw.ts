import type { RandomStream } from '@cevns/numerics/random/random-stream';
import type { CompiledSampler } from '../event-sampler.ts';

/** Draws events from a density that is linear between nodes along each axis. */
export interface EventDraw {
  /** Sets the density, as events at each node: density times volume. */
  setExpectation(events: Float64Array): void;
  /** Number of events ~ Poisson, then the position of each: [events][axes]. */
  draw(random: RandomStream): Float64Array;
}

/**
 * Prepares draws: a cell by its share of all events, then one coordinate after another by the inverse of its distribution within the
 * cell, which is a quadratic; densities below 0 are 0.
 */
export function createEventDraw({ nodes, volumes }: CompiledSampler): EventDraw {
  const axes = nodes.length;
  const sizes = nodes.map((axis) => axis.length);
  const cells = sizes.reduce((product, size) => product * (size - 1), 1);
  const corners = 2 ** axes;
  const density = new Float64Array(volumes.length);
  const upTo = new Float64Array(cells);
  const cell = new Int32Array(axes);
  const values = new Float64Array(corners);

  /** Fills the coordinates of a cell, and the densities at its corners, the last axis fastest. */
  function open(index: number): void {
    let rest = index;
    for (let a = axes - 1; a >= 0; a--) {
      cell[a] = rest % (sizes[a]! - 1);
      rest = Math.floor(rest / (sizes[a]! - 1));
    }
    for (let corner = 0; corner < corners; corner++) {
      let node = 0;
      for (let a = 0; a < axes; a++) node = node * sizes[a]! + cell[a]! + ((corner >> (axes - 1 - a)) & 1);
      values[corner] = density[node]!;
    }
  }

  function setExpectation(events: Float64Array): void {
    for (let k = 0; k < density.length; k++) density[k] = Math.max(0, events[k]! / volumes[k]!);
    let sum = 0;
    for (let index = 0; index < cells; index++) {
      open(index);
      let mean = 0;
      for (let corner = 0; corner < corners; corner++) mean += values[corner]! / corners;
      for (let a = 0; a < axes; a++) mean *= nodes[a]![cell[a]! + 1]! - nodes[a]![cell[a]!]!;
      sum += mean;
      upTo[index] = sum;
    }
  }

  function draw(random: RandomStream): Float64Array {
    const total = upTo[cells - 1]!;
    const count = random.poisson(total);
    const positions = new Float64Array(count * axes);
    for (let e = 0; e < count; e++) {
      const share = random.uniform() * total;
      let [low, high] = [0, cells - 1];
      while (low < high) {
        const middle = (low + high) >>> 1;
        if (upTo[middle]! <= share) low = middle + 1;
        else high = middle;
      }
      open(low);
      let half = corners / 2;
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

  return { setExpectation, draw };
}
