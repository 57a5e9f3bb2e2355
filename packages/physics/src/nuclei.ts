import { ATOMIC_MASS_UNIT_MEV, ELECTRON_MASS_MEV } from './constants.ts';

/** One isotope as the catalogue of nuclei gives it. */
export interface Isotope {
  /** Symbol of the element, such as Cs. */
  readonly symbol: string;
  /** Number of protons. */
  readonly Z: number;
  /** Number of nucleons. */
  readonly A: number;
  /** Mass of the neutral atom in u; atoms are counted with it. */
  readonly atomicMassU: number;
  /** Natural abundance as a fraction of the atoms of the element. */
  readonly abundance: number;
  /** Spin and parity of the ground state as printed, such as 7/2+. */
  readonly spinParity: string;
  /** Root-mean-square charge radius in fm, null where it was never measured. */
  readonly chargeRadiusFm: number | null;
}

/** What a form factor may depend on. */
export type Nucleus = Pick<Isotope, 'symbol' | 'Z' | 'A' | 'chargeRadiusFm'>;

/** Name of an isotope as studies write it: Cs133. */
export function isotopeName(isotope: Pick<Isotope, 'symbol' | 'A'>): string {
  return `${isotope.symbol}${isotope.A}`;
}

/**
 * Nuclear mass in MeV, atomic mass minus Z m_e: what recoils is the nucleus.
 *
 * The binding energy of the electrons (some 0.2 MeV for Cs, 2e-6 of the mass) is neglected.
 *
 * @param Z number of protons
 * @param atomicMassU mass of the neutral atom in u
 */
export function nuclearMassMeV(Z: number, atomicMassU: number): number {
  return atomicMassU * ATOMIC_MASS_UNIT_MEV - Z * ELECTRON_MASS_MEV;
}
