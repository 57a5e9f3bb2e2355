import { SIN2_THETA_W_ZERO_MOMENTUM } from '../constants.ts';
import { radiativeCouplings } from './radiative-couplings.ts';

/** Radiative corrections per flavour from their formulae: 0.0382 (nu_e), 0.0300 (nu_mu), 0.0256 (nu_tau), -0.5117, with sin^2 theta_W as a parameter. */
export const couplings = radiativeCouplings(
  SIN2_THETA_W_ZERO_MOMENTUM,
  'J. Erler, S. Su, Prog. Part. Nucl. Phys. 71 (2013) 119, with sin^2 theta_W(0) = 0.23857',
);
