import { feldmanCousins } from '@cevns/fitting/limits/feldman-cousins';
import { createRandomStream } from '@cevns/numerics/random/random-stream';
import type { LimitConvention } from './limit-convention.ts';

/** Settings of a study, all optional. */
export interface FeldmanCousins {
  readonly toys?: number;
  readonly seed?: number;
}

const DEFAULT_TOYS = 1000;
const DEFAULT_SEED = 1;

/**
 * Neyman construction with the likelihood ratio as order, by toys whose other parameters are fitted to the data at each value.
 *
 * @see G. J. Feldman and R. D. Cousins, Phys. Rev. D 57 (1998) 3873
 */
export const convention: LimitConvention<FeldmanCousins> = {
  limit(model, task, confidence, { toys = DEFAULT_TOYS, seed = DEFAULT_SEED }) {
    const random = createRandomStream(seed, `feldman-cousins ${task.parameter}`);
    const found = feldmanCousins(model, task, confidence, { toys, random });
    if (found.status === 'failed') return found;
    const { best, lower, upper, failed } = found;
    return {
      status: 'converged',
      upper: upper.value,
      lower: lower.value,
      best,
      evaluations: best.verdict.evaluations,
      toys: { seed, number: found.toys, failed, 'upper-error': upper.error, 'lower-error': lower.error },
    };
  },
  statement: (_, { toys = DEFAULT_TOYS, seed = DEFAULT_SEED }) =>
    `Feldman-Cousins, other parameters profiled, ${toys} toys at each value, seed ${seed}`,
};
