import { fit } from '@cevns/fitting/fit';
import { profile } from '@cevns/fitting/profile';
import { profileInterval } from '@cevns/fitting/profile-interval';
import { type ProfileRegion, profileRegions } from '@cevns/fitting/profile-regions';
import { lowerMinimum, scannedCurve } from '@cevns/fitting/scanned-curve';
import { chiSquaredQuantile } from '@cevns/numerics/special-functions/chi-squared-distribution';
import type { StageContext, StageOutputs } from '@cevns/runner/stage';
import { type AnalysisParameters, expectConverged, fitStatus, modelOf } from './analysis.ts';
import { axisValues, type ScannedAxis } from './scanned-axis.ts';

export interface ProfileParameters extends AnalysisParameters, ScannedAxis {
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
  /** How the points are spaced; linear unless given. */
  readonly spacing?: 'linear' | 'log';
  /** All of each confidence level, in ascending order; an end is null when the interval is open there. */
  readonly intervals: readonly {
    readonly confidence: number;
    readonly level: number;
    readonly lower: number | null;
    readonly upper: number | null;
  }[];
}

/** How often a scan may meet a lower minimum than that it is counted from. */
const MAX_RESTARTS = 3;

/**
 * The statistic against one parameter, minimised over all other free ones at every point, and all intervals where it stays below
 * the levels of one degree of freedom: the one around the best fit, wherever it ends, and others within the range.
 *
 * @throws Error when the fit does not converge, or the scan meets a lower minimum than the fit and its intervals agree on
 */
export function run(context: StageContext): StageOutputs {
  const { confidence, fixed, ...axis } = context.parameters as unknown as ProfileParameters;
  const { parameter, spacing = 'linear' } = axis;
  const { model } = modelOf(context);
  const x = axisValues({ ...axis, spacing });
  const axes = [{ parameter, values: x }];
  let best = expectConverged(fit(model, { fixed }), 'the fit');
  let scan = profile(model, best, axes);
  let scanned = scannedCurve(model, scan.betterMinimum ?? best, scan);
  for (let restart = 0; ; restart++) {
    const better = lowerMinimum(model, scan.betterMinimum ?? best, scanned) ?? scan.betterMinimum;
    if (better === null) break;
    if (restart === MAX_RESTARTS) throw new Error('the scan keeps meeting lower minima than the fit');
    best = better;
    scan = profile(model, best, axes);
    scanned = scannedCurve(model, scan.betterMinimum ?? best, scan);
  }
  const curve: Curve = {
    parameter,
    x: [...x],
    ...(spacing === 'linear' ? {} : { spacing }),
    delta: Array.from(scan.statistic, (value) => (Number.isNaN(value) ? null : value - scan.minimum)),
    best: {
      value: best.parameters.find(({ name }) => name === parameter)!.value,
      statistic: best.statistic,
    },
    intervals: confidence.flatMap((level) => {
      const rise = chiSquaredQuantile(level, 1);
      const { best: value, minus, plus } = profileInterval(model, best, parameter, rise);
      const regions = profileRegions(scanned, rise);
      const all = withCentral(regions, { value, lower: minus.value, upper: plus.value }, x);
      return all.map((region) => ({ confidence: level, level: rise, ...region }));
    }),
  };
  const result = { kind: 'profile', ...curve, 'degrees-of-freedom': 1, status: fitStatus(best.verdict) };
  return { result: { json: result as never }, curve: { json: curve as never } };
}

/**
 * The regions of a scan with the interval around the best fit in place of the one that contains it: that interval is not cut at the
 * ends of the scan. Where the scan has an end that the search from the best fit passed over, that of the scan counts.
 */
function withCentral(
  regions: readonly ProfileRegion[],
  central: ProfileRegion & { readonly value: number },
  x: Float64Array,
): ProfileRegion[] {
  const { value, lower, upper } = central;
  const own = regions.find((region) => (region.lower ?? x[0]!) <= value && value <= (region.upper ?? x.at(-1)!));
  if (own !== undefined) {
    const joined = { lower: own.lower ?? lower, upper: own.upper ?? upper };
    return regions.map((region) => (region === own ? joined : region));
  }
  // The best fit lies outside the scan; its interval may reach into it and be one of the regions.
  const apart = regions.filter(
    (region) => (region.upper ?? x.at(-1)!) < (lower ?? -Infinity) || (region.lower ?? x[0]!) > (upper ?? Infinity),
  );
  return [...apart, { lower, upper }].sort((a, b) => (a.lower ?? -Infinity) - (b.lower ?? -Infinity));
}
