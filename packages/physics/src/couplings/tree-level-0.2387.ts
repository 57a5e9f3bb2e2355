import { treeLevelCouplings } from './tree-level-couplings.ts';

/** Tree level with sin^2 theta_W = 0.2387, the rounded low-energy value of earlier papers. */
export const couplings = treeLevelCouplings(0.2387, 'sin^2 theta_W = 0.2387, rounded value at low momentum transfer');
