import type { CompiledModel } from '@cevns/fitting/compile';
import { type ConvergedFit, fit, fittedValues } from '@cevns/fitting/fit';
import type { StageContext, StageOutputs } from '@cevns/runner/stage';
import { expectConverged, modelOf } from './analysis.ts';
import type { ToyPlan } from './toy-plan.ts';

/**
 * The best fit with some parameters at their true values, found from the best fit with them free.
 *
 * @throws Error when one of the fits does not converge
 */
export function truthFit(model: CompiledModel, { fixed, truth }: Pick<ToyPlan, 'fixed' | 'truth'>): ConvergedFit {
  const best = expectConverged(fit(model, { fixed }), 'the fit');
  if (Object.keys(truth).length === 0) return best;
  const held = { ...fixed, ...truth };
  const start = { ...fittedValues(best), ...held };
  return expectConverged(fit(model, { fixed: held, start }), 'the fit at the true values');
}

/** The true values of toys, for the stages that make them: all parameters in the order of the model. */
export function run(context: StageContext): StageOutputs {
  const { model } = modelOf(context);
  const { parameters } = truthFit(model, context.parameters as unknown as ToyPlan);
  return { part: { json: parameters.map(({ value }) => value) } };
}
