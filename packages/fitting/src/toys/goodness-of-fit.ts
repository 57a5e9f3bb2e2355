import type { CompiledModel } from '../compile.ts';
import type { ConvergedFit } from '../fit.ts';
import { createToyFits } from './toy-fits.ts';
import { type ToyProbability, type ToyRequest, toyQuantile, toyTail } from './toy-rises.ts';

/** How well a fit describes its data, by toys. */
export interface ToyGoodnessOfFit {
  /** Minimum of the statistic in the data, and its median in toys. */
  readonly statistic: number;
  readonly median: number;
  /** Share of toys that are described as badly or worse. */
  readonly pValue: ToyProbability;
  readonly failed: number;
  /** Minima in toys, ascending. */
  readonly values: Float64Array;
}

/**
 * Goodness of fit by the saturated likelihood ratio: the minimum of the statistic in the data among those of toys of the best fit, whose
 * constraints are drawn too. Right also where bins expect few counts.
 *
 * @param best a fit of the same model
 * @throws FittingError if a channel is no histogram of counts
 */
export function goodnessOfFitByToys(
  model: CompiledModel,
  best: ConvergedFit,
  { toys, random }: ToyRequest,
): ToyGoodnessOfFit {
  const free = Uint8Array.from(best.parameters, ({ fixed }) => (fixed ? 0 : 1));
  const fits = createToyFits(model, free, -1);
  fits.setTruth(
    Float64Array.from(best.parameters, ({ value }) => value),
    Number.NaN,
  );
  const all = new Float64Array(toys);
  let count = 0;
  for (let toy = 0; toy < toys; toy++) {
    random.start(toy);
    if (fits.next(random)) all[count++] = fits.minimum();
  }
  const values = all.slice(0, count).sort();
  const tie = 1e-7 * (1 + Math.abs(best.statistic));
  return {
    statistic: best.statistic,
    median: toyQuantile(values, 0.5).value,
    pValue: toyTail(values, best.statistic - tie),
    failed: toys - count,
    values,
  };
}
