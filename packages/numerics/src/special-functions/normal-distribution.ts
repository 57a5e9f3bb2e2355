import { erf, erfc, erfcx } from './error-function.ts';

const SQRT_TWO = Math.SQRT2;
const SQRT_TWO_OVER_PI = 0.7978845608028654;
const ONE_OVER_SQRT_TWO_PI = 0.3989422804014327;

/** Density of the standard normal distribution, exp(-z^2/2) / sqrt(2 pi). */
export function normalDensity(z: number): number {
  return ONE_OVER_SQRT_TWO_PI * Math.exp(-0.5 * z * z);
}

/** Distribution function of the standard normal distribution, Phi(z), with full relative precision in the lower tail. */
export function normalCdf(z: number): number {
  return 0.5 * erfc(-z / SQRT_TWO);
}

/** Upper tail of the standard normal distribution, 1 - Phi(z), with full relative precision. */
export function normalTail(z: number): number {
  return 0.5 * erfc(z / SQRT_TWO);
}

/**
 * Quantile of the standard normal distribution: the z with Phi(z) = probability.
 *
 * @param probability in [0, 1]; 0 gives -Infinity, 1 gives Infinity, anything outside NaN
 */
export function normalQuantile(probability: number): number {
  if (!(probability >= 0 && probability <= 1)) return Number.NaN;
  const offset = probability - 0.5;
  if (Math.abs(offset) < 0.2) return centralQuantile(offset);
  // 1 - p is exact for p >= 1/2.
  return probability < 0.5 ? -upperQuantile(probability) : upperQuantile(1 - probability);
}

/**
 * The z whose upper tail 1 - Phi(z) is the given probability; turns a p-value into a significance without losing the far tail.
 *
 * @param tail in [0, 1]; 0 gives Infinity, 1 gives -Infinity, anything outside NaN
 */
export function normalTailQuantile(tail: number): number {
  return -normalQuantile(tail);
}

/** Newton iteration on Phi(z) - 1/2 = erf(z / sqrt 2) / 2, which keeps relative precision around z = 0. */
function centralQuantile(offset: number): number {
  let z = offset / ONE_OVER_SQRT_TWO_PI;
  for (let i = 0; i < 12; i++) {
    const step = (0.5 * erf(z / SQRT_TWO) - offset) / normalDensity(z);
    z -= step;
    if (Math.abs(step) <= 1e-15 * Math.abs(z)) break;
  }
  return z;
}

/** Newton iteration on ln(tail), nearly quadratic in z; for a tail below 1/2. */
function upperQuantile(tail: number): number {
  if (tail === 0) return Number.POSITIVE_INFINITY;
  const lnTail = Math.log(tail);
  let z = Math.sqrt(-2 * lnTail);
  for (let i = 0; i < 50; i++) {
    const scaled = erfcx(z / SQRT_TWO);
    const step = (Math.log(0.5 * scaled) - 0.5 * z * z - lnTail) / (SQRT_TWO_OVER_PI / scaled);
    z += step;
    if (Math.abs(step) <= 1e-15 * z) break;
  }
  return z;
}
