import { SIN2_THETA_W_ZERO_MOMENTUM } from '../constants.ts';
import { treeLevelCouplings } from './tree-level-couplings.ts';

/** Tree level with sin^2 theta_W = 0.23857, its value at zero momentum transfer. */
export const couplings = treeLevelCouplings(
  SIN2_THETA_W_ZERO_MOMENTUM,
  'sin^2 theta_W(0) = 0.23857(5), MS-bar: Particle Data Group, Prog. Theor. Exp. Phys. 2020, 083C01',
);
