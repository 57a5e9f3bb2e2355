import { treeLevelCouplings } from './tree-level-couplings.ts';

/** Tree level with sin^2 theta_W = 0.23863, its value at zero momentum transfer as of 2022. */
export const couplings = treeLevelCouplings(
  0.23863,
  'sin^2 theta_W(0) = 0.23863(5), MS-bar: Particle Data Group, Prog. Theor. Exp. Phys. 2022, 083C01',
);
