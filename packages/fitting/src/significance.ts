import { chiSquaredTail } from '@cevns/numerics/special-functions/chi-squared-distribution';
import { lnGamma } from '@cevns/numerics/special-functions/ln-gamma';
import { normalTail, normalTailQuantile } from '@cevns/numerics/special-functions/normal-distribution';
import { isBetter, refitFrom } from './better-minimum.ts';
import type { CompiledModel } from './compile.ts';
import { type ConvergedFit, type FailedFit, fit, fittedValues, fixedValues } from './fit.ts';
import { checkedIndex, type Values } from './start-point.ts';

/**
 * What counts against the tested values. `any`: a deviation in any direction (t of Cowan et al.; p-value from both tails).
 * `greater`: only a best fit above the tested value of the one parameter (their q0; p-value from one tail).
 */
export type Alternative = 'any' | 'greater';

/** How strongly the data reject fixed values of some parameters. */
export interface Significance {
  readonly status: 'converged';
  /** Rise of the statistic from the best fit to the fit with the values held; 0 for `greater` if the best fit lies below. */
  readonly statistic: number;
  readonly degreesOfFreedom: number;
  /** Standard deviations: sqrt(statistic) for one degree of freedom, otherwise those with the same p-value in both tails. */
  readonly z: number;
  /** Asymptotic probability of a rise as large or larger if the tested values are true. */
  readonly pValue: number;
  readonly alternative: Alternative;
  readonly nullFit: ConvergedFit;
  /** A minimum below that of the given fit, if the fit with the values held led to one; the statistic is then counted from it. */
  readonly betterMinimum: ConvergedFit | null;
}

/**
 * Likelihood-ratio test of fixed values against the best fit; all other free parameters are fitted in both.
 *
 * @param best a converged fit in which the tested parameters were free
 * @param against tested values by parameter
 * @param alternative `greater` needs exactly one tested parameter
 * @returns the test, or the fit with the values held if that failed
 * @throws FittingError for an unknown parameter, or a value that is not finite or outside its bounds
 * @throws RangeError if a tested parameter was held in the fit, none is tested, or `greater` is asked for several
 * @see S. S. Wilks, Ann. Math. Statist. 9 (1938) 60; G. Cowan et al., Eur. Phys. J. C 71 (2011) 1554, section 3
 */
export function significance(
  model: CompiledModel,
  best: ConvergedFit,
  against: Values,
  alternative: Alternative = 'any',
): Significance | FailedFit {
  const tested = Object.entries(against).map(([name, value]) => checkedIndex(model, name, value, 'against'));
  if (tested.length === 0) throw new RangeError('Expected at least one parameter to test, got none');
  const held = tested.find((p) => best.parameters[p]!.fixed);
  if (held !== undefined)
    throw new RangeError(`Expected free parameters, got ${model.names[held]}, which the fit held`);
  if (alternative === 'greater' && tested.length > 1) {
    throw new RangeError(`Expected one parameter for a one-sided test, got ${tested.length}`);
  }
  const nullFit = fit(model, { fixed: { ...fixedValues(best), ...against }, start: fittedValues(best) });
  if (nullFit.status === 'failed') return nullFit;
  const lower = isBetter(nullFit.statistic, best)
    ? refitFrom(
        model,
        best,
        Float64Array.from(nullFit.parameters, ({ value }) => value),
      )
    : null;
  const betterMinimum = lower?.status === 'converged' ? lower : null;
  const reference = betterMinimum ?? best;
  const rise = Math.max(0, nullFit.statistic - reference.statistic);
  const isBelow = alternative === 'greater' && reference.parameters[tested[0]!]!.value < Object.values(against)[0]!;
  const statistic = isBelow ? 0 : rise;
  const degreesOfFreedom = tested.length;
  const pValue =
    alternative === 'greater' ? normalTail(Math.sqrt(statistic)) : chiSquaredTail(statistic, degreesOfFreedom);
  const z = degreesOfFreedom === 1 ? Math.sqrt(statistic) : equivalentDeviations(statistic, degreesOfFreedom);
  return { status: 'converged', statistic, degreesOfFreedom, z, pValue, alternative, nullFit, betterMinimum };
}

/** A chi-squared value above which its tail probability comes near the smallest numbers, for few degrees of freedom. */
const UNDERFLOW = 1200;

/**
 * The z at which a standard normal variable has as much probability in both tails, 2 [1 - Phi(z)], as chi-squared has above x.
 *
 * @param x statistic, >= 0
 * @param degreesOfFreedom > 0; above x = 1200 much smaller than x
 */
export function equivalentDeviations(x: number, degreesOfFreedom: number): number {
  if (x < UNDERFLOW) return normalTailQuantile(0.5 * chiSquaredTail(x, degreesOfFreedom));
  // Asymptotic series of the logarithms of both tails (Abramowitz and Stegun 6.5.32 and 26.2.12).
  const shape = 0.5 * degreesOfFreedom;
  const half = 0.5 * x;
  let term = 1;
  let series = 1;
  for (let k = 1; k <= 20; k++) {
    term *= (shape - k) / half;
    series += term;
  }
  const lnTail = -half + (shape - 1) * Math.log(half) - lnGamma(shape) + Math.log(series);
  let z = Math.sqrt(-2 * lnTail);
  for (let i = 0; i < 20; i++) {
    const inverse = 1 / (z * z);
    const correction = 1 - inverse * (1 - 3 * inverse * (1 - 5 * inverse));
    z = Math.sqrt(-2 * lnTail - 2 * Math.log(z) - Math.log(0.5 * Math.PI) + 2 * Math.log(correction));
  }
  return z;
}
