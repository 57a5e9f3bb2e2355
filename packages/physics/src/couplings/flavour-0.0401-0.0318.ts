import { STANDARD_MODEL_CHARGE_RADII } from './charge-radii.ts';
import { couplingsFromNumbers } from './couplings.ts';

/** Radiative corrections per flavour, named by the numbers: g_V^p = 0.0401 (nu_e), 0.0318 (nu_mu), g_V^n = -0.5094. */
export const couplings = couplingsFromNumbers(
  { gvp: { nue: 0.0401, numu: 0.0318 }, gvn: -0.5094 },
  'J. Erler, S. Su, Prog. Part. Nucl. Phys. 71 (2013) 119, without boxes of two Z bosons, rounded; the set is known by its numbers',
  STANDARD_MODEL_CHARGE_RADII,
);
