import { poissonLogPmf } from '../special-functions/poisson-distribution.ts';

/** Below this mean the distribution is inverted term by term, above it rejection is faster. */
const LARGE_MEAN = 10;
const MAX_TERMS = 1000;

/**
 * A random number of the Poisson distribution, exact for every mean: inversion by summing up for small means, transformed rejection with
 * squeeze (PTRS) for large ones.
 *
 * @param mean >= 0, finite
 * @param uniform source of independent uniform numbers in [0, 1)
 * @throws RangeError if the mean is negative or not finite
 * @see W. Hormann, Insurance: Mathematics and Economics 12 (1993) 39, algorithm PTRS
 */
export function poissonDeviate(mean: number, uniform: () => number): number {
  if (mean < LARGE_MEAN) {
    if (!(mean >= 0)) throw new RangeError(`Expected a mean of 0 or more, got ${mean}`);
    return bySummation(mean, uniform());
  }
  if (!Number.isFinite(mean)) throw new RangeError(`Expected a finite mean, got ${mean}`);
  return byRejection(mean, uniform);
}

function bySummation(mean: number, u: number): number {
  let probability = Math.exp(-mean);
  let rest = u - probability;
  let n = 0;
  while (rest >= 0 && n < MAX_TERMS) {
    n += 1;
    probability *= mean / n;
    rest -= probability;
  }
  return n;
}

function byRejection(mean: number, uniform: () => number): number {
  const b = 0.931 + 2.53 * Math.sqrt(mean);
  const a = -0.059 + 0.02483 * b;
  const inverseAlpha = 1.1239 + 1.1328 / (b - 3.4);
  const squeeze = 0.9277 - 3.6224 / (b - 2);
  for (;;) {
    const u = uniform() - 0.5;
    const v = uniform();
    const edge = 0.5 - Math.abs(u);
    const n = Math.floor(((2 * a) / edge + b) * u + mean + 0.43);
    if (edge >= 0.07 && v <= squeeze) return n;
    if (n < 0 || (edge < 0.013 && v > edge)) continue;
    if (Math.log((v * inverseAlpha) / (a / (edge * edge) + b)) <= poissonLogPmf(n, mean)) return n;
  }
}
