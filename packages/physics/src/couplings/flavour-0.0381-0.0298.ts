import { STANDARD_MODEL_CHARGE_RADII } from './charge-radii.ts';
import { couplingsFromNumbers } from './couplings.ts';

/** Radiative corrections per flavour, named by the numbers: g_V^p = 0.0381 (nu_e), 0.0298 (nu_mu), 0.0254 (nu_tau), g_V^n = -0.5117. */
export const couplings = couplingsFromNumbers(
  { gvp: { nue: 0.0381, numu: 0.0298, nutau: 0.0254 }, gvn: -0.5117 },
  'J. Erler, S. Su, Prog. Part. Nucl. Phys. 71 (2013) 119, with sin^2 theta_W = 0.23863, to 1e-4; the set is known by its numbers',
  STANDARD_MODEL_CHARGE_RADII,
);
