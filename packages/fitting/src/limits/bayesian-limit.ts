import type { CompiledModel } from '../compile.ts';
import type { ConvergedFit, FailedFit } from '../fit.ts';
import { ProfileCurve } from '../profile-curve.ts';
import { profileInterval } from '../profile-interval.ts';
import { parameterIndex } from '../start-point.ts';
import { failedCurve, findUpper, type LimitTask, lowestFit, type UpperLimit, withBorder } from '../upper-limit.ts';
import { densityIntegral, densityQuantile } from './density-quantile.ts';
import { PosteriorPeaks } from './posterior-peak.ts';
import { type PosteriorRange, panelEdges } from './posterior-range.ts';
import { SampledPosterior } from './sampled-posterior.ts';
import { volumeByQuadrature } from './volume-by-quadrature.ts';

/** How a posterior of one parameter gets rid of the others. */
export type NuisanceTreatment = 'marginal' | 'profile';

/** A Bayesian upper limit; `upper` is null where the posterior does not end below an infinite bound. */
export interface BayesianLimit extends UpperLimit {
  readonly treatment: 'quadrature' | 'sampling' | 'profile';
  /** Of integrals by sampling: the number of points, and what it leaves uncertain in the limit. */
  readonly sampling?: { readonly points: number; readonly 'upper-error': number };
}

/** The statistic rises this far where the posterior ends for all purposes. */
const END_RISE = 60;
/** Posterior densities below this share of the largest do not count. */
const NEGLIGIBLE = 1e-10;
/** Panels that a posterior is integrated in, at least. */
const PANELS = 12;
/** More parameters than this are integrated out by sampling. */
const MOST_INTEGRATED = 2;
/** Sampling takes more points until they leave less than this share of the limit uncertain, or there are so many. */
const ACCURACY = 2e-3;
const MOST_POINTS = 32_768;

/**
 * Bayesian upper limit of a parameter with a flat prior above its border: the posterior, exp(-statistic / 2) with the other free
 * parameters integrated out (or, `profile`, at their best), has the confidence as its share below the limit. Constraints are the priors of
 * the other parameters, flat where there is none. Up to two are integrated by quadrature between their bounds, more of them by importance
 * sampling around the maximum.
 *
 * @param confidence within (0, 1)
 * @returns the limit, or the fit that failed
 * @throws FittingError for an unknown parameter or an invalid value
 * @throws RangeError for another confidence, or a parameter that is held
 * @see Particle Data Group, Review of Particle Physics, section on statistics, Bayesian intervals
 */
export function bayesianLimit(
  unrestricted: CompiledModel,
  task: LimitTask,
  confidence: number,
  nuisances: NuisanceTreatment,
): BayesianLimit | FailedFit {
  if (!(confidence > 0 && confidence < 1))
    throw new RangeError(`Expected a confidence within 0 and 1, got ${confidence}`);
  const p = parameterIndex(unrestricted, task.parameter, 'parameter');
  const model = withBorder(unrestricted, p, task.border);
  const best = lowestFit(model, p, task);
  if (best.status === 'failed') return best;
  const curve = new ProfileCurve(model, best, p);
  const end = findUpper(model, best, p, END_RISE, curve);
  if (Number.isNaN(end)) return failedCurve(best);
  const [from, to] = [lowerEnd(model, best, p, curve), end ?? model.upper[p]!];
  const peaks = new PosteriorPeaks(model, best, p);
  const treatment =
    nuisances === 'profile' ? 'profile' : peaks.moving.length > MOST_INTEGRATED ? 'sampling' : 'quadrature';
  const limit = () => {
    if (!Number.isFinite(to)) return { upper: null };
    const range = { from, to, centre: best.parameters[p]!.value, width: widthOf(model, best, p, from, to) };
    if (treatment === 'sampling') return sampledLimit(peaks, curve, range, confidence);
    const density =
      treatment === 'profile' ? (x: number) => Math.exp(-0.5 * curve.rise(x)) : byQuadrature(peaks, curve);
    return { upper: densityQuantile(density, panelEdges(range, PANELS), confidence) };
  };
  const found = limit();
  if (Number.isNaN(found.upper)) return failedCurve(best);
  return {
    status: 'converged',
    ...found,
    best,
    evaluations: curve.evaluations() + best.verdict.evaluations,
    treatment,
  };
}

/** The posterior with the others integrated out by quadrature, but for a constant factor; NaN where a fit fails. */
function byQuadrature(peaks: PosteriorPeaks, curve: ProfileCurve): (x: number) => number {
  let last = 1;
  return (x) => {
    const height = Math.exp(-0.5 * curve.rise(x));
    // Where the posterior is negligible its width does not matter, nor whether a minimum was found.
    if (height < NEGLIGIBLE) return last * height;
    const peak = peaks.at(x);
    if (peak === null) return Number.NaN;
    last = Math.exp(peak.lnDeterminant) * volumeByQuadrature(peaks, peak);
    return last * height;
  };
}

/** The limit with the others integrated out by sampling, with as many points as it takes; NaN where a fit fails. */
function sampledLimit(
  peaks: PosteriorPeaks,
  curve: ProfileCurve,
  range: PosteriorRange,
  confidence: number,
): Pick<BayesianLimit, 'upper' | 'sampling'> {
  const edges = panelEdges(range, PANELS);
  const posterior = new SampledPosterior(peaks, range);
  const density = (lnVolume: (x: number) => number) => (x: number) => Math.exp(lnVolume(x) - 0.5 * curve.rise(x));
  const limit = (lnVolume: (x: number) => number) => densityQuantile(density(lnVolume), edges, confidence);
  const integral = (lnVolume: (x: number) => number, from: number, to: number) =>
    densityIntegral(density(lnVolume), panelEdges(range, PANELS, from, to));
  let isDrawn = posterior.drawBatch() && posterior.refine(integral);
  for (;;) {
    if (!isDrawn) return { upper: Number.NaN };
    const upper = limit(posterior.lnVolume());
    const error = posterior.error(limit);
    const { points } = posterior;
    if (!(error > ACCURACY * Math.abs(upper)) || points >= MOST_POINTS) {
      return { upper, sampling: { points, 'upper-error': error } };
    }
    isDrawn = posterior.drawBatch();
  }
}

/** Where the posterior begins: the border, or where it is negligible. */
function lowerEnd(model: CompiledModel, best: ConvergedFit, p: number, curve: ProfileCurve): number {
  const { value, error } = best.parameters[p]!;
  const border = model.lower[p]!;
  for (let step = error ?? 1; value - step > border; step *= 1.5)
    if (curve.rise(value - step) > END_RISE) return value - step;
  return border;
}

/** How far the statistic takes from the best fit to rise by 1, on the side on which that is farther. */
function widthOf(model: CompiledModel, best: ConvergedFit, p: number, from: number, to: number): number {
  const { name, value } = best.parameters[p]!;
  const { minus, plus } = profileInterval(model, best, name, 1);
  return Math.max(value - Math.max(from, minus.value ?? from), Math.min(to, plus.value ?? to) - value);
}
