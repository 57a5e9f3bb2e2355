import { fit, fittedValues } from '@cevns/fitting/fit';
import { significance } from '@cevns/fitting/significance';
import type { StageContext, StageOutputs } from '@cevns/runner/stage';
import { type AnalysisParameters, expectConverged, fitStatus, modelOf } from './analysis.ts';

export interface SignificanceParameters extends AnalysisParameters {
  /** Tested values by parameter. */
  readonly against: Readonly<Record<string, number>>;
}

/**
 * Significance against fixed values: rise of the statistic from the best fit, every other free parameter profiled in both fits.
 *
 * @throws Error when one of the two fits does not converge
 */
export function run(context: StageContext): StageOutputs {
  const { against, fixed } = context.parameters as unknown as SignificanceParameters;
  const { model } = modelOf(context);
  const first = expectConverged(fit(model, { fixed }), 'the fit');
  const test = significance(model, first, against);
  if (test.status === 'failed') throw new Error(`the fit with the tested values did not converge: ${test.message}`);
  const best = test.betterMinimum ?? first;
  const { statistic, degreesOfFreedom, z, pValue, nullFit } = test;
  const result = {
    kind: 'significance',
    against,
    z,
    statistic,
    'p-value': pValue,
    'degrees-of-freedom': degreesOfFreedom,
    method: `asymptotic (Wilks), two-sided, ${degreesOfFreedom === 1 ? 'z = sqrt(statistic)' : 'z of equal p-value'}`,
    'best-fit': fittedValues(best),
    null: fittedValues(nullFit),
    status: fitStatus(best.verdict),
    'null-status': fitStatus(nullFit.verdict),
  };
  return { result: { json: result as never } };
}
