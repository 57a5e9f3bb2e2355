import type { FissileIsotope, FissionSpectra } from '../fission-spectra/fission-spectra.ts';

/** What is taken for the antineutrinos of fission below the energies at which their spectra were determined. */
export interface LowEnergySpectra {
  /** Where the numbers come from. */
  readonly source: string;
  /** Energies in MeV, ascending, from the lowest at which there are neutrinos: kinks and steps; those above the lower end of the range do not count. */
  readonly breakPointsMeV: readonly number[];
  /**
   * Antineutrinos per fission and MeV.
   *
   * @param isotope
   * @param energyMeV below the range of the spectra
   * @param spectra what is continued
   */
  density(isotope: FissileIsotope, energyMeV: number, spectra: FissionSpectra): number;
}
