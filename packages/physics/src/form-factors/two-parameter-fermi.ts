import { brentRoot } from '@cevns/numerics/root-finding/brent';
import { isotopeName } from '../nuclei.ts';
import { type FermiSettings, type FermiShape, fermiDensity } from './fermi-settings.ts';
import { symmetrisedFermiTransform } from './fermi-surface.ts';
import type { FormFactorModel } from './form-factor.ts';

/** Number of terms of the series in exp(-n c / a) that reach machine precision. */
const termsOf = (c: number, a: number): number => Math.max(1, Math.ceil((40 * a) / c));

/** sum over n of (-1)^(n-1) exp(-n c / a) / n^p. */
function alternatingSum(c: number, a: number, p: number): number {
  let sum = 0;
  for (let n = termsOf(c, a); n >= 1; n--) sum += (n % 2 === 1 ? 1 : -1) * Math.exp((-n * c) / a) * n ** -p;
  return sum;
}

/** R_rms^2 = integral of r^4 rho over integral of r^2 rho, both the symmetrised ones plus a series in exp(-n c / a). */
function rmsRadius(c: number, a: number): number {
  const b = (Math.PI * a) ** 2;
  const second = (c * (c * c + b)) / 3 + 2 * a ** 3 * alternatingSum(c, a, 3);
  const fourth = (c * (3 * c ** 4 + 10 * b * c * c + 7 * b * b)) / 15 + 24 * a ** 5 * alternatingSum(c, a, 5);
  return Math.sqrt(fourth / second);
}

const shape: FermiShape = {
  rmsRadiusFm: rmsRadius,
  halfDensityRadiusFm(rms, a) {
    if (!(rms > rmsRadius(a, a))) return Number.NaN;
    return brentRoot((c) => rmsRadius(c, a) - rms, a, Math.sqrt(5 / 3) * rms).x;
  },
  smallest: rmsRadius(1, 1),
};

/**
 * Form factor of the two-parameter Fermi density (Woods-Saxon), rho(r) = rho_0 / (1 + exp((r - c) / a)).
 *
 * Its transform is that of the symmetrised form plus sum over n of (-1)^(n-1) exp(-n c/a) 2 k / (k^2 + q^2)^2 with k = n / a, which is
 * exact: 40 a / c terms give machine precision. c follows from the rms charge radius unless a study gives c, an rms radius or a skin;
 * a = 0.52 fm.
 *
 * @throws RangeError if there is no radius, both c and an rms radius, or c < a
 * @see L. C. Maximon, R. A. Schrack, J. Res. Natl. Bur. Stand. 70B (1966) 85
 */
export const formFactor: FormFactorModel<FermiSettings> = {
  prepare(nucleus, _nucleon, settings) {
    const { halfDensityRadiusFm: c, diffusenessFm: a } = fermiDensity(nucleus, settings, shape);
    if (!(c >= a)) {
      throw new RangeError(
        `Expected a half-density radius above the diffuseness ${a} fm for ${isotopeName(nucleus)}, got ${c} fm`,
      );
    }
    const terms = termsOf(c, a);
    const wavenumbers = Float64Array.from({ length: terms }, (_, i) => (i + 1) / a);
    const amplitudes = wavenumbers.map((k, i) => (i % 2 === 0 ? 2 : -2) * k * Math.exp(-k * c));
    const transform = (q: number) => {
      let tail = 0;
      for (let n = terms - 1; n >= 0; n--) {
        const square = wavenumbers[n]! * wavenumbers[n]! + q * q;
        tail += amplitudes[n]! / (square * square);
      }
      return symmetrisedFermiTransform(q, c, a) + tail;
    };
    const norm = transform(0);
    return (q) => transform(q) / norm;
  },
};
