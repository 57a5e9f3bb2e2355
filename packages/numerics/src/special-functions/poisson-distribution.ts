import { lnPoissonWeight } from './incomplete-gamma.ts';

/**
 * Logarithm of the Poisson probability, n ln(mu) - mu - ln Gamma(n + 1), without cancellation at large n.
 *
 * @param n count, >= 0; may be fractional, as in an Asimov data set
 * @param mean expectation mu, >= 0; at mu = 0 the result is 0 for n = 0 and -Infinity otherwise
 */
export function poissonLogPmf(n: number, mean: number): number {
  if (!(n >= 0) || !(mean >= 0)) return Number.NaN;
  if (n === 0) return -mean;
  if (mean === 0) return Number.NEGATIVE_INFINITY;
  return lnPoissonWeight(n, mean);
}
