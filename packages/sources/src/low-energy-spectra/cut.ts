import type { LowEnergySpectra } from './low-energy-spectra.ts';

/** No neutrinos below the range: a lower limit of every rate, and a recoil spectrum too flat below the recoils of the cut. */
export const lowEnergySpectra: LowEnergySpectra = {
  source: 'no neutrinos where no spectrum was determined',
  breakPointsMeV: [],
  density: () => 0,
};
