import { couplingsFromNumbers } from './couplings.ts';

/** Radiative corrections per flavour, named by the numbers: g_V^p = 0.0401 (nu_e), 0.0318 (nu_mu), g_V^n = -0.5094. */
export const couplings = couplingsFromNumbers(
  { gvp: { nue: 0.0401, numu: 0.0318 }, gvn: -0.5094 },
  'neutrino charge radii in the proton coupling per flavour; the set is known by its numbers',
);
