import type { FissionSpectra } from './fission-spectra.ts';
import { huberCovariance } from './huber-errors.ts';
import { fissionSpectra as huberMueller } from './huber-mueller.ts';
import { fissionSpectra as mueller } from './mueller.ts';

const FROM_MEV = 2;
const STEP_MEV = 0.25;

/** Antineutrinos per MeV and fission at 2, 2.25, ..., 8 MeV: tables of arXiv:1106.0687. */
const DENSITIES = {
  U235: [
    1.3166, 1.11532, 0.914692, 0.770202, 0.650506, 0.553406, 0.453809, 0.364372, 0.29357, 0.230449, 0.179387, 0.137751,
    0.109896, 0.0864377, 0.0645557, 0.0509515, 0.0389392, 0.0287035, 0.0216839, 0.0160564, 0.0113659, 0.00717301,
    0.00464122, 0.00296984, 0.00161601,
  ],
  Pu239: [
    1.08367, 0.920266, 0.718888, 0.62038, 0.514998, 0.397974, 0.328565, 0.260634, 0.195292, 0.157336, 0.113328,
    0.0832776, 0.0612671, 0.0483046, 0.0354276, 0.0291589, 0.0191916, 0.0128488, 0.00998436, 0.00754153, 0.00497793,
    0.00326035, 0.00194993, 0.000847091, 0.000587362,
  ],
  Pu241: [
    1.26316, 1.08064, 0.89377, 0.777217, 0.640508, 0.535583, 0.439057, 0.346173, 0.281813, 0.220474, 0.16634, 0.12498,
    0.0973649, 0.0747345, 0.0558133, 0.0410557, 0.0304548, 0.0198304, 0.0153978, 0.010911, 0.00774839, 0.00447485,
    0.00289932, 0.00177849, 0.00105934,
  ],
} as const;

const LAST = DENSITIES.U235.length - 1;

/**
 * Tables of Huber for 235U, 239Pu and 241Pu in steps of 250 keV, their logarithms linear in between, and the polynomial of Mueller et al. for 238U.
 *
 * The conversion of the beta spectra of ILL itself, to which the polynomials of `huber-mueller` are fits.
 */
export const fissionSpectra: FissionSpectra = {
  source:
    'P. Huber, Phys. Rev. C 84 (2011) 024617 (arXiv:1106.0687), tables; 238U: Th. A. Mueller et al., Phys. Rev. C 83 (2011) 054615',
  rangeMeV: [FROM_MEV, FROM_MEV + LAST * STEP_MEV],
  covariance: huberCovariance,
  polynomial: huberMueller.density,
  kinksMeV: Array.from({ length: LAST - 1 }, (_, i) => FROM_MEV + (i + 1) * STEP_MEV),
  density(isotope, energyMeV) {
    if (isotope === 'U238') return mueller.density(isotope, energyMeV);
    const place = (energyMeV - FROM_MEV) / STEP_MEV;
    const below = Math.min(Math.max(0, Math.floor(place)), LAST - 1);
    const [low, high] = [DENSITIES[isotope][below]!, DENSITIES[isotope][below + 1]!];
    return low * (high / low) ** (place - below);
  },
};
