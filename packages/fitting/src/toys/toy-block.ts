import type { RandomStream } from '@cevns/numerics/random/random-stream';
import type { CompiledModel } from '../compile.ts';
import { ToyFits } from './toy-fits.ts';

/** What toys are made of: the truth, which parameters their fits free, and the one that is tested. */
export interface ToyExperiment {
  /** 1 for each parameter that is free in the fits of toys. */
  readonly free: Uint8Array;
  /** True values of all parameters, in the order of the model. */
  readonly truth: Float64Array;
  /** Index of the parameter that is held at its true value in a second fit; -1 for none. */
  readonly tested: number;
}

/** Fits of consecutive toys, in their order; NaN where a fit did not converge. */
export interface ToyBlock {
  /** Minimum of the statistic with all parameters free. */
  readonly minima: Float64Array;
  /** Rise to the fit with the tested parameter held at its true value. */
  readonly rises: Float64Array;
  /** Fitted value of the tested parameter. */
  readonly estimates: Float64Array;
}

/**
 * Draws and fits the toys `first`, `first + 1`, ... of a stream. The random numbers of a toy are a function of the stream and its number
 * alone, so that blocks can be made apart and put together.
 *
 * @throws FittingError for a model whose data cannot be drawn
 */
export function fitToys(
  model: CompiledModel,
  { free, truth, tested }: ToyExperiment,
  random: RandomStream,
  { first, count }: { readonly first: number; readonly count: number },
): ToyBlock {
  const fits = new ToyFits(model, free, tested);
  fits.setTruth(truth, tested < 0 ? Number.NaN : truth[tested]!);
  const [minima, rises, estimates] = [0, 1, 2].map(() => new Float64Array(count).fill(Number.NaN)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  for (let k = 0; k < count; k++) {
    random.start(first + k);
    if (!fits.next(random)) continue;
    minima[k] = fits.minimum();
    if (tested < 0) continue;
    rises[k] = Math.max(0, fits.heldMinimum() - fits.minimum());
    estimates[k] = fits.best[tested]!;
  }
  return { minima, rises, estimates };
}

/** Blocks one after another as one. */
export function joinedToys(blocks: readonly ToyBlock[]): ToyBlock {
  const joined = (key: keyof ToyBlock) => Float64Array.from(blocks.flatMap((block) => [...block[key]]));
  return { minima: joined('minima'), rises: joined('rises'), estimates: joined('estimates') };
}

/** The values of the toys whose fits converged, ascending. */
export function convergedToys(values: Float64Array): Float64Array {
  return values.filter((value) => !Number.isNaN(value)).sort();
}
