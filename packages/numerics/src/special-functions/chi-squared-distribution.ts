import { lnPoissonWeight, regularisedGammaP, regularisedGammaQ } from './incomplete-gamma.ts';
import { lnGamma } from './ln-gamma.ts';
import { normalQuantile } from './normal-distribution.ts';

/**
 * Upper tail of the chi-squared distribution, Q(k/2, x/2): the p-value of x with k degrees of freedom.
 *
 * @param x statistic, >= 0
 * @param degreesOfFreedom > 0
 */
export function chiSquaredTail(x: number, degreesOfFreedom: number): number {
  return regularisedGammaQ(degreesOfFreedom / 2, x / 2);
}

/** Distribution function of the chi-squared distribution, P(k/2, x/2). */
export function chiSquaredCdf(x: number, degreesOfFreedom: number): number {
  return regularisedGammaP(degreesOfFreedom / 2, x / 2);
}

/**
 * Quantile of the chi-squared distribution: the x with P(k/2, x/2) = probability, for example 2.30 for 68.27 % and k = 2.
 *
 * @param probability in [0, 1]; 0 gives 0, 1 gives Infinity, anything outside NaN
 * @param degreesOfFreedom > 0
 */
export function chiSquaredQuantile(probability: number, degreesOfFreedom: number): number {
  if (!(probability >= 0 && probability <= 1) || !(degreesOfFreedom > 0)) return Number.NaN;
  if (probability === 0) return 0;
  if (probability === 1) return Number.POSITIVE_INFINITY;
  const shape = degreesOfFreedom / 2;
  const upper = probability > 0.5;
  const target = Math.log(upper ? 1 - probability : probability);
  let lnX = lnFirstEstimate(probability, shape);
  // So near to 0 the leading power is exact, and x may be too small for a number.
  if (lnX < -100) return 2 * Math.exp(lnX);
  // The logarithms of both P and Q are concave in ln x, so that Newton's steps, kept short, end at the root from one side.
  for (let i = 0; i < 100; i++) {
    const x = Math.exp(lnX);
    const tail = upper ? regularisedGammaQ(shape, x) : regularisedGammaP(shape, x);
    const density = Math.exp(lnPoissonWeight(shape, x)) * shape;
    const slope = (upper ? -density : density) / tail;
    const step = Math.max(-2, Math.min(2, (target - Math.log(tail)) / slope));
    lnX += step;
    if (Math.abs(step) < 1e-15) break;
  }
  return 2 * Math.exp(lnX);
}

/** Logarithm of Wilson and Hilferty's cube of a normal variate, or of the leading power of x where that fails in the lower tail. */
function lnFirstEstimate(probability: number, shape: number): number {
  const width = 1 / (9 * shape);
  const cubeRoot = 1 - width + normalQuantile(probability) * Math.sqrt(width);
  if (cubeRoot > 0.3) return Math.log(shape * cubeRoot ** 3);
  return (Math.log(probability) + lnGamma(shape + 1)) / shape;
}
