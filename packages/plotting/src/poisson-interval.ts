import { chiSquaredQuantile } from '@cevns/numerics/special-functions/chi-squared-distribution';
import { normalTail } from '@cevns/numerics/special-functions/normal-distribution';

/** How the error bar of a counted number is made. */
export type PoissonErrors = 'garwood' | 'sqrt';

export interface Interval {
  readonly lower: number;
  readonly upper: number;
}

/**
 * The interval drawn for an observed count n.
 *
 * `garwood`: the central 68.27 % interval for a Poisson mean, chi2_{a/2}(2n)/2 to chi2_{1-a/2}(2n+2)/2 (F. Garwood, Biometrika 28 (1936) 437;
 * PDG Statistics, eq. "Poisson upper and lower limits"); `sqrt`: n -+ sqrt(n). The count need not be whole (Asimov data).
 */
export function poissonInterval(count: number, errors: PoissonErrors): Interval {
  if (errors === 'sqrt') return { lower: count - Math.sqrt(count), upper: count + Math.sqrt(count) };
  const tail = normalTail(1);
  return {
    lower: count === 0 ? 0 : chiSquaredQuantile(tail, 2 * count) / 2,
    upper: chiSquaredQuantile(1 - tail, 2 * count + 2) / 2,
  };
}
