import { compileModel } from '@cevns/fitting/compile';
import { scaledExposure, sensitivity } from '@cevns/fitting/sensitivity';
import type { StageContext, StageOutputs } from '@cevns/runner/stage';
import { interpolationsOf } from '../interpolations.ts';
import { type AnalysisParameters, modelOf } from './analysis.ts';

export interface SensitivityParameters extends AnalysisParameters {
  readonly parameter: string;
  readonly border: number;
  readonly injected: number;
  readonly confidence: number;
  /** Exposures in units of that of the study. */
  readonly exposures: readonly number[];
}

/**
 * Median significance of a signal and median CLs limit without one, with their bands, for the exposure of the study times each factor.
 *
 * @throws Error when a fit of Asimov data does not converge
 */
export function run(context: StageContext): StageOutputs {
  const settings = context.parameters as unknown as SensitivityParameters;
  const { parameter, border, injected, confidence, fixed, units, exposures } = settings;
  const { description } = modelOf(context);
  const points = exposures.map((exposure) => {
    const model = compileModel(scaledExposure(description, exposure), interpolationsOf(context.modules));
    const found = sensitivity(model, { parameter, border, injected, confidence, fixed });
    if (found.status === 'failed') throw new Error(`exposure ${exposure}: a fit did not converge: ${found.message}`);
    const { significance, error, limits } = found;
    return { exposure, significance, limits, error };
  });
  const result = {
    kind: 'sensitivity',
    parameter,
    ...(units[parameter] === undefined ? {} : { unit: units[parameter] }),
    border,
    injected,
    confidence,
    points,
    method:
      'Asimov data; significance sqrt(q0) of the injected value, limits by CLs with q-tilde, asymptotic; at -2, -1, 0, 1, 2 standard deviations',
  };
  return { result: { json: result as never } };
}
