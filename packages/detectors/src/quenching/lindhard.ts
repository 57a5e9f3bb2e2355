import { type CutOff, cutOffBreaksMeV, withCutOff } from './cut-off.ts';
import type { QuenchingModel } from './quenching.ts';

export interface LindhardQuenching extends CutOff {
  /** Number of protons of the nuclei that recoil. */
  readonly Z: number;
  /** Their mass number; the mean over the isotopes of an element. */
  readonly A: number;
  /** Strength of the electronic stopping; 0.133 Z^(2/3) A^(-1/2) unless given. */
  readonly k?: number;
}

const KEV_PER_MEV = 1000;

/**
 * Lindhard's theory of a nucleus slowing down in its own element: E_ee = T k g / (1 + k g) with
 * g = 3 eps^0.15 + 0.7 eps^0.6 + eps and eps = 11.5 Z^(-7/3) T, T in keV; k = 0.133 Z^(2/3) A^(-1/2) or a number fitted to data.
 *
 * The theory leaves out the binding of atoms and electrons: below some 250 eV in Ge and Si it stands unproven. In a compound Z and A are those of a
 * mean nucleus, an approximation.
 *
 * @throws RangeError if Z, A or k is not positive
 * @see J. Lindhard et al., Mat. Fys. Medd. Dan. Vid. Selsk. 33 (1963) no. 10; the form of g: J. D. Lewin and P. F. Smith, Astropart. Phys. 6 (1996) 87
 */
export const quenching: QuenchingModel<LindhardQuenching> = {
  prepare({ Z, A, k = (0.133 * Z ** (2 / 3)) / Math.sqrt(A), ...cutOff }) {
    for (const [name, value] of Object.entries({ Z, A, k })) {
      if (!(value > 0 && Number.isFinite(value))) throw new RangeError(`Expected a positive ${name}, got ${value}`);
    }
    const epsilonPerKeV = 11.5 * Z ** (-7 / 3);
    return withCutOff((recoilMeV) => {
      const recoilKeV = KEV_PER_MEV * recoilMeV;
      const epsilon = epsilonPerKeV * recoilKeV;
      const kg = k * (3 * epsilon ** 0.15 + 0.7 * epsilon ** 0.6 + epsilon);
      return (recoilKeV * kg) / (1 + kg);
    }, cutOff);
  },
  breakPointsMeV: cutOffBreaksMeV,
  ofNucleus: true,
  free: { k: 'strength of the electronic stopping' },
};
