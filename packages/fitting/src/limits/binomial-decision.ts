import { lnGamma } from '@cevns/numerics/special-functions/ln-gamma';

/** Probability of so extreme a count below which toys have decided. */
const DECIDED = 1e-4;
const NEGLIGIBLE = 1e-12;

/**
 * Whether so many successes in so many trials leave no doubt on which side of a probability theirs lies: as few, or as many, would have a
 * chance of less than 1e-4 if it were this one.
 *
 * @param probability within (0, 1)
 */
export function isDecided(successes: number, trials: number, probability: number): boolean {
  if (trials === 0) return false;
  return binomialTail(successes, trials, probability) < DECIDED;
}

/** Probability of a count at least as far from the mean, on the side where it lies; by the sum of its terms. */
function binomialTail(k: number, n: number, p: number): number {
  const direction = k < n * p ? -1 : 1;
  const odds = p / (1 - p);
  let term = Math.exp(
    lnGamma(n + 1) - lnGamma(k + 1) - lnGamma(n - k + 1) + k * Math.log(p) + (n - k) * Math.log(1 - p),
  );
  let sum = 0;
  for (let j = k; j >= 0 && j <= n && term > NEGLIGIBLE * (sum + term); j += direction) {
    sum += term;
    term *= direction < 0 ? j / ((n - j + 1) * odds) : ((n - j) * odds) / (j + 1);
  }
  return sum;
}
