import type { FormFactorModel } from './form-factor.ts';

/** Full coherence, F = 1: a nucleus without extension. */
export const formFactor: FormFactorModel = {
  prepare: () => () => 1,
};
