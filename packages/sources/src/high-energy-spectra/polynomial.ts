import { endMeV, type HighEnergySpectra } from './high-energy-spectra.ts';

/**
 * The polynomials that the spectra are, or that were fitted to them, beyond their range: S_i(E) = S_i(E_0) P_i(E) / P_i(E_0), E_0 the upper end of the range.
 *
 * Of fifth order, fitted below 8 MeV: those of Huber fall ever more steeply, 235U by a factor 70 from 8 to 9 MeV, Mueller's for 238U by 7, so that at 9.5 MeV
 * nearly all that is left is 238U. Nothing was measured that says so.
 */
export const highEnergySpectra: HighEnergySpectra = {
  source: 'the polynomials of the spectra, fitted up to 8 MeV, continued to 10 MeV',
  beyond(spectra, parameters) {
    const {
      polynomial,
      rangeMeV: [, to],
    } = spectra;
    if (polynomial === undefined) {
      throw new RangeError(
        'Expected spectra that have polynomials, or `exponential`, or a table that itself reaches as far as the spectra should, got a table to be continued by polynomials',
      );
    }
    return {
      endMeV: endMeV(spectra, parameters),
      density: (isotope, energyMeV) =>
        (spectra.density(isotope, to) / polynomial(isotope, to)) * polynomial(isotope, energyMeV),
    };
  },
};
