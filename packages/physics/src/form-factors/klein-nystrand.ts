import type { FormFactorModel } from './form-factor.ts';
import { uniformSphere } from './uniform-sphere.ts';

const YUKAWA_RANGE_FM = 0.7;

/**
 * Klein-Nystrand form factor, the same for protons and neutrons: a uniform sphere folded with a Yukawa potential.
 *
 * F = 3 j1(q R) / (q R) / (1 + a^2 q^2) with R = 1.2 A^(1/3) fm and a = 0.7 fm.
 *
 * @see S. R. Klein, J. Nystrand, Phys. Rev. C 60 (1999) 014903
 */
export const formFactor: FormFactorModel = {
  prepare({ A }) {
    const radiusFm = 1.2 * Math.cbrt(A);
    return (q) => uniformSphere(q * radiusFm) / (1 + YUKAWA_RANGE_FM * YUKAWA_RANGE_FM * q * q);
  },
};
