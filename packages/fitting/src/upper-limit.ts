import { brentRoot } from '@cevns/numerics/root-finding/brent';
import { isBetter, refitFrom } from './better-minimum.ts';
import { type CompiledModel, modelFrom } from './compile.ts';
import { type ConvergedFit, type FailedFit, fit } from './fit.ts';
import { FittingError } from './fitting-error.ts';
import { ProfileCurve } from './profile-curve.ts';
import { parameterIndex, type Values } from './start-point.ts';

/** What an upper limit is wanted of. */
export interface LimitTask {
  readonly parameter: string;
  /** The physical border: smaller values of the parameter do not exist. */
  readonly border: number;
  readonly fixed: Values;
  /** Where fits may start, beside the initial values: the best fit of a neighbouring task. */
  readonly start?: Values;
}

/** Where the statistic has risen by a level above a best fit at or above the border. */
export interface UpperLimit {
  readonly status: 'converged';
  /** Null if the statistic stays below the level up to the bound of the parameter. */
  readonly upper: number | null;
  readonly best: ConvergedFit;
  readonly evaluations: number;
}

/** Shares of the range of the parameter at which fits start, to find the lowest of several minima. */
const STARTS = [0.003, 0.03, 0.3, 0.9];
const MAX_EXPANSIONS = 60;
const MAX_RESTARTS = 5;

/**
 * Upper limit of a parameter: the first value above the best fit at which the statistic, minimised over all other free parameters, has
 * risen by a level.
 *
 * @param level rise of the statistic, > 0
 * @returns the limit, or the fit that failed
 * @throws FittingError for an unknown parameter or an invalid value
 * @throws RangeError for another level, or a parameter that is held
 * @see G. Cowan et al., Eur. Phys. J. C 71 (2011) 1554, section 2.5, for the restriction to values above a border
 */
export function upperLimit(unrestricted: CompiledModel, task: LimitTask, level: number): UpperLimit | FailedFit {
  if (!(level > 0 && Number.isFinite(level))) throw new RangeError(`Expected a level above 0, got ${level}`);
  const p = parameterIndex(unrestricted, task.parameter, 'parameter');
  const model = withBorder(unrestricted, p, task.border);
  const first = lowestFit(model, p, task);
  if (first.status === 'failed') return first;
  let found: ConvergedFit = first;
  let evaluations = found.verdict.evaluations;
  for (let restart = 0; ; restart++) {
    const curve = new ProfileCurve(model, found, p);
    const upper = findUpper(model, found, p, level, curve);
    evaluations += curve.evaluations();
    if (Number.isNaN(upper)) return failedCurve(found);
    const lower = curve.lowest();
    const refit = lower === null || restart === MAX_RESTARTS ? null : refitFrom(model, found, lower);
    if (refit === null || refit.status === 'failed' || !isBetter(refit.statistic, found)) {
      return { status: 'converged', upper, best: found, evaluations };
    }
    found = refit;
  }
}

/**
 * The same model with no values below the border.
 *
 * @throws FittingError if the border leaves no room below the upper bound, or is not a number
 */
export function withBorder(model: CompiledModel, p: number, border: number): CompiledModel {
  const upper = model.upper[p]!;
  if (!(border < upper)) {
    throw new FittingError({
      code: 'outside-bounds',
      path: 'border',
      expected: `a value below the upper bound of ${model.names[p]}, ${upper}`,
      found: String(border),
    });
  }
  const lower = Float64Array.from(model.lower);
  const initial = Float64Array.from(model.initial);
  lower[p] = Math.max(lower[p]!, border);
  initial[p] = Math.max(initial[p]!, lower[p]!);
  return modelFrom({ ...model, lower, initial });
}

/**
 * The lowest of fits from several starts within the range of the parameter.
 *
 * @throws RangeError if the parameter is held
 */
export function lowestFit(
  model: CompiledModel,
  p: number,
  { parameter, fixed, start }: LimitTask,
): ConvergedFit | FailedFit {
  if (parameter in fixed) throw new RangeError(`Expected a free parameter, got ${parameter}, which is held`);
  const [from, to] = [model.lower[p]!, model.upper[p]!];
  const own = start === undefined ? [] : [{ ...start, [parameter]: Math.max(from, start[parameter] ?? from) }];
  const spread = Number.isFinite(to - from) ? STARTS.map((share) => ({ [parameter]: from + share * (to - from) })) : [];
  const fits = [{}, ...own, ...spread].map((values) => fit(model, { fixed, start: { ...values, ...fixed } }));
  const converged = fits.filter((each) => each.status === 'converged');
  const lowest = converged.reduce<ConvergedFit | null>(
    (best, each) => (best === null || isBetter(each.statistic, best) ? each : best),
    null,
  );
  return lowest ?? fits[0]!;
}

/** The first value above the best fit at which the profiled statistic has risen by a level; null if there is none, NaN if a fit failed. */
export function findUpper(
  model: CompiledModel,
  best: ConvergedFit,
  p: number,
  level: number,
  curve: ProfileCurve,
): number | null {
  const { value: centre, error } = best.parameters[p]!;
  const bound = model.upper[p]!;
  // The root of the rise is nearly linear in the parameter, or in its square where only that counts.
  const distance = (x: number) => Math.sqrt(Math.max(0, curve.rise(x))) - Math.sqrt(level);
  const range = bound - model.lower[p]!;
  let step = error ?? (Number.isFinite(range) ? 1e-4 * range : 1e-3 * Math.max(1, Math.abs(centre)));
  let inside = centre;
  let insideDistance = -Math.sqrt(level);
  for (let expansion = 0; expansion < MAX_EXPANSIONS && inside < bound; expansion++) {
    const outside = Math.min(bound, inside + step);
    const outsideDistance = distance(outside);
    if (Number.isNaN(outsideDistance)) return Number.NaN;
    if (outsideDistance < 0) {
      inside = outside;
      insideDistance = outsideDistance;
      step *= 2;
      continue;
    }
    const known = (x: number) => (x === inside ? insideDistance : x === outside ? outsideDistance : distance(x));
    let failed = false;
    const guarded = (x: number) => {
      const value = known(x);
      failed ||= Number.isNaN(value);
      return Number.isNaN(value) ? 0 : value;
    };
    const root = brentRoot(guarded, inside, outside, { tolerance: 1e-10 * (outside - centre) });
    return failed ? Number.NaN : root.x;
  }
  return null;
}

/** What is returned where the profiled statistic cannot be had. */
export function failedCurve(best: ConvergedFit): FailedFit {
  return {
    status: 'failed',
    reason: 'no-progress',
    message: 'a fit with the parameter held beyond its best fit did not converge',
    stoppedAt: Object.fromEntries(best.parameters.map(({ name, value }) => [name, value])),
    verdict: best.verdict,
  };
}
