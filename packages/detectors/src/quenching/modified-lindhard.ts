import { type CutOff, cutOffBreaksMeV, withCutOff } from './cut-off.ts';
import { quenching as lindhard } from './lindhard.ts';
import type { QuenchingModel } from './quenching.ts';

export interface ModifiedLindhardQuenching extends CutOff {
  /** Number of protons of the nuclei that recoil. */
  readonly Z: number;
  /** Their mass number; the mean over the isotopes of an element. */
  readonly A: number;
  /** Strength of the electronic stopping; 0.133 Z^(2/3) A^(-1/2) unless given. */
  readonly k?: number;
  /** q of the term -q / eps; positive for less ionisation at low energy, negative for more. */
  readonly q: number;
}

const KEV_PER_MEV = 1000;

/**
 * Lindhard's quenching less a term for the energy that goes into the binding of atoms: QF = k g / (1 + k g) - q / eps with
 * g = 3 eps^0.15 + 0.7 eps^0.6 + eps and eps = 11.5 Z^(-7/3) T, T in keV. E_ee = QF T is lower by the constant q T / eps at all energies, and 0 where
 * that would be negative.
 *
 * Fits to data below 1 keVnr in germanium have q of either sign; a negative q is a description of data, no binding.
 *
 * @throws RangeError if Z, A or k is not positive, q not finite, or an energy of a cut-off not positive
 * @see P. Sorensen, Phys. Rev. D 91 (2015) 083509 (arXiv:1412.3028); in this form, for germanium, J. Liao, H. Liu, D. Marfatia, Phys. Rev. D 104 (2021) 015005
 * (arXiv:2104.01811)
 */
export const quenching: QuenchingModel<ModifiedLindhardQuenching> = {
  prepare(parameters) {
    const { q, Z } = parameters;
    if (!Number.isFinite(q)) throw new RangeError(`Expected a finite q, got ${q}`);
    const theory = lindhard.prepare(withoutCutOff(parameters));
    const lost = q / (11.5 * Z ** (-7 / 3));
    return withCutOff((recoilMeV) => Math.max(0, theory(recoilMeV) - (recoilMeV > 0 ? lost : 0)), parameters);
  },
  breakPointsMeV(parameters) {
    return [...vanishingMeV(parameters), ...cutOffBreaksMeV(parameters)];
  },
  ofNucleus: true,
  free: { k: 'strength of the electronic stopping', q: 'coefficient of the term -q / eps' },
};

function withoutCutOff({ Z, A, k }: ModifiedLindhardQuenching): { Z: number; A: number; k?: number } {
  return { Z, A, ...(k === undefined ? {} : { k }) };
}

/** The recoil energy below which there is no ionisation, where q is positive: E_ee of the theory rises with T. */
function vanishingMeV(parameters: ModifiedLindhardQuenching): number[] {
  const { q, Z } = parameters;
  if (!(q > 0)) return [];
  const theory = lindhard.prepare(withoutCutOff(parameters));
  const lostKeV = q / (11.5 * Z ** (-7 / 3));
  let [low, high] = [0, lostKeV / KEV_PER_MEV];
  while (theory(high) < lostKeV) high *= 2;
  for (;;) {
    const middle = (low + high) / 2;
    if (middle <= low || middle >= high) return [high];
    if (theory(middle) < lostKeV) low = middle;
    else high = middle;
  }
}
