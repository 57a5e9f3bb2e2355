import { isBetter } from './better-minimum.ts';
import type { CompiledModel } from './compile.ts';
import type { ConvergedFit } from './fit.ts';
import type { MinimiseOptions } from './minimisation.ts';
import { NewtonMinimiser } from './newton.ts';
import { createObjective } from './objective.ts';
import { profileDirection } from './profile-direction.ts';

const OPTIONS: MinimiseOptions = { predictLastStep: true };

/** The statistic as a function of one parameter, minimised over the other free ones. */
export class ProfileCurve {
  readonly #model: CompiledModel;
  readonly #best: ConvergedFit;
  readonly #p: number;
  readonly #optimum: Float64Array;
  readonly #direction: Float64Array;
  readonly #free: Uint8Array;
  readonly #minimiser: NewtonMinimiser;
  /** Where the last refit ended. */
  readonly #last: Float64Array;
  readonly #theta: Float64Array;
  #evaluations = 0;
  #lowest: Float64Array | null = null;
  #lowestValue = Number.POSITIVE_INFINITY;

  /**
   * @param best a converged fit, from which the others follow the parameter to first order
   * @param p index of the parameter
   */
  constructor(model: CompiledModel, best: ConvergedFit, p: number) {
    this.#model = model;
    this.#best = best;
    this.#p = p;
    this.#optimum = Float64Array.from(best.parameters, ({ value }) => value);
    this.#direction = profileDirection(best, p);
    this.#free = Uint8Array.from(best.parameters, ({ fixed }, i) => (fixed || i === p ? 0 : 1));
    this.#minimiser = new NewtonMinimiser(createObjective(model), this.#free);
    this.#last = Float64Array.from(this.#optimum);
    this.#theta = Float64Array.from(this.#optimum);
  }

  /** Statistic above the best fit; NaN if the refit fails. */
  rise(x: number): number {
    let value = this.#minimiseFrom(this.#placeAlong(x), x);
    for (const start of [this.#last, this.#optimum]) if (Number.isNaN(value)) value = this.#minimiseFrom(start, x);
    if (Number.isNaN(value)) return value;
    this.#last.set(this.#theta);
    if (isBetter(value, this.#best) && value < this.#lowestValue) {
      this.#lowest = Float64Array.from(this.#theta);
      this.#lowestValue = value;
    }
    return value - this.#best.statistic;
  }

  evaluations(): number {
    return this.#evaluations;
  }

  /** The lowest point met, if it lies below the best fit. */
  lowest(): Float64Array | null {
    return this.#lowest;
  }

  #placeAlong(x: number): Float64Array {
    const { lower, upper } = this.#model;
    const optimum = this.#optimum;
    const direction = this.#direction;
    const free = this.#free;
    const distance = x - optimum[this.#p]!;
    return optimum.map((value, i) => {
      return free[i] === 1 ? Math.max(lower[i]!, Math.min(upper[i]!, value + direction[i]! * distance)) : value;
    });
  }

  #minimiseFrom(start: Float64Array, x: number): number {
    this.#theta.set(start);
    this.#theta[this.#p] = x;
    const { evaluations, failure, value } = this.#minimiser.minimise(this.#theta, OPTIONS);
    this.#evaluations += evaluations;
    return failure === null ? value : Number.NaN;
  }
}
