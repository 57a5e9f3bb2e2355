import type { LowEnergySpectra } from './low-energy-spectra.ts';

/** Every isotope keeps down to E = 0 the density that it has at the lower end of the range: 2 to 3 neutrinos per fission below 2 MeV, too few. */
export const lowEnergySpectra: LowEnergySpectra = {
  source: 'the density at the lower end of the range, continued to E = 0',
  breakPointsMeV: [0],
  density: (isotope, _, spectra) => spectra.density(isotope, spectra.rangeMeV[0]),
};
