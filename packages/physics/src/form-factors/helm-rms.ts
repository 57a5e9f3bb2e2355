import type { FormFactorModel } from './form-factor.ts';
import { helmOfRmsRadius } from './helm-of-rms-radius.ts';
import { type RadiusSettings, rmsRadiusFm } from './nuclear-radius.ts';

/**
 * Helm form factor with given rms radius: R^2 = 5/3 (R_rms^2 - 3 s^2), s = 0.9 fm.
 *
 * R_rms is the radius given for the isotope, else the one given for all, else the tabulated rms charge radius, plus `skin`. Used for
 * the neutrons with `skin` alone, the neutron rms radius is the charge radius plus the skin.
 *
 * @throws RangeError if no radius is known for the nucleus, or if R_rms <= sqrt(3) s = 1.559 fm
 * @see J. Piekarewicz et al., Phys. Rev. C 94 (2016) 034316
 */
export const formFactor: FormFactorModel<RadiusSettings> = {
  prepare(nucleus, _nucleon, settings) {
    return helmOfRmsRadius(nucleus, rmsRadiusFm(nucleus, settings, nucleus.chargeRadiusFm));
  },
};
