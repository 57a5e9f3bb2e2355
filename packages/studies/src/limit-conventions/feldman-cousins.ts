import type { CompiledModel } from '@cevns/fitting/compile';
import type { FailedFit } from '@cevns/fitting/fit';
import { type FeldmanCousinsEnd, feldmanCousinsEnd } from '@cevns/fitting/limits/feldman-cousins';
import { parameterIndex } from '@cevns/fitting/start-point';
import { type LimitTask, lowestFit, withBorder } from '@cevns/fitting/upper-limit';
import { createRandomStream } from '@cevns/numerics/random/random-stream';
import type { ConventionLimit, LimitConvention } from './limit-convention.ts';
import { DEFAULT_SEED, DEFAULT_TOYS } from './limit-pieces.ts';

/** Settings of a study, all optional. */
export interface FeldmanCousins {
  readonly toys?: number;
  readonly seed?: number;
}

/** One end, and the toys made for it. */
interface Side extends Pick<FeldmanCousinsEnd, 'value' | 'error'> {
  readonly toys: number;
  readonly failed: number;
}

/**
 * Neyman construction with the likelihood ratio as order, by toys whose other parameters are fitted to the data at each value.
 *
 * @see G. J. Feldman and R. D. Cousins, Phys. Rev. D 57 (1998) 3873
 */
export const convention: LimitConvention<FeldmanCousins> = {
  limit(model, task, confidence, settings) {
    const lower = sideOf(model, task, confidence, settings, 'minus');
    if ('status' in lower) return lower;
    const upper = sideOf(model, task, confidence, settings, 'plus');
    return 'status' in upper ? upper : joined(model, task, settings, lower, upper);
  },
  piece(model, task, confidence, settings, name) {
    const found = sideOf(model, task, confidence, settings, name === 'lower' ? 'minus' : 'plus');
    return 'status' in found ? found : { found };
  },
  join: (model, task, _, settings, { lower, upper }) => joined(model, task, settings, lower as Side, upper as Side),
  sign: () => 'Feldman–Cousins',
  statement: (_, { toys = DEFAULT_TOYS, seed = DEFAULT_SEED }) =>
    `Feldman-Cousins, other parameters profiled, ${toys} toys at each value, seed ${seed}`,
};

function sideOf(
  model: CompiledModel,
  task: LimitTask,
  confidence: number,
  { toys = DEFAULT_TOYS, seed = DEFAULT_SEED }: FeldmanCousins,
  side: 'minus' | 'plus',
): Side | FailedFit {
  const random = createRandomStream(seed, `feldman-cousins ${task.parameter}`);
  const found = feldmanCousinsEnd(model, task, confidence, { toys, random }, side);
  if (found.status === 'failed') return found;
  const { end, failed } = found;
  return { value: end.value, error: end.error, toys: found.toys, failed };
}

function joined(
  unrestricted: CompiledModel,
  task: LimitTask,
  { seed = DEFAULT_SEED }: FeldmanCousins,
  lower: Side,
  upper: Side,
): ConventionLimit | FailedFit {
  const p = parameterIndex(unrestricted, task.parameter, 'parameter');
  const best = lowestFit(withBorder(unrestricted, p, task.border), p, task);
  if (best.status === 'failed') return best;
  return {
    status: 'converged',
    upper: upper.value,
    lower: lower.value,
    best,
    evaluations: best.verdict.evaluations,
    toys: {
      seed,
      number: lower.toys + upper.toys,
      failed: lower.failed + upper.failed,
      'upper-error': upper.error,
      'lower-error': lower.error,
    },
  };
}
