import type { EnsembleChain } from './ensemble-sampler.ts';

/** The lag at which a sum of autocorrelations ends, in integrated autocorrelation times. */
const WINDOW = 5;

/**
 * Potential scale reduction of one dimension: each chain is split in halves, R = sqrt(1 + variance of the means / mean variance). Near 1,
 * below 1.01, where all chains have the same distribution from beginning to end.
 *
 * @param chains independent chains
 * @see A. Gelman and D. B. Rubin, Statist. Sci. 7 (1992) 457; A. Vehtari et al., Bayesian Analysis 16 (2021) 667
 */
export function scaleReduction(chains: readonly EnsembleChain[], dimension: number): number {
  const parts = chains.flatMap((chain) => {
    const half = Math.floor(chain.steps / 2);
    return [moments(chain, dimension, 0, half), moments(chain, dimension, chain.steps - half, chain.steps)];
  });
  const centre = parts.reduce((sum, { mean }) => sum + mean, 0) / parts.length;
  const between = parts.reduce((sum, { mean }) => sum + (mean - centre) ** 2, 0) / (parts.length - 1);
  const within = parts.reduce((sum, { variance }) => sum + variance, 0) / parts.length;
  return Math.sqrt(1 + between / within);
}

function moments({ points, walkers, dimensions }: EnsembleChain, dimension: number, from: number, to: number) {
  const count = (to - from) * walkers;
  let mean = 0;
  for (let i = from * walkers; i < to * walkers; i++) mean += points[i * dimensions + dimension]! / count;
  let variance = 0;
  for (let i = from * walkers; i < to * walkers; i++) {
    variance += (points[i * dimensions + dimension]! - mean) ** 2 / (count - 1);
  }
  return { mean, variance };
}

/**
 * Number of independent points that one dimension of the chains is worth: all points over the integrated autocorrelation time, which is
 * averaged over the walkers and summed up to five times itself.
 *
 * @see A. Sokal, Monte Carlo methods in statistical mechanics (1996), section 3
 */
export function effectiveSize(chains: readonly EnsembleChain[], dimension: number): number {
  return chains.reduce((sum, chain) => sum + (chain.steps * chain.walkers) / autocorrelationTime(chain, dimension), 0);
}

function autocorrelationTime({ points, walkers, dimensions, steps }: EnsembleChain, dimension: number): number {
  const at = (step: number, walker: number) => points[(step * walkers + walker) * dimensions + dimension]!;
  let mean = 0;
  for (let i = 0; i < steps * walkers; i++) mean += points[i * dimensions + dimension]! / (steps * walkers);
  const covariance = (lag: number) => {
    let sum = 0;
    for (let w = 0; w < walkers; w++) {
      for (let step = 0; step + lag < steps; step++) sum += (at(step, w) - mean) * (at(step + lag, w) - mean);
    }
    return sum / (walkers * (steps - lag));
  };
  const variance = covariance(0);
  if (!(variance > 0)) return Number.POSITIVE_INFINITY;
  let time = 1;
  for (let lag = 1; lag < steps / 2; lag++) {
    time += (2 * covariance(lag)) / variance;
    if (lag >= WINDOW * time) break;
  }
  return Math.max(1, time);
}
