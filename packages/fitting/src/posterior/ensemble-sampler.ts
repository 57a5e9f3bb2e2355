import type { RandomStream } from '@cevns/numerics/random/random-stream';

/** Points drawn from a density. */
export interface EnsembleChain {
  readonly dimensions: number;
  readonly walkers: number;
  readonly steps: number;
  /** Row-major [steps][walkers][dimensions]. */
  readonly points: Float64Array;
  /** Share of the proposals that were accepted. */
  readonly acceptance: number;
}

/** Largest stretch of a move. */
const STRETCH = 2;

/**
 * Draws from a density by an ensemble of walkers that stretch towards one another; nothing has to be tuned, and linear transformations of
 * the parameters change nothing.
 *
 * @param lnDensity logarithm of the density but for a constant; -Infinity or NaN outside of its support
 * @param start [walkers][dimensions], an even number of walkers, more than twice the dimensions, not all in one plane
 * @param burnIn steps that are not kept
 * @see J. Goodman and J. Weare, Comm. App. Math. Comp. Sci. 5 (2010) 65; D. Foreman-Mackey et al., PASP 125 (2013) 306, algorithm 3
 */
export function sampleEnsemble(
  lnDensity: (point: Float64Array) => number,
  start: Float64Array,
  dimensions: number,
  burnIn: number,
  steps: number,
  random: RandomStream,
): EnsembleChain {
  const walkers = start.length / dimensions;
  const half = walkers / 2;
  const current = Float64Array.from(start);
  const trial = new Float64Array(dimensions);
  const density = new Float64Array(walkers);
  for (let w = 0; w < walkers; w++) {
    density[w] = finite(lnDensity(current.subarray(w * dimensions, (w + 1) * dimensions)));
  }
  const points = new Float64Array(steps * walkers * dimensions);
  let accepted = 0;
  for (let step = -burnIn; step < steps; step++) {
    for (let w = 0; w < walkers; w++) {
      const others = w < half ? half : 0;
      const other = others + Math.floor(half * random.uniform());
      // Density 1 / sqrt(z) between 1 / a and a.
      const z = (1 + (STRETCH - 1) * random.uniform()) ** 2 / STRETCH;
      for (let k = 0; k < dimensions; k++) {
        const anchor = current[other * dimensions + k]!;
        trial[k] = anchor + z * (current[w * dimensions + k]! - anchor);
      }
      const proposed = finite(lnDensity(trial));
      const isAccepted = Math.log(1 - random.uniform()) < (dimensions - 1) * Math.log(z) + proposed - density[w]!;
      if (!isAccepted) continue;
      current.set(trial, w * dimensions);
      density[w] = proposed;
      if (step >= 0) accepted += 1;
    }
    if (step >= 0) points.set(current, step * walkers * dimensions);
  }
  return { dimensions, walkers, steps, points, acceptance: accepted / (steps * walkers) };
}

function finite(value: number): number {
  return Number.isNaN(value) ? Number.NEGATIVE_INFINITY : value;
}
