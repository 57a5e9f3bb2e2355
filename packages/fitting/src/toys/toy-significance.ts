import type { CompiledModel } from '../compile.ts';
import type { ConvergedFit } from '../fit.ts';
import { parameterIndex } from '../start-point.ts';
import { createToyFits } from './toy-fits.ts';
import { type ToyProbability, type ToyRequest, toyRises, toyTail } from './toy-rises.ts';

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
 * @throws FittingError for an unknown parameter, or a channel that is no histogram of counts
 */
export function significanceByToys(
  model: CompiledModel,
  nullFit: ConvergedFit,
  parameter: string,
  statistic: number,
  request: ToyRequest,
): ToySignificance {
  const p = parameterIndex(model, parameter, 'parameter');
  const free = Uint8Array.from(nullFit.parameters, ({ fixed }, q) => (fixed && q !== p ? 0 : 1));
  const fits = createToyFits(model, free, p);
  const theta = Float64Array.from(nullFit.parameters, ({ value }) => value);
  fits.setTruth(theta, theta[p]!);
  const { values, failed } = toyRises(fits, p, theta[p]!, request);
  return { pValue: toyTail(values, statistic - 1e-7 * (1 + statistic)), failed };
}
