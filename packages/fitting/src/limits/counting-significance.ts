import { lnGamma } from '@cevns/numerics/special-functions/ln-gamma';
import { normalTailQuantile } from '@cevns/numerics/special-functions/normal-distribution';
import { poissonDeviance } from '../poisson.ts';

/**
 * Significance of an excess of n counts on source over m off it, where the background on source is m / tau: sqrt of the rise of the
 * statistic from the best fit to no signal; negative for a deficit.
 *
 * @see T.-P. Li and Y.-Q. Ma, Astrophys. J. 272 (1983) 317, equation 17, where alpha = 1 / tau
 */
export function liMaSignificance(n: number, m: number, tau: number): number {
  const background = (n + m) / (1 + tau);
  const rise = poissonDeviance(n, background) + poissonDeviance(m, tau * background);
  return Math.sign(n - m / tau) * Math.sqrt(rise);
}

/** A p-value with its one-sided significance. */
export interface BinomialTest {
  readonly pValue: number;
  readonly z: number;
}

/**
 * Exact test of no signal: of n + m counts at least n on source, each with the probability 1 / (1 + tau).
 *
 * @param n integer >= 0, as m
 * @see R. D. Cousins, J. T. Linnemann and J. Tucker, Nucl. Instrum. Meth. A 595 (2008) 480, section 4 (Z_Bi)
 */
export function binomialSignificance(n: number, m: number, tau: number): BinomialTest {
  const total = n + m;
  const lnOn = -Math.log1p(tau);
  const lnOff = Math.log(tau) + lnOn;
  let pValue = 0;
  for (let k = total; k >= n; k--) {
    const lnWays = lnGamma(total + 1) - lnGamma(k + 1) - lnGamma(total - k + 1);
    pValue += Math.exp(lnWays + k * lnOn + (total - k) * lnOff);
  }
  pValue = Math.min(1, pValue);
  return { pValue, z: normalTailQuantile(pValue) };
}

/**
 * Median significance with which a signal s over a background b is expected to be discovered in one count, by its Asimov value.
 *
 * @param sigma absolute uncertainty of the background from an auxiliary count of Poisson statistics; 0: it is known
 * @see G. Cowan et al., Eur. Phys. J. C 71 (2011) 1554, equation 97; G. Cowan, Statistics for searches at the LHC (2012), section 6
 */
export function asimovSignificance(s: number, b: number, sigma = 0): number {
  if (sigma === 0) return Math.sqrt(2 * ((s + b) * Math.log1p(s / b) - s));
  // The auxiliary count has the mean tau b with tau = b / sigma^2: sigma is its share of the error.
  const tau = b / sigma ** 2;
  return liMaSignificance(s + b, tau * b, tau);
}
