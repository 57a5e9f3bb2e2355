import type { CompiledModel } from '@cevns/fitting/compile';
import type { ConvergedFit } from '@cevns/fitting/fit';
import type { ScanAxis } from '@cevns/fitting/profile';

/**
 * Nuisance parameters at the points of a plane, as differences from the fit that its scan began with in single precision: a third of the room
 * that all parameters take in double precision, and lines, which alone ask for them, start fits there. Parameters with a kink at 0 are kept
 * themselves, so that they stay on their side of it.
 */
export class NuisanceFits {
  readonly #model: CompiledModel;
  readonly #axes: readonly [ScanAxis, ScanAxis];
  readonly #scanned: readonly [number, number];
  readonly #nuisances: Int32Array;
  /** All parameters of the fit that the scan began with; 0 for those with a kink. */
  readonly #origin: Float64Array;

  constructor(model: CompiledModel, start: ConvergedFit, axes: readonly [ScanAxis, ScanAxis]) {
    const scanned = axes.map(({ parameter }) => model.indexOf.get(parameter)!) as [number, number];
    const isNuisance = (p: number) => !start.parameters[p]!.fixed && !scanned.includes(p);
    this.#model = model;
    this.#axes = axes;
    this.#scanned = scanned;
    this.#nuisances = Int32Array.from(model.names.keys()).filter(isNuisance);
    this.#origin = Float64Array.from(start.parameters, ({ value }, p) =>
      isNuisance(p) && model.kinked[p] === 1 ? 0 : value,
    );
  }

  /** Numbers per point. */
  get size(): number {
    return this.#nuisances.length;
  }

  /** What is kept of all parameters at some points, [points][parameters]. */
  pack(theta: Float64Array): Float32Array {
    const [origin, nuisances] = [this.#origin, this.#nuisances];
    const all = origin.length;
    const packed = new Float32Array((theta.length / all) * nuisances.length);
    let at = 0;
    for (let point = 0; point < theta.length; point += all) {
      for (let k = 0; k < nuisances.length; k++) {
        const p = nuisances[k]!;
        packed[at++] = theta[point + p]! - origin[p]!;
      }
    }
    return packed;
  }

  /**
   * All parameters at a point of the plane.
   *
   * @param packed the numbers of some points
   * @param at which of them it is
   */
  unpack(packed: ArrayLike<number>, at: number, row: number, column: number): Float64Array {
    const { lower, upper } = this.#model;
    const nuisances = this.#nuisances;
    const theta = this.#origin.slice();
    theta[this.#scanned[0]] = this.#axes[0].values[row]!;
    theta[this.#scanned[1]] = this.#axes[1].values[column]!;
    const first = at * nuisances.length;
    for (let k = 0; k < nuisances.length; k++) {
      const p = nuisances[k]!;
      // Rounding must not carry a parameter off its bound.
      theta[p] = Math.max(lower[p]!, Math.min(upper[p]!, theta[p]! + packed[first + k]!));
    }
    return theta;
  }
}
