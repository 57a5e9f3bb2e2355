import { type FermiSettings, type FermiShape, fermiDensity } from './fermi-settings.ts';
import { symmetrisedFermiTransform } from './fermi-surface.ts';
import type { FormFactorModel } from './form-factor.ts';

/** R_rms^2 = 3 c^2 / 5 + 7 pi^2 a^2 / 5, exactly. */
const shape: FermiShape = {
  rmsRadiusFm: (c, a) => Math.sqrt(0.6 * c * c + 1.4 * (Math.PI * a) ** 2),
  halfDensityRadiusFm: (rms, a) => Math.sqrt((5 / 3) * rms * rms - (7 / 3) * (Math.PI * a) ** 2),
  smallest: Math.PI * Math.sqrt(1.4),
};

/**
 * Symmetrised Fermi form factor: the closed transform of rho(r) = rho_0 sinh(c/a) / (cosh(r/a) + cosh(c/a)).
 *
 * F = 3 / (q c ((q c)^2 + (pi q a)^2)) pi q a / sinh(pi q a) [pi q a coth(pi q a) sin(q c) - q c cos(q c)].
 * c follows from the rms charge radius unless a study gives c, an rms radius or a skin; a = 0.52 fm.
 *
 * @throws RangeError if there is no radius, both c and an rms radius, or R_rms <= 3.717 a
 * @see D. W. L. Sprung, J. Martorell, J. Phys. A 30 (1997) 6525; J. Piekarewicz et al., Phys. Rev. C 94 (2016) 034316
 */
export const formFactor: FormFactorModel<FermiSettings> = {
  prepare(nucleus, _nucleon, settings) {
    const { halfDensityRadiusFm: c, diffusenessFm: a } = fermiDensity(nucleus, settings, shape);
    const norm = symmetrisedFermiTransform(0, c, a);
    return (q) => symmetrisedFermiTransform(q, c, a) / norm;
  },
};
