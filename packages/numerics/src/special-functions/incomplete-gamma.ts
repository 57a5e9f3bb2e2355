import { HALF_LN_TWO_PI, lnGamma, lnGammaOnePlus, STIRLING_FROM, stirlingRemainder } from './ln-gamma.ts';

const EPSILON = 2 ** -53;
const SMALLEST = 1e-300;

/**
 * Regularised lower incomplete gamma function, P(a, x) = 1/Gamma(a) times the integral of t^(a-1) exp(-t) from 0 to x.
 *
 * @param a shape, > 0
 * @param x upper end of the integral, >= 0
 * @returns a number in [0, 1]; NaN outside the domain
 * @see Abramowitz and Stegun 6.5.29 (series), 6.5.31 (continued fraction)
 */
export function regularisedGammaP(a: number, x: number): number {
  if (!(a > 0) || !(x >= 0)) return Number.NaN;
  if (x === 0) return 0;
  if (x === Number.POSITIVE_INFINITY) return 1;
  return x < a + 1 ? lowerSeries(a, x) : 1 - upperFraction(a, x);
}

/**
 * Regularised upper incomplete gamma function, Q(a, x) = 1 - P(a, x), with full relative precision in the tail.
 *
 * @param a shape, > 0
 * @param x lower end of the integral, >= 0
 * @returns a number in [0, 1]; NaN outside the domain
 * @see Abramowitz and Stegun 6.5.29 (series), 6.5.31 (continued fraction)
 */
export function regularisedGammaQ(a: number, x: number): number {
  if (!(a > 0) || !(x >= 0)) return Number.NaN;
  if (x === 0) return 1;
  if (x === Number.POSITIVE_INFINITY) return 0;
  if (x >= a + 1) return upperFraction(a, x);
  return a < 0.5 ? upperSmallShape(a, x) : 1 - lowerSeries(a, x);
}

/**
 * Logarithm of x^a exp(-x) / Gamma(a + 1), free of the cancellation between its terms at large a.
 *
 * For a >= 12 it is written -a phi(x/a) - ln(2 pi a)/2 - remainder of Stirling, with phi(r) = r - 1 - ln r.
 *
 * @param a shape, >= 0
 * @param x argument, > 0
 * @see C. Loader, Fast and accurate computation of binomial probabilities (2000), for the idea
 */
export function lnPoissonWeight(a: number, x: number): number {
  if (a < STIRLING_FROM) return a * Math.log(x) - x - lnGamma(a + 1);
  return -deviance(a, x) - 0.5 * Math.log(a) - HALF_LN_TWO_PI - stirlingRemainder(a);
}

/**
 * x - a - a ln(x/a): near x = a through ln(x/a) = 2 artanh(v), v = (x - a) / (x + a), whose leading term is taken out exactly.
 */
function deviance(a: number, x: number): number {
  const distance = x - a;
  if (Math.abs(distance) > 0.4 * a) return distance - a * Math.log(x / a);
  const v = distance / (x + a);
  const square = v * v;
  let sum = 0;
  for (let k = 25; k >= 3; k -= 2) sum = sum * square + 1 / k;
  return v * (distance - 2 * a * square * sum);
}

function lowerSeries(a: number, x: number): number {
  let term = 1;
  let sum = 1;
  for (let n = 1; term > sum * EPSILON; n++) {
    term *= x / (a + n);
    sum += term;
  }
  return Math.min(1, Math.exp(lnPoissonWeight(a, x)) * sum);
}

/** Modified Lentz evaluation of the continued fraction of Q(a, x), for x >= a + 1. */
function upperFraction(a: number, x: number): number {
  let b = x + 1 - a;
  let c = 1 / SMALLEST;
  let d = 1 / b;
  let fraction = d;
  for (let n = 1; n < 100_000; n++) {
    const numerator = n * (a - n);
    b += 2;
    d = 1 / nonZero(numerator * d + b);
    c = nonZero(b + numerator / c);
    const ratio = c * d;
    fraction *= ratio;
    if (Math.abs(ratio - 1) < 2 * EPSILON) break;
  }
  return Math.exp(lnPoissonWeight(a, x)) * a * fraction;
}

/** Q(a, x) for a < 1/2 and x < a + 1, where 1 - P would cancel: Q = -expm1(g) - exp(g) a sum of (-x)^n / (n! (a + n)). */
function upperSmallShape(a: number, x: number): number {
  const exponent = a * Math.log(x) - lnGammaOnePlus(a);
  let power = 1;
  let sum = 0;
  for (let n = 1; n < 60; n++) {
    power *= -x / n;
    const term = power / (a + n);
    sum += term;
    if (Math.abs(term) < EPSILON * Math.abs(sum)) break;
  }
  return -Math.expm1(exponent) - Math.exp(exponent) * a * sum;
}

function nonZero(value: number): number {
  return Math.abs(value) < SMALLEST ? SMALLEST : value;
}
