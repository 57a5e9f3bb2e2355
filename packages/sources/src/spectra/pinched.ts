import { regularisedGammaQ } from '@cevns/numerics/special-functions/incomplete-gamma';
import { lnGamma } from '@cevns/numerics/special-functions/ln-gamma';
import { positive } from '../positive.ts';
import type { SpectrumModel } from './spectrum.ts';

export interface Pinched {
  /** Mean energy in MeV. */
  readonly 'mean-energy': number;
  /** Where the spectrum ends in MeV, in place of its own end: several spectra then end together. */
  readonly 'end-point'?: number;
  /** alpha: 2 is the thermal spectrum of a classical gas, about 2.3 that of Fermi and Dirac; larger is narrower. Above 1. */
  readonly pinching: number;
}

/** Where the spectrum is taken to end, in units of mean energy / (alpha + 1): beyond it lies less than 1e-11 of the neutrinos. */
const END = 30;
/** Where the recoil spectrum may be broken up, as multiples of the mean energy. */
const SEGMENTS = [0.5, 1, 1.5, 2, 3, 4.5];

/**
 * Neutrinos of a supernova: phi(E) = s^(alpha + 1) / Gamma(alpha + 1) E^alpha exp(-s E), s = (alpha + 1) / mean energy.
 *
 * M_k(E) = s^k Gamma(alpha + 1 - k, s E) / Gamma(alpha + 1), in closed form by the incomplete gamma function.
 *
 * @throws RangeError if the mean energy is not positive or alpha not in (1, 20]
 * @see M. T. Keil, G. G. Raffelt and H.-T. Janka, Astrophys. J. 590 (2003) 971
 */
export const spectrum: SpectrumModel<Pinched> = {
  prepare({ 'mean-energy': mean, pinching: alpha, 'end-point': end }) {
    if (!(alpha > 1 && alpha <= 20)) throw new RangeError(`Expected a pinching in (1, 20], got ${alpha}`);
    const s = (alpha + 1) / positive('mean energy in MeV', mean);
    const norm = Math.exp((alpha + 1) * Math.log(s) - lnGamma(alpha + 1));
    const endPointMeV = end ?? (END + 2 * alpha) / s;
    return {
      endPointMeV,
      breakPointsMeV: SEGMENTS.map((part) => part * mean).filter((energyMeV) => energyMeV < endPointMeV),
      density: (energyMeV) =>
        energyMeV > 0 && energyMeV < endPointMeV ? norm * energyMeV ** alpha * Math.exp(-s * energyMeV) : 0,
      moments(energyMinMeV, out) {
        if (energyMinMeV >= endPointMeV) {
          out.fill(0, 0, 3);
          return;
        }
        const z = Math.max(0, s * energyMinMeV);
        out[0] = regularisedGammaQ(alpha + 1, z);
        out[1] = (s / alpha) * regularisedGammaQ(alpha, z);
        out[2] = ((s * s) / (alpha * (alpha - 1))) * regularisedGammaQ(alpha - 1, z);
      },
    };
  },
};
