import { expectedRiseLimits } from '@cevns/fitting/limits/expected-rise';
import { upperLimit } from '@cevns/fitting/upper-limit';
import { chiSquaredQuantile } from '@cevns/numerics/special-functions/chi-squared-distribution';
import type { LimitConvention } from './limit-convention.ts';

/** Settings of a study, all optional. */
export interface DeltaChiSquared {
  readonly sides?: 'one' | 'two';
  readonly 'degrees-of-freedom'?: number;
}

/**
 * The value above the best fit at which the statistic has risen by a quantile of chi-squared: that of the confidence for two sides, that
 * of 2 confidence - 1 for one.
 *
 * @see S. S. Wilks, Ann. Math. Statist. 9 (1938) 60; Particle Data Group, Review of Particle Physics, section on statistics
 */
export const convention: LimitConvention<DeltaChiSquared> = {
  limit: (model, task, confidence, settings) => upperLimit(model, task, rise(confidence, settings)),
  expected(model, task, confidence, settings) {
    // The densities of single events are known where they were observed alone: there is no expectation of them to fit.
    if (model.channels.some(({ likelihood, sampler }) => likelihood.kind === 'unbinned' && !sampler)) return undefined;
    return expectedRiseLimits(model, task, rise(confidence, settings));
  },
  sign: (confidence, settings) => `Δχ^{2} = ${rise(confidence, settings).toFixed(2)}`,
  statement(confidence, settings) {
    const { sides = 'two', 'degrees-of-freedom': degrees = 1 } = settings;
    const freedom = degrees === 1 ? 'one degree of freedom' : `${degrees} degrees of freedom`;
    return `rise of the profiled statistic by ${rise(confidence, settings).toFixed(3)}, ${sides}-sided, ${freedom}`;
  },
};

/** Rise of the statistic at the limit. */
export function rise(
  confidence: number,
  { sides = 'two', 'degrees-of-freedom': degrees = 1 }: DeltaChiSquared,
): number {
  if (sides === 'two') return chiSquaredQuantile(confidence, degrees);
  return confidence > 0.5 ? chiSquaredQuantile(2 * confidence - 1, degrees) : 0;
}
