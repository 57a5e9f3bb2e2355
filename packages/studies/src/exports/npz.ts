import { compileModel } from '@cevns/fitting/compile';
import { predict } from '@cevns/fitting/prediction';
import type { NumericArray } from '@cevns/runner/npz';
import type { StageContext } from '@cevns/runner/stage';
import { type BinnedExpectation, binnedExpectations } from '../analyses/binned-expectation.ts';
import type { ScannedPlane } from '../analyses/contour.ts';
import type { LimitCurve } from '../analyses/limit.ts';
import type { Curve } from '../analyses/profile.ts';
import { type ExportFormat, exportedModel } from './export-format.ts';

/** An array with the names of its axes, the first one outermost. */
interface NamedArray {
  readonly axes: readonly string[];
  readonly shape: readonly number[];
  readonly values: readonly (number | null)[];
}

/** What the header says beside the axes of the arrays. */
interface Contents {
  readonly about: object;
  readonly arrays: Readonly<Record<string, NamedArray>>;
}

/**
 * Arrays for NumPy: the bins of the likelihood model at the initial values of its parameters, or what an analysis leaves. The array
 * `header` holds the bytes of a JSON text that names the axes of all others; what is missing is NaN.
 *
 * Input `model`, `bins`, `curve`, `plane` or `limits`; parameter `of`, the name of the analysis.
 */
export const format: ExportFormat = {
  write(context) {
    const { of = 'model' } = context.parameters as { readonly of?: string };
    const { about, arrays } = contentsOf(context);
    const axes = Object.fromEntries(Object.entries(arrays).map(([name, array]) => [name, array.axes]));
    const header = Buffer.from(JSON.stringify({ of, ...about, arrays: axes }), 'utf8');
    const numeric = Object.entries(arrays).map(([name, { shape, values }]): [string, NumericArray] => [
      name,
      { shape, data: Float64Array.from(values, (value) => value ?? Number.NaN) },
    ]);
    return {
      file: {
        arrays: { ...Object.fromEntries(numeric), header: { shape: [header.length], data: Int32Array.from(header) } },
      },
    };
  },
};

function contentsOf(context: StageContext): Contents {
  const { bins, curve, plane, limits } = context.inputs;
  if (curve !== undefined) return curveContents(curve.json() as unknown as Curve);
  if (plane !== undefined) return planeContents(plane.json() as unknown as ScannedPlane);
  if (limits !== undefined) return limitContents(limits.json() as unknown as LimitCurve);
  if (bins !== undefined) return { about: {}, arrays: binArrays(bins.json() as unknown as BinnedExpectation[]) };
  const { model, interpolations } = exportedModel(context);
  const compiled = compileModel(model, interpolations);
  const parameters = Object.fromEntries(model.parameters.map(({ name, initial }) => [name, initial]));
  return { about: { parameters }, arrays: binArrays(binnedExpectations(model, predict(compiled, compiled.initial))) };
}

function binArrays(channels: readonly BinnedExpectation[]): Record<string, NamedArray> {
  const arrays: Record<string, NamedArray> = {};
  for (const { channel, axes, components, observed, errors, uncertainty } of channels) {
    const shape = axes.map(({ edges }) => edges.length - 1);
    const bins = (values: readonly number[]): NamedArray => ({ axes: axes.map(({ name }) => name), shape, values });
    for (const { name, edges } of axes) {
      arrays[`${channel}/edges/${name}`] = { axes: [`edges of ${name}`], shape: [edges.length], values: edges };
    }
    for (const { name, values } of components) arrays[`${channel}/expected/${name}`] = bins(values);
    if (uncertainty !== undefined) arrays[`${channel}/uncertainty`] = bins(uncertainty.bins);
    arrays[`${channel}/observed`] = bins(observed);
    if (errors !== undefined) arrays[`${channel}/observed_error`] = bins(errors);
  }
  return arrays;
}

function line(axis: string, values: readonly (number | null)[]): NamedArray {
  return { axes: [axis], shape: [values.length], values };
}

function curveContents({ parameter, x, delta, best }: Curve): Contents {
  return {
    about: { best },
    arrays: { [parameter]: line(parameter, x), delta_statistic: line(parameter, delta) },
  };
}

function planeContents({ x, y, delta, best }: ScannedPlane): Contents {
  const shape = [x.values.length, y.values.length];
  return {
    about: { best },
    arrays: {
      [x.parameter]: line(x.parameter, x.values),
      [y.parameter]: line(y.parameter, y.values),
      delta_statistic: { axes: [x.parameter, y.parameter], shape, values: delta.flat() },
    },
  };
}

function limitContents({ parameter, against, curve, confidence }: LimitCurve): Contents {
  return {
    about: { confidence },
    arrays: {
      [against.parameter]: line(against.parameter, against.values),
      [`${parameter}_upper_limit`]: line(against.parameter, curve),
    },
  };
}
