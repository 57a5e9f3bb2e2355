import type { CompiledModel } from '../compile.ts';
import type { ConvergedFit } from '../fit.ts';
import { convergedToys, fitToys } from './toy-block.ts';
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
 * @throws FittingError for a model whose data cannot be drawn
 */
export function goodnessOfFitByToys(
  model: CompiledModel,
  best: ConvergedFit,
  { toys, random }: ToyRequest,
): ToyGoodnessOfFit {
  const free = Uint8Array.from(best.parameters, ({ fixed }) => (fixed ? 0 : 1));
  const truth = Float64Array.from(best.parameters, ({ value }) => value);
  const { minima } = fitToys(model, { free, truth, tested: -1 }, random, { first: 0, count: toys });
  return goodnessAmongToys(best.statistic, minima);
}

/**
 * The same with toys that are there already.
 *
 * @param minima of the statistic in toys of the best fit, NaN where a fit failed
 */
export function goodnessAmongToys(statistic: number, minima: Float64Array): ToyGoodnessOfFit {
  const values = convergedToys(minima);
  const tie = 1e-7 * (1 + Math.abs(statistic));
  return {
    statistic,
    median: toyQuantile(values, 0.5).value,
    pValue: toyTail(values, statistic - tie),
    failed: minima.length - values.length,
    values,
  };
}
