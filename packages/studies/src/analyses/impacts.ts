import { fit } from '@cevns/fitting/fit';
import { impacts } from '@cevns/fitting/impacts';
import type { StageContext, StageOutputs } from '@cevns/runner/stage';
import { type AnalysisParameters, expectConverged, fitStatus, modelOf } from './analysis.ts';

export interface ImpactsParameters extends AnalysisParameters {
  /** The parameter of interest. */
  readonly parameter: string;
}

/**
 * Pulls of the other parameters and their impacts on one, before and after the fit.
 *
 * @throws Error when the fit does not converge
 */
export function run(context: StageContext): StageOutputs {
  const { parameter, fixed } = context.parameters as unknown as ImpactsParameters;
  const { model } = modelOf(context);
  const best = expectConverged(fit(model, { fixed }), 'the fit');
  const own = best.parameters.find(({ name }) => name === parameter)!;
  const result = {
    kind: 'impacts',
    parameter,
    value: own.value,
    error: own.error,
    impacts: impacts(model, best, parameter).map(({ parameter: name, ...impact }) => ({ parameter: name, ...impact })),
    method: 'shift of the refitted parameter with another one held at its best fit plus and minus its width',
    status: fitStatus(best.verdict),
  };
  return { result: { json: result as never } };
}
