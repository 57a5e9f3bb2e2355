import type { FormFactorModel } from './form-factor.ts';
import { helmOfRmsRadius, helmRmsRadiusFm } from './helm-of-rms-radius.ts';
import { isRadiusOfModel, type RadiusSettings, rmsRadiusFm } from './nuclear-radius.ts';
import { HELM_SURFACE_THICKNESS_FM, helmFormFactor } from './uniform-sphere.ts';

const DIFFUSENESS_FM = 0.52;

/**
 * Helm form factor with the diffraction radius of Lewin and Smith, the same for protons and neutrons unless a study gives an rms radius
 * or a skin.
 *
 * R^2 = c^2 + 7 pi^2 a^2 / 3 - 5 s^2 with c = 1.23 A^(1/3) - 0.60 fm, a = 0.52 fm, s = 0.9 fm.
 *
 * @throws RangeError if the rms radius is at most sqrt(3) s = 1.559 fm
 * @see J. D. Lewin, P. F. Smith, Astropart. Phys. 6 (1996) 87
 */
export const formFactor: FormFactorModel<RadiusSettings> = {
  prepare(nucleus, _nucleon, settings) {
    const c = 1.23 * Math.cbrt(nucleus.A) - 0.6;
    const square = c * c + (7 / 3) * (Math.PI * DIFFUSENESS_FM) ** 2 - 5 * HELM_SURFACE_THICKNESS_FM ** 2;
    const radiusFm = Math.sqrt(square);
    if (isRadiusOfModel(settings)) return helmFormFactor(radiusFm);
    return helmOfRmsRadius(nucleus, rmsRadiusFm(nucleus, settings, helmRmsRadiusFm(radiusFm)));
  },
};
