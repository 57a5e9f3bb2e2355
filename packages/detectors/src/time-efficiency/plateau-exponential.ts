import type { EfficiencyModel } from '../efficiency/efficiency.ts';

export interface PlateauExponential {
  /** t_c: end of the plateau, us. */
  readonly 'plateau-end': number;
  /** k: rate of the fall after it, 1/us. */
  readonly rate: number;
}

/**
 * Full efficiency up to a time, an exponential fall after: eff(t) = 1 for t < t_c, exp(-k (t - t_c)) from there on.
 *
 * The form of the time efficiency of the COHERENT CsI[Na] data set (arXiv:2110.07730).
 *
 * @throws RangeError if the rate is negative
 */
export const efficiency: EfficiencyModel<PlateauExponential> = {
  prepare({ 'plateau-end': plateauEndUs, rate }) {
    if (!(rate >= 0))
      throw new RangeError(`Expected a rate of the time efficiency that is not negative, got ${rate} /us`);
    return (timeUs) => (timeUs < plateauEndUs ? 1 : Math.exp(-rate * (timeUs - plateauEndUs)));
  },
};
