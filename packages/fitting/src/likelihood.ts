import type { ChannelDescription } from './model.ts';
import { CompiledNormal } from './normal.ts';
import { poissonStatistic, poissonStatisticWithDerivatives } from './poisson.ts';
import { unbinnedStatistic, unbinnedStatisticWithDerivatives } from './unbinned.ts';

/** How a channel compares its observation with its expectation. */
export interface CompiledLikelihood {
  readonly kind: 'poisson' | 'normal' | 'unbinned';
  /** Whether observations below 0 are possible. */
  readonly allowsNegative: boolean;
  /** Of measured values with a covariance: its Cholesky factor, row-major, lower triangle. */
  readonly factor?: Float64Array;
  /** Contribution to the statistic; Infinity where it is not defined. */
  statistic(observed: Float64Array, expected: Float64Array): number;
  /** The same; fills its first derivatives by the expectations, and the diagonal of its second derivatives. */
  derivatives(observed: Float64Array, expected: Float64Array, residual: Float64Array, weight: Float64Array): number;
  /**
   * Where the second derivatives W are not diagonal: selected rows of the Jacobian J, transformed such that the diagonal `weight`
   * between them gives J W J^T.
   */
  whiten?(jacobian: readonly Float64Array[], rows: Int32Array, count: number): readonly Float64Array[];
}

const poisson: CompiledLikelihood = {
  kind: 'poisson',
  allowsNegative: false,
  statistic: poissonStatistic,
  derivatives: poissonStatisticWithDerivatives,
};

const unbinned: CompiledLikelihood = {
  kind: 'unbinned',
  allowsNegative: false,
  statistic: unbinnedStatistic,
  derivatives: unbinnedStatisticWithDerivatives,
};

/**
 * Prepares the likelihood of a checked channel.
 *
 * @param rows number of parameters of the channel
 */
export function compileLikelihood({ likelihood, observed }: ChannelDescription, rows: number): CompiledLikelihood {
  if (likelihood === undefined || likelihood.kind === 'poisson') return poisson;
  return likelihood.kind === 'unbinned' ? unbinned : new CompiledNormal(likelihood.covariance, observed.length, rows);
}
