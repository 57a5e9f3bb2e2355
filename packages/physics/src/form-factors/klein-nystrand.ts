import { isotopeName } from '../nuclei.ts';
import type { FormFactorModel } from './form-factor.ts';
import { isRadiusOfModel, type RadiusSettings, rmsRadiusFm } from './nuclear-radius.ts';
import { uniformSphere } from './uniform-sphere.ts';

const YUKAWA_RANGE_FM = 0.7;

/**
 * Klein-Nystrand form factor, the same for protons and neutrons unless a study gives an rms radius or a skin: a uniform sphere folded
 * with a Yukawa potential.
 *
 * F = 3 j1(q R) / (q R) / (1 + a^2 q^2) with R = 1.2 A^(1/3) fm and a = 0.7 fm; R_rms^2 = 3 R^2 / 5 + 6 a^2.
 *
 * @throws RangeError if the rms radius is at most sqrt(6) a = 1.715 fm
 * @see S. R. Klein, J. Nystrand, Phys. Rev. C 60 (1999) 014903
 */
export const formFactor: FormFactorModel<RadiusSettings> = {
  prepare(nucleus, _nucleon, settings) {
    const ownRadiusFm = 1.2 * Math.cbrt(nucleus.A);
    const surface = 6 * YUKAWA_RANGE_FM ** 2;
    let radiusFm = ownRadiusFm;
    if (!isRadiusOfModel(settings)) {
      const rms = rmsRadiusFm(nucleus, settings, Math.sqrt(0.6 * ownRadiusFm * ownRadiusFm + surface));
      if (!(rms * rms > surface)) {
        throw new RangeError(
          `Expected an rms radius above sqrt(6) x 0.7 fm = 1.715 fm for ${isotopeName(nucleus)}, got ${rms} fm`,
        );
      }
      radiusFm = Math.sqrt((5 / 3) * (rms * rms - surface));
    }
    return (q) => uniformSphere(q * radiusFm) / (1 + YUKAWA_RANGE_FM * YUKAWA_RANGE_FM * q * q);
  },
};
