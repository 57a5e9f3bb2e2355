import type { RandomStream } from '@cevns/numerics/random/random-stream';
import type { CompiledModel } from '../compile.ts';
import { fit } from '../fit.ts';
import { NewtonMinimiser } from '../newton.ts';
import { createObjective } from '../objective.ts';
import { profileDirections } from '../profile-direction.ts';
import { asimovModel } from './own-data.ts';
import { createToyGenerator } from './toy-generator.ts';

/** Fits of toy experiments: one with all parameters free that may be, one with the tested parameters held as well. */
export interface ToyFits {
  /** Sets the true values of all parameters, the values at which the tested ones are held, and perhaps other true values to compare with. */
  setTruth(theta: Float64Array, held: number | readonly number[], alternative?: Float64Array): void;
  /**
   * Draws and fits one toy.
   *
   * @returns whether both fits converged
   */
  next(random: RandomStream): boolean;
  /** Where the free fit of the last toy ended. */
  readonly best: Float64Array;
  /** Minima of the statistic in the last toy: free, and held. */
  minimum(): number;
  heldMinimum(): number;
  /** ln of the probability of the last toy at the other true values, relative to that at the true ones. */
  alternative(): number;
}

/** The promised decrease at which the last step is taken on trust: it is exact to its third order, about 1e-9. */
const TOLERANCE = 1e-6;
/** A held fit below a free one by more than this shows that the free one did not find the lowest minimum. */
const MARGIN = 1e-6;

/**
 * Prepares fits of toys. Fits start at the truth and, where the model declares several minima, from its further starts; the held one
 * starts along the profile from the free one.
 *
 * @param free 1 for each parameter that is free; the others keep their true values
 * @param tested index of the tested parameter, or several; -1 for none, the held fit is left out then
 */
export function createToyFits(original: CompiledModel, free: Uint8Array, tested: number | readonly number[]): ToyFits {
  const all = (typeof tested === 'number' ? [tested] : tested).filter((p) => p >= 0);
  const generator = createToyGenerator(original, free);
  const { model } = generator;
  const objective = createObjective(model);
  const heldFree = Uint8Array.from(free, (flag, p) => (all.includes(p) ? 0 : flag));
  const freeMinimiser = new NewtonMinimiser(objective, free);
  const heldMinimiser = new NewtonMinimiser(objective, heldFree);
  const options = { tolerance: TOLERANCE, predictLastStep: true };
  const size = free.length;
  const truth = Float64Array.from(model.initial);
  const best = new Float64Array(size);
  const held = new Float64Array(size);
  const trial = new Float64Array(size);
  let directions: readonly Float64Array[] = all.map(() => new Float64Array(size));
  const heldAt = new Float64Array(all.length);
  let minimum = Number.NaN;
  let heldMinimum = Number.NaN;

  function setTruth(theta: Float64Array, values: number | readonly number[], alternative?: Float64Array): void {
    truth.set(theta);
    if (alternative !== undefined) generator.setAlternative(alternative);
    generator.setTruth(theta);
    if (all.length === 0) return;
    heldAt.set(typeof values === 'number' ? [values] : values);
    const fixed = Object.fromEntries(model.names.flatMap((name, p) => (free[p] === 1 ? [] : [[name, theta[p]!]])));
    const start = Object.fromEntries(model.names.map((name, p) => [name, theta[p]!]));
    const expected = fit(asimovModel(original, theta), { fixed, start });
    const found = expected.status === 'converged' ? profileDirections(expected, all) : null;
    directions = found ?? all.map(() => new Float64Array(size));
  }

  function next(random: RandomStream): boolean {
    generator.draw(random);
    best.set(truth);
    minimum = minimise(freeMinimiser, best);
    for (const start of model.starts) {
      for (let p = 0; p < size; p++) trial[p] = free[p] === 1 ? start[p]! : truth[p]!;
      keepLower(minimise(freeMinimiser, trial));
    }
    if (all.length === 0) return !Number.isNaN(minimum);
    for (let p = 0; p < size; p++) {
      let moved = best[p]!;
      for (let t = 0; t < all.length; t++) moved += directions[t]![p]! * (heldAt[t]! - best[all[t]!]!);
      held[p] = heldFree[p] === 1 ? Math.max(model.lower[p]!, Math.min(model.upper[p]!, moved)) : truth[p]!;
    }
    holdTested();
    heldMinimum = minimise(heldMinimiser, held);
    if (Number.isNaN(heldMinimum)) {
      held.set(truth);
      holdTested();
      heldMinimum = minimise(heldMinimiser, held);
    }
    if (!(heldMinimum >= minimum - MARGIN)) {
      trial.set(held);
      keepLower(minimise(freeMinimiser, trial));
    }
    return !Number.isNaN(minimum) && !Number.isNaN(heldMinimum);
  }

  function holdTested(): void {
    for (let t = 0; t < all.length; t++) held[all[t]!] = heldAt[t]!;
  }

  function minimise(minimiser: typeof freeMinimiser, theta: Float64Array): number {
    const found = minimiser.minimise(theta, options);
    return found.failure === null ? found.value : Number.NaN;
  }

  function keepLower(value: number): void {
    if (Number.isNaN(value) || value >= minimum) return;
    minimum = value;
    best.set(trial);
  }

  return {
    setTruth,
    next,
    best,
    minimum: () => minimum,
    heldMinimum: () => heldMinimum,
    alternative: generator.alternative,
  };
}
