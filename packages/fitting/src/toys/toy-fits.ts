import type { RandomStream } from '@cevns/numerics/random/random-stream';
import type { CompiledModel } from '../compile.ts';
import { fit } from '../fit.ts';
import type { MinimiseOptions } from '../minimisation.ts';
import { NewtonMinimiser } from '../newton.ts';
import { createObjective } from '../objective.ts';
import { profileDirections } from '../profile-direction.ts';
import { asimovModel } from './own-data.ts';
import { ToyGenerator } from './toy-generator.ts';

/** The promised decrease at which the last step is taken on trust: it is exact to its third order, about 1e-9. */
const TOLERANCE = 1e-6;
/** A held fit below a free one by more than this shows that the free one did not find the lowest minimum. */
const MARGIN = 1e-6;

const OPTIONS: MinimiseOptions = { tolerance: TOLERANCE, predictLastStep: true };

/**
 * Fits of toy experiments: one with all parameters free that may be, one with the tested parameters held as well. Fits start at the truth
 * and, where the model declares several minima, from its further starts; the held one starts along the profile from the free one.
 */
export class ToyFits {
  /** Where the free fit of the last toy ended. */
  readonly best: Float64Array;
  readonly #original: CompiledModel;
  /** That of the toys. */
  readonly #model: CompiledModel;
  readonly #generator: ToyGenerator;
  /** 1 for each parameter that is free, in the free fit and in the held one. */
  readonly #free: Uint8Array;
  readonly #heldFree: Uint8Array;
  /** Indices of the tested parameters, where they are held, and the profile along each of them. */
  readonly #tested: readonly number[];
  readonly #heldAt: Float64Array;
  #directions: readonly Float64Array[];
  readonly #freeMinimiser: NewtonMinimiser;
  readonly #heldMinimiser: NewtonMinimiser;
  readonly #truth: Float64Array;
  readonly #held: Float64Array;
  readonly #trial: Float64Array;
  #minimum = Number.NaN;
  #heldMinimum = Number.NaN;

  /**
   * @param free 1 for each parameter that is free; the others keep their true values
   * @param tested index of the tested parameter, or several; -1 for none, the held fit is left out then
   */
  constructor(original: CompiledModel, free: Uint8Array, tested: number | readonly number[]) {
    const all = (typeof tested === 'number' ? [tested] : tested).filter((p) => p >= 0);
    const size = free.length;
    this.#original = original;
    this.#generator = new ToyGenerator(original, free);
    this.#model = this.#generator.model;
    const objective = createObjective(this.#model);
    this.#free = free;
    this.#heldFree = Uint8Array.from(free, (flag, p) => (all.includes(p) ? 0 : flag));
    this.#tested = all;
    this.#heldAt = new Float64Array(all.length);
    this.#directions = all.map(() => new Float64Array(size));
    this.#freeMinimiser = new NewtonMinimiser(objective, this.#free);
    this.#heldMinimiser = new NewtonMinimiser(objective, this.#heldFree);
    this.#truth = Float64Array.from(this.#model.initial);
    this.best = new Float64Array(size);
    this.#held = new Float64Array(size);
    this.#trial = new Float64Array(size);
  }

  /** Sets the true values of all parameters, the values at which the tested ones are held, and perhaps other true values to compare with. */
  setTruth(theta: Float64Array, held: number | readonly number[], alternative?: Float64Array): void {
    const { names } = this.#model;
    this.#truth.set(theta);
    if (alternative !== undefined) this.#generator.setAlternative(alternative);
    this.#generator.setTruth(theta);
    if (this.#tested.length === 0) return;
    this.#heldAt.set(typeof held === 'number' ? [held] : held);
    const fixed = Object.fromEntries(names.flatMap((name, p) => (this.#free[p] === 1 ? [] : [[name, theta[p]!]])));
    const start = Object.fromEntries(names.map((name, p) => [name, theta[p]!]));
    const expected = fit(asimovModel(this.#original, theta), { fixed, start });
    const found = expected.status === 'converged' ? profileDirections(expected, this.#tested) : null;
    this.#directions = found ?? this.#tested.map(() => new Float64Array(theta.length));
  }

  /**
   * Draws and fits one toy.
   *
   * @returns whether both fits converged
   */
  next(random: RandomStream): boolean {
    const { starts } = this.#model;
    const free = this.#free;
    const truth = this.#truth;
    const trial = this.#trial;
    this.#generator.draw(random);
    this.best.set(truth);
    this.#minimum = minimise(this.#freeMinimiser, this.best);
    for (const start of starts) {
      for (let p = 0; p < trial.length; p++) trial[p] = free[p] === 1 ? start[p]! : truth[p]!;
      this.#keepLower(minimise(this.#freeMinimiser, trial));
    }
    if (this.#tested.length === 0) return !Number.isNaN(this.#minimum);
    const held = this.#held;
    this.#placeHeld();
    this.#heldMinimum = minimise(this.#heldMinimiser, held);
    if (Number.isNaN(this.#heldMinimum)) {
      held.set(truth);
      this.#holdTested();
      this.#heldMinimum = minimise(this.#heldMinimiser, held);
    }
    if (!(this.#heldMinimum >= this.#minimum - MARGIN)) {
      trial.set(held);
      this.#keepLower(minimise(this.#freeMinimiser, trial));
    }
    return !Number.isNaN(this.#minimum) && !Number.isNaN(this.#heldMinimum);
  }

  /** Minimum of the statistic in the last toy with all parameters free that may be. */
  minimum(): number {
    return this.#minimum;
  }

  /** The same with the tested parameters held. */
  heldMinimum(): number {
    return this.#heldMinimum;
  }

  /** ln of the probability of the last toy at the other true values, relative to that at the true ones. */
  alternative(): number {
    return this.#generator.alternative();
  }

  /** Sets where the held fit starts: along the profile from where the free one ended. */
  #placeHeld(): void {
    const { lower, upper } = this.#model;
    const { best } = this;
    const tested = this.#tested;
    const heldAt = this.#heldAt;
    const directions = this.#directions;
    const heldFree = this.#heldFree;
    const truth = this.#truth;
    const held = this.#held;
    for (let p = 0; p < held.length; p++) {
      let moved = best[p]!;
      for (let t = 0; t < tested.length; t++) moved += directions[t]![p]! * (heldAt[t]! - best[tested[t]!]!);
      held[p] = heldFree[p] === 1 ? Math.max(lower[p]!, Math.min(upper[p]!, moved)) : truth[p]!;
    }
    this.#holdTested();
  }

  #holdTested(): void {
    const tested = this.#tested;
    for (let t = 0; t < tested.length; t++) this.#held[tested[t]!] = this.#heldAt[t]!;
  }

  /** Takes the end of a further fit, if it is lower. */
  #keepLower(value: number): void {
    if (Number.isNaN(value) || value >= this.#minimum) return;
    this.#minimum = value;
    this.best.set(this.#trial);
  }
}

function minimise(minimiser: NewtonMinimiser, theta: Float64Array): number {
  const found = minimiser.minimise(theta, OPTIONS);
  return found.failure === null ? found.value : Number.NaN;
}
