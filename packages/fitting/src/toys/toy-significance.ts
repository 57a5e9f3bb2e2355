import type { CompiledModel } from '../compile.ts';
import type { ConvergedFit } from '../fit.ts';
import { parameterIndex } from '../start-point.ts';
import { convergedToys, fitToys } from './toy-block.ts';
import { type ToyProbability, type ToyRequest, toyTail } from './toy-rises.ts';

/** How often toys of the tested value reject it as strongly as the data. */
export interface ToySignificance {
  readonly pValue: ToyProbability;
  readonly failed: number;
}

/**
 * p-value of one tested value by toys: they are made with the other parameters as fitted with that value held, and each is fitted free and
 * held. No asymptotic formula is used.
 *
 * @param nullFit the fit to the data with the parameter held at its tested value
 * @param statistic rise of the statistic in the data
 * @throws FittingError for an unknown parameter, or a model whose data cannot be drawn
 */
export function significanceByToys(
  model: CompiledModel,
  nullFit: ConvergedFit,
  parameter: string,
  statistic: number,
  { toys, random }: ToyRequest,
): ToySignificance {
  const tested = parameterIndex(model, parameter, 'parameter');
  const free = Uint8Array.from(nullFit.parameters, ({ fixed }, q) => (fixed && q !== tested ? 0 : 1));
  const truth = Float64Array.from(nullFit.parameters, ({ value }) => value);
  const { rises } = fitToys(model, { free, truth, tested }, random, { first: 0, count: toys });
  return significanceAmongToys(statistic, rises);
}

/**
 * The same with toys that are there already.
 *
 * @param rises of the statistic in toys of the tested value, NaN where a fit failed
 */
export function significanceAmongToys(statistic: number, rises: Float64Array): ToySignificance {
  const values = convergedToys(rises);
  return { pValue: toyTail(values, statistic - 1e-7 * (1 + statistic)), failed: rises.length - values.length };
}
