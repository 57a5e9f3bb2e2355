import type { CompiledModel } from '@cevns/fitting/compile';
import { fittedValues } from '@cevns/fitting/fit';
import type { StageContext, StageOutputs } from '@cevns/runner/stage';
import type { ConventionLimit, LimitConvention } from '../limit-conventions/limit-convention.ts';
import { limitPieces } from '../limit-conventions/limit-pieces.ts';
import { type AnalysisParameters, fitStatus, modelOf } from './analysis.ts';
import { axisValues, type ScannedAxis } from './scanned-axis.ts';

export interface LimitParameters extends AnalysisParameters {
  readonly parameter: string;
  /** The smallest value that exists physically. */
  readonly border: number;
  /** A fraction. */
  readonly confidence: number;
  /** Name of the convention, and its settings. */
  readonly convention: { readonly name: string };
  /** Another parameter, against which the limit is wanted. */
  readonly against?: ScannedAxis;
}

/** A curve of upper limits. */
export interface LimitCurve {
  readonly parameter: string;
  readonly against: {
    readonly parameter: string;
    readonly spacing: 'linear' | 'log';
    readonly values: readonly number[];
  };
  /** Null where there is no limit below the bound of the parameter, or a fit failed. */
  readonly curve: readonly (number | null)[];
  /** Limits expected without a signal at each of the values, at -2, -1, 0, 1, 2 standard deviations; null where there are none. */
  readonly expected?: ExpectedCurve;
  readonly confidence: number;
  /** The convention in a few signs, in the markup of labels. */
  readonly convention?: string;
}

type ExpectedCurve = readonly (readonly (number | null)[] | null)[];

/**
 * Upper limit of a parameter with a physical border, in the convention that the study names; against another parameter a limit at each
 * of its values, above the best fit at that value, and where the convention has them those expected without a signal.
 *
 * Module `convention`.
 *
 * @throws Error when the fits of a limit do not converge; of a curve, when they do at no value
 */
export function run(context: StageContext): StageOutputs {
  const settings = context.parameters as unknown as LimitParameters;
  const { parameter, border, confidence, units, against } = settings;
  const { convention } = context.modules.convention as { readonly convention: LimitConvention };
  const { name, ...chosen } = settings.convention;
  const { model } = modelOf(context);
  const about = {
    kind: 'limit',
    parameter,
    ...(units[parameter] === undefined ? {} : { unit: units[parameter] }),
    confidence,
    convention: { name, ...chosen, statement: convention.statement(confidence, chosen) },
    border,
  };
  if (against === undefined) {
    const task = { parameter, border, fixed: settings.fixed };
    const pieces = piecesFound(context, settings.convention);
    const found =
      pieces === undefined
        ? convention.limit(model, task, confidence, chosen)
        : convention.join!(model, task, confidence, chosen, pieces);
    if (found.status === 'failed') throw new Error(`the fit of the limit did not converge: ${found.message}`);
    const { upper, best, evaluations, lower, expected, toys, sampling } = found;
    const more = {
      ...(lower === undefined ? {} : { lower }),
      ...(expected === undefined ? {} : { expected: [...expected] }),
      ...(toys === undefined ? {} : { toys }),
      ...(sampling === undefined ? {} : { sampling }),
    };
    const result = { ...about, upper, ...more, best: fittedValues(best), evaluations, status: fitStatus(best.verdict) };
    return { result: { json: result as never } };
  }
  const values = axisValues(against);
  const limits = limitsAt(model, settings, convention, values);
  const lowest = limits.reduce<ConventionLimit | null>(
    (low, each) => (each !== null && (low === null || each.best.statistic < low.best.statistic) ? each : low),
    null,
  );
  if (lowest === null) throw new Error('the fits of the limit converged at no value');
  const unit = units[against.parameter];
  const curve = {
    against: {
      parameter: against.parameter,
      ...(unit === undefined ? {} : { unit }),
      spacing: against.spacing,
      values: [...values],
    },
    curve: limits.map((each) => each?.upper ?? null),
  };
  const expected = limits.map((each) => each?.expected ?? null);
  const isExpected = expected.some((each) => each !== null);
  const result = {
    ...about,
    ...curve,
    ...(isExpected ? { 'expected-curve': expected } : {}),
    failed: limits.filter((each) => each === null).length,
    best: fittedValues(lowest.best),
    evaluations: limits.reduce((sum, each) => sum + (each?.evaluations ?? 0), 0),
    status: fitStatus(lowest.best.verdict),
  };
  const left: LimitCurve = {
    parameter,
    confidence,
    convention: convention.sign(confidence, chosen),
    ...curve,
    ...(isExpected ? { expected } : {}),
  };
  return { result: { json: result as never }, limits: { json: left as never } };
}

/** What the stages of a divided limit found; undefined for one that is not. */
function piecesFound(
  { inputs }: StageContext,
  convention: LimitParameters['convention'],
): Readonly<Record<string, unknown>> | undefined {
  const found = limitPieces(convention).flatMap(({ name }) =>
    inputs[name] === undefined ? [] : [[name, inputs[name].json()] as const],
  );
  return found.length === 0 ? undefined : Object.fromEntries(found);
}

/** A limit at each value of the other parameter, null where a fit failed. Each starts also from the best fit before it. */
function limitsAt(
  model: CompiledModel,
  { parameter, border, fixed, confidence, against, convention: { name: _, ...chosen } }: LimitParameters,
  convention: LimitConvention,
  values: Float64Array,
): (ConventionLimit | null)[] {
  let start: Record<string, number> | undefined;
  return Array.from(values, (value) => {
    const task = { parameter, border, fixed: { ...fixed, [against!.parameter]: value }, ...(start && { start }) };
    const found = convention.limit(model, task, confidence, chosen);
    if (found.status === 'failed') return null;
    start = fittedValues(found.best);
    const expected = found.expected ?? convention.expected?.(model, { ...task, start }, confidence, chosen);
    return expected === undefined || 'status' in expected ? found : { ...found, expected };
  });
}
