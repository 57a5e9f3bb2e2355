import { type CutOff, cutOffBreaksMeV, withCutOff } from './cut-off.ts';
import type { QuenchingModel } from './quenching.ts';

export interface ConstantQuenching extends CutOff {
  /** QF = E_ee / T. */
  readonly factor: number;
}

/**
 * The same fraction of every recoil is seen: E_ee = QF T.
 *
 * @throws RangeError if the factor is not positive
 */
export const quenching: QuenchingModel<ConstantQuenching> = {
  prepare({ factor, ...cutOff }) {
    if (!(factor > 0 && Number.isFinite(factor)))
      throw new RangeError(`Expected a positive quenching factor, got ${factor}`);
    return withCutOff((recoilMeV) => 1000 * factor * recoilMeV, cutOff);
  },
  breakPointsMeV: cutOffBreaksMeV,
  free: { factor: 'quenching factor' },
};
