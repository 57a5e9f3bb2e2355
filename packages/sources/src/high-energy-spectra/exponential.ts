import { endMeV, type HighEnergySpectra } from './high-energy-spectra.ts';

/** The last part of the range, whose slope is kept: a step of Huber's tables, MeV. */
const SLOPE_OVER_MEV = 0.25;

/**
 * Exponentials with the mean slope of the last 0.25 MeV of the range: S_i(E) = S_i(E_0) (S_i(E_0) / S_i(E_1))^((E - E_0) / (E_0 - E_1)), E_0 the upper end of
 * the range and E_1 = E_0 - 0.25 MeV. They never rise; of an isotope without neutrinos at the upper end there are none.
 */
export const highEnergySpectra: HighEnergySpectra = {
  source: 'exponentials with the slope of the last 0.25 MeV of the spectra, to 10 MeV',
  beyond(spectra, parameters) {
    const [from, to] = spectra.rangeMeV;
    const before = Math.max(from, to - SLOPE_OVER_MEV);
    return {
      endMeV: endMeV(spectra, parameters),
      density(isotope, energyMeV) {
        const last = spectra.density(isotope, to);
        if (last === 0) return 0;
        const fall = Math.min(1, last / spectra.density(isotope, before));
        return last * fall ** ((energyMeV - to) / (to - before));
      },
    };
  },
};
