import { brentRoot } from '@cevns/numerics/root-finding/brent';
import { isBetter, refitFrom } from './better-minimum.ts';
import type { CompiledModel } from './compile.ts';
import type { ConvergedFit } from './fit.ts';
import { ProfileCurve } from './profile-curve.ts';
import { parameterIndex } from './start-point.ts';

/** Why an interval has no end on one side. */
export type OpenEndReason =
  /** The bound of the parameter comes first. */
  | 'bound'
  /** The statistic stays below the level, however far the parameter goes. */
  | 'not-reached'
  /** A refit failed. */
  | 'fit-failed'
  /** The profiled statistic jumps across the level. */
  | 'discontinuous';

/** One end of an interval. */
export type IntervalEnd =
  | { readonly distance: number; readonly value: number; readonly reason: null }
  | { readonly distance: null; readonly value: null; readonly reason: OpenEndReason };

/** Where the profiled statistic has risen by delta on either side of the best fit. */
export interface ProfileInterval {
  readonly parameter: string;
  readonly delta: number;
  /** The best fit that the interval belongs to. */
  readonly best: number;
  readonly minus: IntervalEnd;
  readonly plus: IntervalEnd;
  readonly evaluations: number;
  /** A minimum below that of the given fit, if one was met; the interval then belongs to it. */
  readonly betterMinimum: ConvergedFit | null;
}

const MAX_RESTARTS = 5;
/** Each expansion at most trebles the distance from the best fit. */
const MAX_EXPANSIONS = 24;
/** Largest distance of the statistic from the level, beyond which the root is a jump. */
const LEVEL_TOLERANCE = 1e-6;

/**
 * Profile-likelihood interval of one parameter (MINOS): the values at which the statistic, minimised over all other free parameters,
 * exceeds its minimum by delta. Root finding is exact to about 1e-11 of the half-width.
 *
 * @param best a converged fit in which the parameter was free
 * @param delta 1 for 68.27 %, 2.7055 for 90 % (one parameter)
 * @throws FittingError if the parameter is unknown
 * @throws RangeError if it was fixed, or delta is not positive
 * @see F. James, Interpretation of the shape of the likelihood function around its minimum, Comput. Phys. Commun. 20 (1980) 29
 */
export function profileInterval(
  model: CompiledModel,
  best: ConvergedFit,
  parameter: string,
  delta = 1,
): ProfileInterval {
  const p = parameterIndex(model, parameter, 'parameter');
  if (best.parameters[p]!.fixed)
    throw new RangeError(`Expected a free parameter, got ${parameter}, which the fit held`);
  if (!(delta > 0 && Number.isFinite(delta))) throw new RangeError(`Expected a delta above 0, got ${delta}`);
  let current = best;
  let evaluations = 0;
  for (let restart = 0; ; restart++) {
    const curve = new ProfileCurve(model, current, p);
    const minus = findEnd(model, current, p, -1, delta, curve);
    const plus = findEnd(model, current, p, 1, delta, curve);
    evaluations += curve.evaluations();
    const lower = curve.lowest();
    const refit = lower === null || restart === MAX_RESTARTS ? null : refitFrom(model, current, lower);
    if (refit === null || refit.status === 'failed' || !isBetter(refit.statistic, current)) {
      const betterMinimum = current === best ? null : current;
      return { parameter, delta, best: current.parameters[p]!.value, minus, plus, evaluations, betterMinimum };
    }
    current = refit;
  }
}

function findEnd(
  model: CompiledModel,
  best: ConvergedFit,
  p: number,
  direction: 1 | -1,
  delta: number,
  curve: ProfileCurve,
): IntervalEnd {
  const { value: centre, error } = best.parameters[p]!;
  const bound = direction > 0 ? model.upper[p]! : model.lower[p]!;
  if (centre === bound) return open('bound');
  // The root of the rise is nearly linear in the parameter, the rise itself is not.
  const distanceFromLevel = (x: number) => Math.sqrt(Math.max(0, curve.rise(x))) - Math.sqrt(delta);
  let step = Math.sqrt(delta) * (error ?? (Math.abs(0.1 * centre) || 1));
  let inside = centre;
  for (let expansion = 0; expansion < MAX_EXPANSIONS; expansion++) {
    const target = inside + direction * step;
    const reachesBound = direction * (target - bound) >= 0;
    const outside = reachesBound ? bound : target;
    const level = distanceFromLevel(outside);
    if (Number.isNaN(level)) return open('fit-failed');
    if (level >= 0) return refine(distanceFromLevel, inside, outside, level, centre, delta);
    if (reachesBound) return open('bound');
    const reached = level + Math.sqrt(delta);
    const whole = Math.abs(outside - centre);
    inside = outside;
    step = Math.max(0.1 * whole, Math.min(2 * whole, 1.1 * whole * (Math.sqrt(delta) / reached - 1)));
  }
  return open('not-reached');
}

/** Finds the level between a point inside and one outside, where the distance from the level is known. */
function refine(
  distanceFromLevel: (x: number) => number,
  inside: number,
  outside: number,
  outsideLevel: number,
  centre: number,
  delta: number,
): IntervalEnd {
  const evaluate = (x: number) => {
    if (x === outside) return outsideLevel;
    return x === centre ? -Math.sqrt(delta) : distanceFromLevel(x);
  };
  let failed = false;
  const guarded = (x: number) => {
    const level = evaluate(x);
    failed ||= Number.isNaN(level);
    return Number.isNaN(level) ? 0 : level;
  };
  const tolerance = 1e-11 * Math.abs(outside - centre);
  const root = brentRoot(guarded, inside, outside, { tolerance });
  if (failed) return open('fit-failed');
  const level = (root.value + Math.sqrt(delta)) ** 2;
  if (Math.abs(level - delta) > LEVEL_TOLERANCE * (1 + delta)) return open('discontinuous');
  return { distance: Math.abs(root.x - centre), value: root.x, reason: null };
}

function open(reason: OpenEndReason): IntervalEnd {
  return { distance: null, value: null, reason };
}
