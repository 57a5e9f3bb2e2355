import { treeLevelCouplings } from './tree-level-couplings.ts';

/** Tree level with sin^2 theta_W = 0.2312, its value at the Z pole: too low for CEvNS, kept to compare with programs that use it. */
export const couplings = treeLevelCouplings(
  0.2312,
  'sin^2 theta_W = 0.2312 at the Z pole, MS-bar (Particle Data Group)',
);
