import type { RandomStream } from '@cevns/numerics/random/random-stream';
import type { ToyFits } from './toy-fits.ts';

/** How many toys, and which. */
export interface ToyRequest {
  readonly toys: number;
  readonly random: RandomStream;
}

/** Values of a statistic in toys. */
export interface ToyValues {
  /** Of the toys whose fits converged, ascending. */
  readonly values: Float64Array;
  readonly failed: number;
}

/**
 * Rise of the statistic from the free to the held fit in the toys 0, 1, ..., under the truth that was set.
 *
 * @param greater whether the rise counts as 0 where the best fit lies above the held value, as in one-sided limits
 */
export function toyRises(
  fits: ToyFits,
  tested: number,
  held: number,
  { toys, random }: ToyRequest,
  greater = false,
): ToyValues {
  const values = new Float64Array(toys);
  let count = 0;
  for (let toy = 0; toy < toys; toy++) {
    random.start(toy);
    if (!fits.next(random)) continue;
    const isAbove = greater && fits.best[tested]! > held;
    values[count++] = isAbove ? 0 : Math.max(0, fits.heldMinimum() - fits.minimum());
  }
  return { values: values.slice(0, count).sort(), failed: toys - count };
}

/** A quantile of toys with what their finite number leaves uncertain. */
export interface ToyQuantile {
  readonly value: number;
  /** Half the distance of the values between which the quantile lies at one standard deviation. */
  readonly error: number;
}

/**
 * A quantile of ascending values, with an error from the binomial distribution of its rank.
 *
 * @param probability within (0, 1)
 */
export function toyQuantile(values: Float64Array, probability: number): ToyQuantile {
  const n = values.length;
  if (n === 0) return { value: Number.NaN, error: Number.NaN };
  const at = (rank: number) => values[Math.max(0, Math.min(n - 1, Math.ceil(rank) - 1))]!;
  const spread = Math.sqrt(n * probability * (1 - probability));
  const rank = n * probability;
  return { value: at(rank), error: 0.5 * (at(rank + spread) - at(rank - spread)) };
}

/** A probability counted in toys, with its binomial error; of none or all it is that of one toy. */
export interface ToyProbability {
  readonly value: number;
  readonly error: number;
}

/** Share of ascending values that are at least `threshold`. */
export function toyTail(values: Float64Array, threshold: number): ToyProbability {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (values[middle]! < threshold) low = middle + 1;
    else high = middle;
  }
  const n = values.length;
  const value = (n - low) / n;
  return { value, error: Math.sqrt(Math.max(value * (1 - value), (1 / n) * (1 - 1 / n)) / n) };
}
