import type { CompiledModel } from './compile.ts';
import { type ConvergedFit, type FitResult, fit, fixedValues } from './fit.ts';

/** A refit below the best fit by more than this, relative to the size of the statistic, is a better minimum and not rounding. */
const RELATIVE_MARGIN = 1e-8;

/** Whether a statistic found elsewhere shows that a fit did not find the lowest minimum. */
export function isBetter(statistic: number, best: ConvergedFit): boolean {
  return statistic < best.statistic - RELATIVE_MARGIN * (1 + Math.abs(best.statistic));
}

/**
 * Repeats a fit, with the same parameters held, from a point that lies below its minimum.
 *
 * @param theta all parameters, in the order of the model
 */
export function refitFrom(model: CompiledModel, best: ConvergedFit, theta: Float64Array): FitResult {
  const start = Object.fromEntries(model.names.map((name, p) => [name, theta[p]!]));
  return fit(model, { fixed: fixedValues(best), start });
}
