import type { HighEnergySpectra } from './high-energy-spectra.ts';

/** No neutrinos above the range: recoils end at the recoil energy of its upper end, and rates above a high threshold are a lower limit. */
export const highEnergySpectra: HighEnergySpectra = {
  source: 'no neutrinos where no spectrum was determined',
  beyond: () => undefined,
};
