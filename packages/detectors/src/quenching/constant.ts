import type { QuenchingModel } from './quenching.ts';

export interface ConstantQuenching {
  /** QF = E_ee / T. */
  readonly factor: number;
}

/** The same fraction of every recoil is seen: E_ee = QF T. */
export const quenching: QuenchingModel<ConstantQuenching> = {
  electronEquivalentKeVee(recoilMeV, { factor }) {
    return 1000 * factor * recoilMeV;
  },
};
