import { fit } from '@cevns/fitting/fit';
import { profile } from '@cevns/fitting/profile';
import { profileInterval } from '@cevns/fitting/profile-interval';
import { chiSquaredQuantile } from '@cevns/numerics/special-functions/chi-squared-distribution';
import type { StageContext, StageOutputs } from '@cevns/runner/stage';
import { type AnalysisParameters, expectConverged, fitStatus, modelOf } from './analysis.ts';

export interface ProfileParameters extends AnalysisParameters {
  readonly parameter: string;
  readonly range: readonly [number, number];
  readonly points: number;
  /** Confidence levels as fractions. */
  readonly confidence: readonly number[];
}

/** A profile likelihood with its intervals. */
export interface Curve {
  readonly parameter: string;
  readonly x: readonly number[];
  /** Statistic minus that of the best fit; null where the refit failed. */
  readonly delta: readonly (number | null)[];
  readonly best: { readonly value: number; readonly statistic: number };
  /** An end is null when the interval is open there. */
  readonly intervals: readonly {
    readonly confidence: number;
    readonly level: number;
    readonly lower: number | null;
    readonly upper: number | null;
  }[];
}

/**
 * The statistic against one parameter, minimised over all other free ones at every point, and the intervals where it stays below
 * the levels of one degree of freedom.
 *
 * @throws Error when the fit does not converge, or the scan meets a lower minimum than the fit and its intervals agree on
 */
export function run(context: StageContext): StageOutputs {
  const { parameter, range, points, confidence, fixed } = context.parameters as unknown as ProfileParameters;
  const { model } = modelOf(context);
  const [from, to] = range;
  const x = Float64Array.from({ length: points }, (_, i) => from + ((to - from) * i) / (points - 1));
  const axes = [{ parameter, values: x }];
  let best = expectConverged(fit(model, { fixed }), 'the fit');
  let scan = profile(model, best, axes);
  if (scan.betterMinimum !== null) {
    best = scan.betterMinimum;
    scan = profile(model, best, axes);
  }
  if (scan.betterMinimum !== null) throw new Error('the scan keeps meeting lower minima than the fit');
  const curve: Curve = {
    parameter,
    x: [...x],
    delta: Array.from(scan.statistic, (value) => (Number.isNaN(value) ? null : value - scan.minimum)),
    best: {
      value: best.parameters.find(({ name }) => name === parameter)!.value,
      statistic: best.statistic,
    },
    intervals: confidence.map((level) => {
      const rise = chiSquaredQuantile(level, 1);
      const { minus, plus } = profileInterval(model, best, parameter, rise);
      return { confidence: level, level: rise, lower: minus.value, upper: plus.value };
    }),
  };
  const result = { kind: 'profile', ...curve, 'degrees-of-freedom': 1, status: fitStatus(best.verdict) };
  return { result: { json: result as never }, curve: { json: curve as never } };
}
