import { asymptoticClsLimit } from '@cevns/fitting/limits/asymptotic-cls';
import type { LimitConvention } from './limit-convention.ts';

/**
 * CLs with the statistic q-tilde and its asymptotic distributions; the limits expected without a signal come with it.
 *
 * @see A. L. Read, J. Phys. G 28 (2002) 2693; G. Cowan et al., Eur. Phys. J. C 71 (2011) 1554
 */
export const convention: LimitConvention = {
  limit: (model, task, confidence) => asymptoticClsLimit(model, task, confidence),
  statement: (confidence) => `CLs = ${Number((1 - confidence).toPrecision(6))}, statistic q-tilde, asymptotic`,
};
