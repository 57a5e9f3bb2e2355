import { bayesianLimit, type NuisanceTreatment } from '@cevns/fitting/limits/bayesian-limit';
import type { LimitConvention } from './limit-convention.ts';

/** Settings of a study, all optional. */
export interface Bayesian {
  readonly nuisances?: NuisanceTreatment;
}

/** A flat prior of the parameter above its border; the posterior has the confidence as its share below the limit. */
export const convention: LimitConvention<Bayesian> = {
  limit: (model, task, confidence, { nuisances = 'marginal' }) => bayesianLimit(model, task, confidence, nuisances),
  sign: () => 'Bayesian',
  statement(confidence, { nuisances = 'marginal' }) {
    const others =
      nuisances === 'marginal'
        ? 'other parameters integrated out (up to two by quadrature, more by importance sampling)'
        : 'other parameters at their best';
    return `posterior probability ${confidence} below, flat prior above the border, ${others}`;
  },
};
