import { chiSquaredQuantile } from '@cevns/numerics/special-functions/chi-squared-distribution';
import type { CompiledModel } from '../compile.ts';
import { type ConvergedFit, type FailedFit, fit, fittedValues } from '../fit.ts';
import { profileInterval } from '../profile-interval.ts';
import { parameterIndex } from '../start-point.ts';
import { createToyFits } from '../toys/toy-fits.ts';
import { type ToyQuantile, type ToyRequest, toyQuantile, toyRises, toyTail } from '../toys/toy-rises.ts';
import { failedCurve, type LimitTask, lowestFit, withBorder } from '../upper-limit.ts';

/** One end of a Feldman-Cousins interval. */
export interface FeldmanCousinsEnd {
  /** Null where the interval reaches the border or bound of the parameter. */
  readonly value: number | null;
  /** What the finite number of toys leaves uncertain in the value. */
  readonly error: number | null;
  /** The value of the statistic up to which the data at this end are accepted, in place of the quantile of chi2. */
  readonly critical: ToyQuantile;
}

/** An interval by the Neyman construction with likelihood-ratio ordering. */
export interface FeldmanCousinsInterval {
  readonly status: 'converged';
  readonly best: ConvergedFit;
  readonly lower: FeldmanCousinsEnd;
  readonly upper: FeldmanCousinsEnd;
  /** Values of the parameter at which toys were made. */
  readonly tested: readonly number[];
  /** Toys made, and those whose fits failed and which were left out. */
  readonly toys: number;
  readonly failed: number;
}

/** Share of the toys with which an end is looked for. */
const SEARCH_SHARE = 0.2;
const LEAST_TOYS = 100;
const MAX_POINTS = 20;
/** Differences of the statistic below this are rounding. */
const TIE = 1e-7;
/** Share of toys with one value of the statistic from which on it is taken for discrete. */
const TIED_SHARE = 0.02;
/** How closely an end is enclosed where the statistic has few values, relative to its distance from the best fit. */
const DISCRETE_ERROR = 0.005;

/** What toys say of one value of the parameter. */
interface Tested {
  readonly critical: ToyQuantile;
  /** Whether enough toys agree with the value no better than the data. */
  readonly isIn: boolean;
  /** Whether that may be otherwise within twice the error of their number. */
  readonly isUncertain: boolean;
  /** Whether the statistic of the data, or its quantile in toys, is that of many toys. */
  readonly isTied: boolean;
}

/**
 * Feldman-Cousins interval of one parameter: the values at which the profiled rise of the statistic in the data is no larger than in the
 * given share of toys. Toys of a value have the other parameters as fitted to the data at that value. They are made only where an end
 * may be: a critical value gives a next end, until it repeats within its Monte-Carlo error. If the set of values has gaps, the ends are
 * those nearest to the best fit.
 *
 * @param confidence within (0, 1)
 * @returns the interval, or the fit to the data that failed
 * @throws FittingError for an unknown parameter or an invalid value, or a channel that is no histogram of counts
 * @see G. J. Feldman and R. D. Cousins, Phys. Rev. D 57 (1998) 3873; B. Sen, M. Walker and M. Woodroofe, Stat. Sinica 19 (2009) 301
 */
export function feldmanCousins(
  unrestricted: CompiledModel,
  task: LimitTask,
  confidence: number,
  request: ToyRequest,
): FeldmanCousinsInterval | FailedFit {
  const lower = feldmanCousinsEnd(unrestricted, task, confidence, request, 'minus');
  if (lower.status === 'failed') return lower;
  const upper = feldmanCousinsEnd(unrestricted, task, confidence, request, 'plus');
  if (upper.status === 'failed') return upper;
  return {
    status: 'converged',
    best: lower.best,
    lower: lower.end,
    upper: upper.end,
    tested: [...new Set([...lower.tested, ...upper.tested])].sort((a, b) => a - b),
    toys: lower.toys + upper.toys,
    failed: lower.failed + upper.failed,
  };
}

/** One end of an interval, found by itself. */
export interface FeldmanCousinsSide extends Omit<FeldmanCousinsInterval, 'lower' | 'upper'> {
  readonly end: FeldmanCousinsEnd;
}

/**
 * The end of a Feldman-Cousins interval on one side, see `feldmanCousins`.
 *
 * @throws as feldmanCousins
 */
export function feldmanCousinsEnd(
  unrestricted: CompiledModel,
  task: LimitTask,
  confidence: number,
  request: ToyRequest,
  side: 'minus' | 'plus',
): FeldmanCousinsSide | FailedFit {
  const p = parameterIndex(unrestricted, task.parameter, 'parameter');
  const model = withBorder(unrestricted, p, task.border);
  const first = lowestFit(model, p, task);
  if (first.status === 'failed') return first;
  const best = first;
  const free = Uint8Array.from(best.parameters, ({ fixed }) => (fixed ? 0 : 1));
  const fits = createToyFits(model, free, p);
  const tested = new Set<number>();
  let [made, failed] = [0, 0];

  function testAt(x: number, toys: number): Tested | FailedFit {
    const held = fit(model, {
      fixed: { ...task.fixed, [task.parameter]: x },
      start: { ...fittedValues(best), [task.parameter]: x },
    });
    if (held.status === 'failed') return held;
    fits.setTruth(
      Float64Array.from(held.parameters, ({ value }) => value),
      x,
    );
    const rises = toyRises(fits, p, x, { ...request, toys });
    tested.add(x);
    made += toys;
    failed += rises.failed;
    const rise = held.statistic - best.statistic;
    const critical = toyQuantile(rises.values, confidence);
    const pValue = toyTail(rises.values, rise - TIE);
    const share = (at: number) => toyTail(rises.values, at - TIE).value - toyTail(rises.values, at + TIE).value;
    return {
      critical,
      isIn: pValue.value > 1 - confidence,
      isUncertain: Math.abs(pValue.value - (1 - confidence)) <= 2 * pValue.error,
      isTied: Math.max(share(rise), share(critical.value)) > TIED_SHARE,
    };
  }

  function findEnd(): FeldmanCousinsEnd | FailedFit {
    const direction = side === 'plus' ? 1 : -1;
    const bound = side === 'plus' ? model.upper[p]! : model.lower[p]!;
    const centre = best.parameters[p]!.value;
    const level = (delta: number) => profileInterval(model, best, task.parameter, Math.max(delta, 1e-9))[side];
    let toys = Math.min(request.toys, Math.max(LEAST_TOYS, Math.round(SEARCH_SHARE * request.toys)));
    let inside = centre;
    let outside: number | null = null;
    // Discrete data jump across the level: where toys tie with the data, only values on both sides enclose the end.
    let isDiscrete = false;
    const uncertain: number[] = [];
    let next = level(chiSquaredQuantile(confidence, 1));
    for (let point = 0; ; point++) {
      if (next.reason === 'fit-failed') return failedCurve(best);
      const x = next.value ?? bound;
      if (!Number.isFinite(x)) return { value: null, error: null, critical: { value: Number.NaN, error: Number.NaN } };
      const found = testAt(x, toys);
      if ('status' in found) return found;
      const { critical, isIn } = found;
      if (found.isTied && !isDiscrete) {
        isDiscrete = true;
        uncertain.length = 0;
        inside = centre;
        outside = null;
        if (toys < request.toys) {
          toys = request.toys;
          continue;
        }
      }
      const isLast = toys === request.toys;
      if (x === bound && isIn && isLast) return { value: null, error: null, critical };
      if (isIn) inside = x;
      else outside = x;
      if (found.isUncertain) uncertain.push(x);
      const room = outside === null ? Number.POSITIVE_INFINITY : Math.abs(outside - inside);
      if (isDiscrete && outside !== null && (room <= DISCRETE_ERROR * Math.abs(x - centre) || point >= MAX_POINTS)) {
        const value = 0.5 * (inside + outside);
        const error = Math.max(0.5 * room, ...uncertain.map((other) => Math.abs(other - value)));
        return { value, error, critical };
      }
      next = level(critical.value);
      const target = next.value ?? bound;
      const error = 0.5 * Math.abs(reach(critical, 1) - reach(critical, -1));
      const isFound = !isDiscrete && (Math.abs(target - x) <= 0.5 * error || room <= error);
      if ((isFound && isLast) || point >= MAX_POINTS) return { value: target, error, critical };
      if (!isLast && (isFound || (x === bound && isIn))) {
        // More toys may move the end beyond what fewer had excluded.
        toys = request.toys;
        inside = centre;
        outside = null;
        if (x === bound) next = { distance: 0, value: x, reason: null };
        continue;
      }
      const isOrdered = direction * (target - inside) > 0 && (outside === null || direction * (outside - target) > 0);
      if (isOrdered && !isDiscrete) continue;
      const beyond = inside + 0.5 * direction * Math.abs(inside - centre);
      const clipped = direction > 0 ? Math.min(bound, beyond) : Math.max(bound, beyond);
      const value = outside === null ? clipped : 0.5 * (inside + outside);
      next = { distance: Math.abs(value - centre), value, reason: null };
    }

    function reach({ value, error }: ToyQuantile, sign: 1 | -1): number {
      return level(value + sign * error).value ?? bound;
    }
  }

  const end = findEnd();
  if ('status' in end) return end;
  return { status: 'converged', best, end, tested: [...tested].sort((a, b) => a - b), toys: made, failed };
}
