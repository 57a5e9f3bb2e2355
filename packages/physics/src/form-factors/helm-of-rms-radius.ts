import { isotopeName, type Nucleus } from '../nuclei.ts';
import type { FormFactor } from './form-factor.ts';
import { HELM_SURFACE_THICKNESS_FM, helmFormFactor } from './uniform-sphere.ts';

/**
 * Helm form factor of a given rms radius: diffraction radius R^2 = 5/3 (R_rms^2 - 3 s^2), s = 0.9 fm.
 *
 * @param nucleus for messages
 * @param rmsRadiusFm R_rms in fm
 * @throws RangeError if R_rms <= sqrt(3) s = 1.559 fm, where the surface alone is larger
 * @see J. Piekarewicz et al., Phys. Rev. C 94 (2016) 034316
 */
export function helmOfRmsRadius(nucleus: Nucleus, rmsRadiusFm: number): FormFactor {
  const square = (5 / 3) * (rmsRadiusFm * rmsRadiusFm - 3 * HELM_SURFACE_THICKNESS_FM ** 2);
  if (!(square > 0)) {
    throw new RangeError(
      `Expected an rms radius above sqrt(3) x 0.9 fm = 1.559 fm for ${isotopeName(nucleus)}, got ${rmsRadiusFm} fm`,
    );
  }
  return helmFormFactor(Math.sqrt(square));
}

/** Rms radius in fm of a Helm distribution of diffraction radius R: R_rms^2 = 3 R^2 / 5 + 3 s^2, s = 0.9 fm. */
export function helmRmsRadiusFm(diffractionRadiusFm: number): number {
  return Math.sqrt(0.6 * diffractionRadiusFm * diffractionRadiusFm + 3 * HELM_SURFACE_THICKNESS_FM ** 2);
}
