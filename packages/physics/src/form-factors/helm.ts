import type { FormFactorModel } from './form-factor.ts';
import { helmFormFactor } from './uniform-sphere.ts';

/** Helm form factor with diffraction radius R = 1.2 A^(1/3) fm and s = 0.9 fm, the same for protons and neutrons. */
export const formFactor: FormFactorModel = {
  prepare: ({ A }) => helmFormFactor(1.2 * Math.cbrt(A)),
};
