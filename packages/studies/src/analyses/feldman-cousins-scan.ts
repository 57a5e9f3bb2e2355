import type { CompiledModel } from '@cevns/fitting/compile';
import { type ConvergedFit, fit } from '@cevns/fitting/fit';
import { type FittedScan, failedPoints, type ProfileScan, parametersIn, profile } from '@cevns/fitting/profile';
import type { NumericArray } from '@cevns/runner/npz';
import type { StageContext, StageOutputs } from '@cevns/runner/stage';
import { expectConverged, modelOf } from './analysis.ts';
import type { FeldmanCousinsPlan } from './feldman-cousins-plan.ts';
import { axisValues } from './scanned-axis.ts';

type Scanned = Pick<FeldmanCousinsPlan, 'fixed' | 'axes'>;

/** The fits to the data at the points of a construction, and the best one, from which rises are counted. */
export interface ScannedData {
  readonly scan: ProfileScan;
  readonly best: ConvergedFit;
}

/** The scan of the data, for the stages that make toys of its points. */
export function scanStage(context: StageContext): StageOutputs {
  const { model } = modelOf(context);
  const { scan, best } = scanData(model, context.parameters as unknown as Scanned);
  const flat = (data: Float64Array): NumericArray => ({ shape: [data.length], data });
  const values = Float64Array.from(best.parameters, ({ value }) => value);
  const points = scan.statistic.length;
  return {
    part: {
      arrays: {
        statistic: flat(scan.statistic),
        theta: { shape: [points, model.names.length], data: scan.theta },
        best: flat(values),
      },
    },
  };
}

/**
 * Fits the data at every point; where the scan meets a lower minimum than the fit before it, that is the best fit.
 *
 * @throws Error when the fit does not converge, or no point has a fit
 */
export function scanData(model: CompiledModel, { fixed, axes }: Scanned): ScannedData & { readonly scan: FittedScan } {
  const first = expectConverged(fit(model, { fixed }), 'the fit');
  const scan = profile(
    model,
    first,
    axes.map((axis) => ({ parameter: axis.parameter, values: axisValues(axis) })),
  );
  if (scan.failed.length === scan.statistic.length) throw new Error('no fit of the scan converged');
  return { scan, best: scan.betterMinimum ?? first };
}

/** The scan that another stage made, or made here. */
export function scannedData({ inputs }: StageContext, model: CompiledModel, plan: Scanned): ScannedData {
  if (inputs.scan === undefined) return scanData(model, plan);
  const { statistic, theta, best: values } = inputs.scan.arrays() as Record<string, { readonly data: Float64Array }>;
  const start = Object.fromEntries(model.names.map((name, p) => [name, values!.data[p]!]));
  const best = expectConverged(fit(model, { fixed: plan.fixed, start }), 'the best fit');
  const scan: ProfileScan = {
    axes: plan.axes.map((axis) => ({ parameter: axis.parameter, values: axisValues(axis) })),
    statistic: statistic!.data,
    minimum: best.statistic,
    parametersAt: parametersIn(theta!.data, model.names.length),
    failed: failedPoints(statistic!.data),
    evaluations: 0,
    betterMinimum: null,
  };
  return { scan, best };
}
