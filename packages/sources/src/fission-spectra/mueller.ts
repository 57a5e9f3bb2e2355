import { exponentialPolynomial } from './exponential-polynomial.ts';
import type { FissionSpectra } from './fission-spectra.ts';

/** Coefficients of exp(sum of c_i E^i) by isotope: Th. A. Mueller et al., Phys. Rev. C 83 (2011) 054615. */
const COEFFICIENTS = {
  U235: [3.217, -3.111, 1.395, -0.369, 0.04445, -0.002053],
  U238: [0.4833, 0.1927, -0.1283, -0.006762, 0.002233, -0.0001536],
  Pu239: [6.413, -7.432, 3.535, -0.882, 0.1025, -0.00455],
  Pu241: [3.251, -3.204, 1.428, -0.3675, 0.04254, -0.001896],
} as const;

const polynomial: FissionSpectra['density'] = (isotope, energyMeV) =>
  exponentialPolynomial(COEFFICIENTS[isotope], energyMeV);

/**
 * Polynomials of Mueller et al. for all four isotopes, fitted from 2 to 8 MeV.
 *
 * Nuclear data bases for the branches that are known, beta spectra of ILL for what is missing; 238U from the data bases alone.
 */
export const fissionSpectra: FissionSpectra = {
  source: 'Th. A. Mueller et al., Phys. Rev. C 83 (2011) 054615 (arXiv:1101.2663)',
  rangeMeV: [2, 8],
  polynomial,
  density: polynomial,
};
