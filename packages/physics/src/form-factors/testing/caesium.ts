import type { Nucleus } from '../../nuclei.ts';
import type { FormFactor } from '../form-factor.ts';

/** The nucleus that tests of form factors take. Charge radius: Angeli and Marinova (2013). */
export const caesium: Nucleus = { symbol: 'Cs', Z: 55, A: 133, chargeRadiusFm: 4.8041 };

/** Rms radius in fm from the curvature at the origin, F = 1 - q^2 <r^2> / 6. */
export function rmsRadiusFm(F: FormFactor): number {
  const q = 1e-3;
  return Math.sqrt((6 * (1 - F(q))) / (q * q));
}
