import { couplingsFromNumbers } from './couplings.ts';

/** Radiative corrections per flavour, named by the numbers: g_V^p = 0.0382 (nu_e), 0.0300 (nu_mu), g_V^n = -0.5117. */
export const couplings = couplingsFromNumbers(
  { gvp: { nue: 0.0382, numu: 0.03 }, gvn: -0.5117 },
  'neutrino charge radii in the proton coupling per flavour; the set is known by its numbers',
);
