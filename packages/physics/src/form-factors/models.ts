import type { FormFactorModel } from './form-factor.ts';
import { formFactor as fourierBessel } from './fourier-bessel.ts';
import { formFactor as helm } from './helm.ts';
import { formFactor as helmLewinSmith } from './helm-lewin-smith.ts';
import { formFactor as helmRms } from './helm-rms.ts';
import { formFactor as kleinNystrand } from './klein-nystrand.ts';
import type { formFactors } from './registry.ts';
import { formFactor as sumOfGaussians } from './sum-of-gaussians.ts';
import { formFactor as symmetrisedFermi } from './symmetrised-fermi.ts';
import { formFactor as tabulated } from './tabulated.ts';
import { formFactor as twoParameterFermi } from './two-parameter-fermi.ts';
import { formFactor as unity } from './unity.ts';

/**
 * Form factors themselves by name, for those who ask before any stage runs whether a nucleus has one. One that is not here is asked when its stage
 * runs: a line is due for those that some nuclei do not have.
 */
export const formFactorModels: Readonly<Partial<Record<keyof typeof formFactors, FormFactorModel<never>>>> = {
  unity,
  helm,
  'helm-lewin-smith': helmLewinSmith,
  'helm-rms': helmRms,
  'symmetrised-fermi': symmetrisedFermi,
  'two-parameter-fermi': twoParameterFermi,
  'fourier-bessel': fourierBessel,
  'sum-of-gaussians': sumOfGaussians,
  tabulated,
  'klein-nystrand': kleinNystrand,
};
