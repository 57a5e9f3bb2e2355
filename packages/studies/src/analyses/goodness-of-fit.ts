import { goodnessAmongToys } from '@cevns/fitting/toys/goodness-of-fit';
import type { StageContext, StageOutputs } from '@cevns/runner/stage';
import { type AnalysisParameters, fitStatus, modelOf } from './analysis.ts';
import { toysOf } from './toy-block.ts';
import { goodnessPlan } from './toy-plan.ts';
import type { ToySettings } from './toy-settings.ts';
import { truthFit } from './toy-truth.ts';

/**
 * Goodness of fit by toys: how many toys of the best fit are described as badly as the data.
 *
 * @throws Error when the fit to the data does not converge
 */
export function run(context: StageContext): StageOutputs {
  const settings = context.parameters as unknown as AnalysisParameters & ToySettings;
  const { model } = modelOf(context);
  const plan = goodnessPlan(settings);
  const best = truthFit(model, plan);
  const truth = Float64Array.from(best.parameters, ({ value }) => value);
  const found = goodnessAmongToys(best.statistic, toysOf(context, model, plan, truth).minima);
  const result = {
    kind: 'goodness-of-fit',
    statistic: found.statistic,
    bins: best.bins,
    median: found.median,
    'p-value': found.pValue.value,
    'p-value-error': found.pValue.error,
    method: 'saturated likelihood ratio, pulls included, by toys of the best fit with constraints drawn',
    toys: { number: settings.toys, failed: found.failed, seed: settings.seed },
    status: fitStatus(best.verdict),
  };
  return { result: { json: result as never } };
}
