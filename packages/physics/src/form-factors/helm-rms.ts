import { isotopeName, type Nucleus } from '../nuclei.ts';
import type { FormFactorModel } from './form-factor.ts';
import { HELM_SURFACE_THICKNESS_FM, helmFormFactor } from './uniform-sphere.ts';

export interface HelmRms {
  /** Rms radius in fm: one for every nucleus, or by isotope name. A nucleus without one here takes its tabulated charge radius. */
  readonly 'rms-radius'?: number | Readonly<Record<string, number>>;
  /** Added to the radius of every nucleus, in fm; 0 unless given. */
  readonly skin?: number;
}

/**
 * Helm form factor with given rms radius: R^2 = 5/3 (R_rms^2 - 3 s^2), s = 0.9 fm.
 *
 * R_rms is the radius given for the isotope, else the one given for all, else the tabulated rms charge radius, plus `skin`. Used for
 * the neutrons with `skin` alone, the neutron rms radius is the charge radius plus the skin.
 *
 * @throws RangeError if no radius is known for the nucleus, or if R_rms <= sqrt(3) s = 1.559 fm
 * @see J. Piekarewicz et al., Phys. Rev. C 94 (2016) 034316
 */
export const formFactor: FormFactorModel<HelmRms> = {
  prepare(nucleus, _nucleon, parameters) {
    const rmsRadiusFm = baseRadiusFm(nucleus, parameters['rms-radius']) + (parameters.skin ?? 0);
    const square = (5 / 3) * (rmsRadiusFm * rmsRadiusFm - 3 * HELM_SURFACE_THICKNESS_FM ** 2);
    if (!(rmsRadiusFm > 0 && square > 0)) {
      throw new RangeError(
        `Expected an rms radius above sqrt(3) x 0.9 fm = 1.559 fm for ${isotopeName(nucleus)}, got ${rmsRadiusFm} fm`,
      );
    }
    return helmFormFactor(Math.sqrt(square));
  },
};

function baseRadiusFm(nucleus: Nucleus, radii: HelmRms['rms-radius']): number {
  const given = typeof radii === 'object' ? radii[isotopeName(nucleus)] : radii;
  const radius = given ?? nucleus.chargeRadiusFm;
  if (radius === null) {
    throw new RangeError(`Expected an rms radius for ${isotopeName(nucleus)}, whose charge radius is not tabulated`);
  }
  return radius;
}
