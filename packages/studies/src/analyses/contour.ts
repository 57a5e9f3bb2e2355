import { type CompiledModel, compileModel } from '@cevns/fitting/compile';
import { type ConvergedFit, fit, fittedValues } from '@cevns/fitting/fit';
import type { ModelDescription } from '@cevns/fitting/model';
import type { ProfileScan } from '@cevns/fitting/profile';
import type { StageContext, StageOutputs } from '@cevns/runner/stage';
import { interpolationsOf } from '../interpolations.ts';
import { type AnalysisParameters, expectConverged, fitStatus, modelOf } from './analysis.ts';
import { drawLines, type LevelContour, linesOf } from './contour-lines.ts';
import { type ContourPart, linesName } from './contour-plan.ts';
import { planeScan, scanRows } from './contour-rows.ts';
import { axisValues, type ScannedAxis } from './scanned-axis.ts';

export interface ContourParameters extends AnalysisParameters {
  readonly x: ScannedAxis;
  readonly y: ScannedAxis;
  /** Confidence levels as fractions. */
  readonly confidence: readonly number[];
  readonly degreesOfFreedom: number;
}

interface ScannedValues {
  readonly parameter: string;
  readonly unit?: string;
  readonly spacing: 'linear' | 'log';
  readonly values: readonly number[];
}

/** A plane of two parameters with the statistic on it and its contours. */
export interface ScannedPlane {
  readonly x: ScannedValues;
  readonly y: ScannedValues;
  /** Statistic minus that of the best fit, [x][y]; null where the refit failed. */
  readonly delta: readonly (readonly (number | null)[])[];
  /** Points whose refit failed. */
  readonly failed: number;
  readonly best: { readonly values: Readonly<Record<string, number>>; readonly statistic: number };
  readonly 'standard-model'?: { readonly values: Readonly<Record<string, number>>; readonly delta: number };
  readonly contours: readonly {
    readonly confidence: number;
    /** Rise of the statistic, where it is the same along the lines. */
    readonly level?: number;
    readonly lines: readonly {
      readonly closed: boolean;
      readonly allowed: 'inside' | 'outside' | 'left';
      readonly points: readonly (readonly [number, number])[];
    }[];
    /** Minima below the level around which no line was found. */
    readonly unresolved?: readonly (readonly [number, number])[];
  }[];
}

/**
 * The statistic on a plane of two parameters, minimised over all other free ones at every point, and the lines on which it has risen
 * by the quantiles of chi-squared; or the `part` of it that the parameters name.
 *
 * @throws Error when the fit does not converge, or no point of the plane has a fit
 */
export function run(context: StageContext): StageOutputs {
  const { part } = context.parameters as { readonly part?: ContourPart };
  if (part === 'rows') return scanRows(context);
  return part === 'lines' ? drawLines(context) : wholePlane(context);
}

function wholePlane(context: StageContext): StageOutputs {
  const settings = context.parameters as unknown as ContourParameters;
  const { degreesOfFreedom, units } = settings;
  const { description, model } = modelOf(context);
  const axes = [settings.x, settings.y] as const;
  const values = axes.map(axisValues) as [Float64Array, Float64Array];
  const whole = planeScan(context, description, model, settings);
  const { best, scan, swapped } = whole;
  const levels = settings.confidence.map((confidence, k): LevelContour => {
    const drawn = context.inputs[linesName(k)];
    return drawn === undefined
      ? linesOf(model, whole, { ...settings, confidence })
      : (drawn.json() as unknown as LevelContour);
  });
  const contours = levels.map(({ confidence, level, lines, unresolved }) => ({
    confidence,
    level,
    lines,
    ...(unresolved.length === 0 ? {} : { unresolved }),
  }));
  const standardModel = standardModelPoint(context, settings, description, best);
  const result: ScannedPlane & Record<string, unknown> = {
    kind: 'contour',
    x: scannedValues(axes[0], values[0], units),
    y: scannedValues(axes[1], values[1], units),
    delta: rises(scan, swapped),
    failed: scan.failed.length,
    best: { values: fittedValues(best), statistic: best.statistic },
    ...(standardModel === undefined ? {} : { 'standard-model': standardModel }),
    contours,
    'degrees-of-freedom': degreesOfFreedom,
    evaluations: levels.reduce((sum, { evaluations }) => sum + evaluations, whole.evaluations),
    status: fitStatus(best.verdict),
  };
  return { result: { json: result as never } };
}

function scannedValues(
  { parameter, spacing }: ScannedAxis,
  values: Float64Array,
  units: Readonly<Record<string, string>>,
): ScannedPlane['x'] {
  const unit = units[parameter];
  return { parameter, ...(unit === undefined ? {} : { unit }), spacing, values: [...values] };
}

/**
 * Rise of the statistic on the plane, [x][y] however the scan was ordered, in seven decimals, which is more than the scan is good for; null
 * for a point without a fit.
 */
function rises({ statistic, minimum, axes }: ProfileScan, swapped: boolean): (number | null)[][] {
  const [first, second] = axes.map(({ values }) => values.length) as [number, number];
  const [columns, rows] = swapped ? [second, first] : [first, second];
  const [stride, step] = swapped ? [1, second] : [second, 1];
  const plane: (number | null)[][] = [];
  for (let i = 0; i < columns; i++) {
    const own: (number | null)[] = new Array(rows);
    for (let j = 0; j < rows; j++) {
      const rise = statistic[i * stride + j * step]! - minimum;
      own[j] = Number.isNaN(rise) ? null : Math.round(rise * 1e7) / 1e7 + 0;
    }
    plane.push(own);
  }
  return plane;
}

/**
 * The fit with the parameters of the interaction where they are in the Standard Model; undefined if it has neither of the two scanned. A free mass
 * or mass splitting has no value there: without its coupling it does nothing.
 */
function standardModelPoint(
  context: StageContext,
  { x, y, standardModel, shape, fixed }: ContourParameters,
  description: ModelDescription,
  best: ConvergedFit,
): ScannedPlane['standard-model'] {
  const own = Object.entries(standardModel).filter(([name]) => fixed[name] === undefined);
  if (!own.some(([name]) => name !== shape && (name === x.parameter || name === y.parameter))) return undefined;
  const values = Object.fromEntries(own);
  const model = admitting(description, values, context);
  const found = fit(model, { fixed: { ...fixed, ...values }, start: withoutKeys(fittedValues(best), values) });
  const delta = expectConverged(found, 'the fit with the Standard Model').statistic - best.statistic;
  return { values: shape === undefined ? values : withoutKeys(values, { [shape]: 0 }), delta };
}

/** The model with bounds that admit values: a coupling on a logarithmic scale may have none at 0, though that is its Standard Model. */
function admitting(
  description: ModelDescription,
  values: Readonly<Record<string, number>>,
  { modules }: StageContext,
): CompiledModel {
  const parameters = description.parameters.map((parameter) => {
    const value = values[parameter.name];
    if (value === undefined) return parameter;
    const { lower, upper } = parameter;
    return {
      ...parameter,
      initial: value,
      ...(lower === undefined ? {} : { lower: Math.min(lower, value) }),
      ...(upper === undefined ? {} : { upper: Math.max(upper, value) }),
    };
  });
  return compileModel({ ...description, parameters }, interpolationsOf(modules));
}

function withoutKeys(values: Readonly<Record<string, number>>, keys: object): Record<string, number> {
  return Object.fromEntries(Object.entries(values).filter(([name]) => !Object.hasOwn(keys, name)));
}
