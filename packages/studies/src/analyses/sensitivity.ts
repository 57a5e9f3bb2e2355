import { compileModel } from '@cevns/fitting/compile';
import { scaledComponent, scaledExposure, sensitivity } from '@cevns/fitting/sensitivity';
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
  /** A background whose expectation is multiplied by each factor. */
  readonly background?: { readonly component: string; readonly factors: readonly number[] };
}

/**
 * Median significance of a signal and median CLs limit without one, with their bands, for the exposure of the study times each factor, and a
 * background times each of its own.
 *
 * @throws Error when a fit of Asimov data does not converge
 */
export function run(context: StageContext): StageOutputs {
  const settings = context.parameters as unknown as SensitivityParameters;
  const { parameter, border, injected, confidence, fixed, units, exposures, background } = settings;
  const { description } = modelOf(context);
  const cases = exposures.flatMap((exposure) =>
    (background?.factors ?? [null]).map((factor) => ({ exposure, factor })),
  );
  const points = cases.map(({ exposure, factor }) => {
    const own = factor === null ? description : scaledComponent(description, background!.component, factor);
    const model = compileModel(scaledExposure(own, exposure), interpolationsOf(context.modules));
    const found = sensitivity(model, { parameter, border, injected, confidence, fixed });
    if (found.status === 'failed') {
      const where = `exposure ${exposure}${factor === null ? '' : `, ${background!.component} times ${factor}`}`;
      throw new Error(`${where}: a fit did not converge: ${found.message}`);
    }
    const { significance, error, limits } = found;
    return { exposure, ...(factor === null ? {} : { background: factor }), significance, limits, error };
  });
  const result = {
    kind: 'sensitivity',
    parameter,
    ...(units[parameter] === undefined ? {} : { unit: units[parameter] }),
    border,
    injected,
    confidence,
    ...(background === undefined ? {} : { background: background.component }),
    points,
    median: { significance: points[0]!.significance[2]!, limit: points[0]!.limits[2]! },
    method:
      'Asimov data; significance sqrt(q0) of the injected value, limits by CLs with q-tilde, asymptotic; at -2, -1, 0, 1, 2 standard deviations',
  };
  return { result: { json: result as never } };
}
