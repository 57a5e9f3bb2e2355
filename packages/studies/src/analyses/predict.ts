import { createObjective, pullTerms } from '@cevns/fitting/objective';
import { predict } from '@cevns/fitting/prediction';
import { startPoint } from '@cevns/fitting/start-point';
import type { StageContext, StageOutputs } from '@cevns/runner/stage';
import { type AnalysisParameters, crossSectionAt, initialValues, modelOf } from './analysis.ts';
import { binnedExpectations, eventsByComponent, sum } from './binned-expectation.ts';

export interface PredictParameters extends AnalysisParameters {
  /** Parameters at other values than their initial ones. */
  readonly at: Readonly<Record<string, number>>;
}

/**
 * Expected events per component at given values of the parameters, and the statistic of the observation there.
 *
 * Inputs `model` and `signal`.
 */
export function run(context: StageContext): StageOutputs {
  const { at, strength, standardModel } = context.parameters as unknown as PredictParameters;
  const { description, model } = modelOf(context);
  const { theta } = startPoint(model, {}, at);
  const bins = binnedExpectations(description, predict(model, theta));
  const components = eventsByComponent(bins);
  const observed = bins.flatMap((channel) => channel.observed);
  const statistic = createObjective(model).value(theta);
  const values = { ...initialValues(description), ...at };
  const average = crossSectionAt(context, values);
  const result = {
    kind: 'predict',
    at,
    components,
    total: sum(Object.values(components)),
    observed: sum(observed),
    bins: observed.length,
    ...(Number.isFinite(statistic) ? { statistic, deviance: statistic - pullTerms(model, theta) } : {}),
    ...(average === undefined
      ? {}
      : {
          'cross-section': {
            value: average * (strength === undefined ? 1 : values[strength]!),
            unit: 'cm^2',
            'standard-model': crossSectionAt(context, standardModel)!,
          },
        }),
  };
  return { result: { json: result }, bins: { json: bins as never } };
}
