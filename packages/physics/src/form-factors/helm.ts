import type { FormFactorModel } from './form-factor.ts';
import { helmOfRmsRadius, helmRmsRadiusFm } from './helm-of-rms-radius.ts';
import { isRadiusOfModel, type RadiusSettings, rmsRadiusFm } from './nuclear-radius.ts';
import { helmFormFactor } from './uniform-sphere.ts';

/**
 * Helm form factor with diffraction radius R = 1.2 A^(1/3) fm and s = 0.9 fm, the same for protons and neutrons unless a study gives an
 * rms radius or a skin.
 *
 * @throws RangeError if the rms radius is at most sqrt(3) s = 1.559 fm
 */
export const formFactor: FormFactorModel<RadiusSettings> = {
  prepare(nucleus, _nucleon, settings) {
    const radiusFm = 1.2 * Math.cbrt(nucleus.A);
    if (isRadiusOfModel(settings)) return helmFormFactor(radiusFm);
    return helmOfRmsRadius(nucleus, rmsRadiusFm(nucleus, settings, helmRmsRadiusFm(radiusFm)));
  },
};
