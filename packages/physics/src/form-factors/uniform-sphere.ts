import type { FormFactor } from './form-factor.ts';

/** Surface thickness s of Helm's distribution in fm. Source: R. H. Helm, Phys. Rev. 104 (1956) 1466; value of Lewin and Smith. */
export const HELM_SURFACE_THICKNESS_FM = 0.9;

/** Ratios of the coefficients of successive powers, 1 / (2 k (2 k + 3)). */
const SHARES = Float64Array.from({ length: 10 }, (_, k) => 1 / (2 * k * (2 * k + 3)));

/**
 * Form factor of a uniform sphere, 3 j1(x) / x with x = q R.
 *
 * Below x = 1 the power series sum of (-1)^k 6 (k + 1) x^2k / (2k + 3)!, since sin x - x cos x cancels there.
 */
export function uniformSphere(x: number): number {
  if (x > 1) return (3 * (Math.sin(x) - x * Math.cos(x))) / (x * x * x);
  const square = x * x;
  let sum = 1;
  for (let k = 9; k >= 1; k--) sum = 1 - square * SHARES[k]! * sum;
  return sum;
}

/**
 * Helm form factor, 3 j1(q R) / (q R) exp(-q^2 s^2 / 2): a uniform sphere folded with a Gaussian surface, s = 0.9 fm.
 *
 * @param diffractionRadiusFm R in fm
 * @see R. H. Helm, Phys. Rev. 104 (1956) 1466
 */
export function helmFormFactor(diffractionRadiusFm: number): FormFactor {
  const halfThicknessSquared = 0.5 * HELM_SURFACE_THICKNESS_FM ** 2;
  return (q) => uniformSphere(q * diffractionRadiusFm) * Math.exp(-halfThicknessSquared * q * q);
}
