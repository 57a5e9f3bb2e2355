import { FourierTransform } from '@cevns/numerics/fourier/fourier-transform';
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

function autocorrelationTime(chain: EnsembleChain, dimension: number): number {
  const { steps } = chain;
  const sums = laggedProducts(chain, dimension);
  const variance = sums[0]! / steps;
  if (!(variance > 0)) return Number.POSITIVE_INFINITY;
  let time = 1;
  for (let lag = 1; lag < steps / 2; lag++) {
    time += (2 * sums[lag]!) / (steps - lag) / variance;
    if (lag >= WINDOW * time) break;
  }
  return Math.max(1, time);
}

/**
 * Sum of x(step) x(step + lag) over steps and walkers at each lag, x being the distance from the mean: the transform of the power of the chain,
 * with as many zeros behind it as there are steps. Two walkers are transformed at once, as real and imaginary parts. O(walkers steps ln steps).
 */
function laggedProducts({ points, walkers, dimensions, steps }: EnsembleChain, dimension: number): Float64Array {
  let mean = 0;
  for (let i = 0; i < steps * walkers; i++) mean += points[i * dimensions + dimension]! / (steps * walkers);
  const fourier = new FourierTransform(2 ** Math.ceil(Math.log2(2 * steps)));
  const [real, imaginary] = [new Float64Array(fourier.length), new Float64Array(fourier.length)];
  const power = new Float64Array(fourier.length);
  for (let w = 0; w < walkers; w += 2) {
    real.fill(0);
    imaginary.fill(0);
    for (let step = 0; step < steps; step++) {
      const at = (step * walkers + w) * dimensions + dimension;
      real[step] = points[at]! - mean;
      if (w + 1 < walkers) imaginary[step] = points[at + dimensions]! - mean;
    }
    fourier.transform(real, imaginary);
    for (let k = 0; k < power.length; k++) power[k]! += real[k]! ** 2 + imaginary[k]! ** 2;
  }
  // Of a real sequence the way back is the way there, but for the sign of what is imaginary, and the length.
  imaginary.fill(0);
  fourier.transform(power, imaginary);
  return power.subarray(0, steps).map((sum) => sum / fourier.length);
}
