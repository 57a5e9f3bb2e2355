import { couplingsFromNumbers } from './couplings.ts';

/** Radiative corrections per flavour, named by the numbers: g_V^p = 0.0381 (nu_e), 0.0298 (nu_mu), 0.0254 (nu_tau), g_V^n = -0.5117. */
export const couplings = couplingsFromNumbers(
  { gvp: { nue: 0.0381, numu: 0.0298, nutau: 0.0254 }, gvn: -0.5117 },
  'neutrino charge radii in the proton coupling per flavour; the set is known by its numbers',
);
