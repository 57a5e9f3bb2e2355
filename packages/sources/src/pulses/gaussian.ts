import { erfc, erfcx } from '@cevns/numerics/special-functions/error-function';
import type { DecayTimes } from '../timing/decay-times.ts';
import { type GaussianWidth, sigmaOf } from './gaussian-width.ts';
import type { BinIntegrals, PulseModel } from './pulse.ts';

const SQRT_TWO_PI = Math.sqrt(2 * Math.PI);

/** A decay without delay leaves the pulse as it is. */
const NO_DELAY: DecayTimes = [{ weight: 1, ratePerUs: Number.POSITIVE_INFINITY }];

/**
 * Gaussian pulse g of mean t0 and width s, folded with exponential decays f = g * l exp(-l t): exponentially modified Gaussians.
 *
 * With d = t - t0 and f' = l (g - f), the integrals of e f over a stretch where the efficiency is e = exp(-k (t - t_c)) are
 * I = (l G - [e f]) / (k + l), dI/dt0 = -[e f] - k I, d2I/dt0^2 = l [e (g - f)] - k dI/dt0, where G is the integral of e g and
 * [ ] the difference between the ends. Bins are split at t_c; k = 0 below it. Without decays, l to infinity, I = G, f = g and
 * l (g - f) = dg/dt.
 *
 * @throws RangeError unless sigma or the full width at half maximum is given, one of the two, and positive
 * @see E. Grushka, Anal. Chem. 44 (1972) 1733, for the exponentially modified Gaussian
 */
export const pulse: PulseModel<GaussianWidth> = {
  prepare(width) {
    const sigma = sigmaOf(width);
    return {
      density(timeUs, onsetUs, decays) {
        let sum = 0;
        for (const { weight, ratePerUs } of orNone(decays))
          sum += weight * modifiedGaussian(timeUs - onsetUs, sigma, ratePerUs);
        return sum;
      },
      binIntegrals(edgesUs, onsetUs, decays, efficiency, out) {
        const { plateauEndUs, ratePerUs: fall } = efficiency;
        const kink = plateauEndUs - onsetUs;
        const all = orNone(decays);
        for (let bin = 0; bin < edgesUs.length - 1; bin++) {
          const from = edgesUs[bin]! - onsetUs;
          const to = edgesUs[bin + 1]! - onsetUs;
          out.value[bin] = 0;
          out.first[bin] = 0;
          out.second[bin] = 0;
          for (const { weight, ratePerUs } of all) {
            const shape = { sigma, rate: ratePerUs, weight };
            if (from < kink) addStretch(shape, from, Math.min(to, kink), 0, 0, bin, out);
            if (to > kink) addStretch(shape, Math.max(from, kink), to, kink, fall, bin, out);
          }
        }
      },
    };
  },
};

function orNone(decays: DecayTimes): DecayTimes {
  return decays.length === 0 ? NO_DELAY : decays;
}

interface Shape {
  readonly sigma: number;
  readonly rate: number;
  readonly weight: number;
}

/** Adds the integral from a to b, times relative to the onset, with efficiency exp(-fall (d - kink)). */
function addStretch(
  { sigma, rate, weight }: Shape,
  a: number,
  b: number,
  kink: number,
  fall: number,
  bin: number,
  out: BinIntegrals,
): void {
  const efficiencyA = Math.exp(-fall * (a - kink));
  const efficiencyB = Math.exp(-fall * (b - kink));
  const modifiedA = modifiedGaussian(a, sigma, rate);
  const modifiedB = modifiedGaussian(b, sigma, rate);
  const modified = efficiencyB * modifiedB - efficiencyA * modifiedA;
  const slope = efficiencyB * slopeAt(b, sigma, rate, modifiedB) - efficiencyA * slopeAt(a, sigma, rate, modifiedA);
  const underGaussian = gaussianStretch(sigma, a, b, kink, fall);
  const value = rate === Number.POSITIVE_INFINITY ? underGaussian : (rate * underGaussian - modified) / (fall + rate);
  const first = -modified - fall * value;
  out.value[bin]! += weight * value;
  out.first[bin]! += weight * first;
  out.second[bin]! += weight * (slope - fall * first);
}

/**
 * Integral of exp(-fall (d - kink)) g(d) from a to b.
 *
 * The product is a Gaussian about -fall s^2; its tails are written exp(-d^2/2s^2) erfcx / 2, which neither cancel nor overflow.
 */
function gaussianStretch(sigma: number, a: number, b: number, kink: number, fall: number): number {
  const shift = fall * sigma * sigma;
  const tailA = scaledTail(a, sigma, shift) * Math.exp(-fall * (a - kink));
  const tailB = scaledTail(b, sigma, shift) * Math.exp(-fall * (b - kink));
  if (a + shift >= 0) return tailA - tailB;
  if (b + shift <= 0) return tailB - tailA;
  return Math.exp(fall * kink + 0.5 * fall * shift) - tailA - tailB;
}

function scaledTail(d: number, sigma: number, shift: number): number {
  const z = d / sigma;
  return 0.5 * Math.exp(-0.5 * z * z) * erfcx(Math.abs(d + shift) / (Math.SQRT2 * sigma));
}

function gaussian(d: number, sigma: number): number {
  const z = d / sigma;
  return Math.exp(-0.5 * z * z) / (SQRT_TWO_PI * sigma);
}

/** df/dt at d, l (g - f). */
function slopeAt(d: number, sigma: number, rate: number, modified: number): number {
  if (rate === Number.POSITIVE_INFINITY) return (-d / (sigma * sigma)) * modified;
  return rate * (gaussian(d, sigma) - modified);
}

/** g * l exp(-l t) at d: (l/2) exp(-d^2/2s^2) erfcx(u), u = (l s^2 - d) / (sqrt2 s); for u < 0 with erfc, as erfcx overflows there. */
function modifiedGaussian(d: number, sigma: number, rate: number): number {
  if (rate === Number.POSITIVE_INFINITY) return gaussian(d, sigma);
  const u = (rate * sigma * sigma - d) / (Math.SQRT2 * sigma);
  if (u < 0) return 0.5 * rate * Math.exp(rate * (0.5 * rate * sigma * sigma - d)) * erfc(u);
  const z = d / sigma;
  return 0.5 * rate * Math.exp(-0.5 * z * z) * erfcx(u);
}
