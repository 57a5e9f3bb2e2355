import { chiSquaredQuantile } from '@cevns/numerics/special-functions/chi-squared-distribution';
import type { CompiledModel } from '../compile.ts';
import { type ConvergedFit, type FailedFit, fit, fittedValues } from '../fit.ts';
import { profileInterval } from '../profile-interval.ts';
import { parameterIndex } from '../start-point.ts';
import { ToyFits } from '../toys/toy-fits.ts';
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
/** Share of toys with one value of the statistic from which on it is taken for discrete, by the error of the p-value. */
const TIED_SHARE = 0.5;
/** How closely an end is enclosed where the statistic has few values, relative to its distance from the best fit. */
const DISCRETE_ERROR = 0.005;
/** The same for the range around it that toys leave open, and how many values are looked at for it on each side. */
const OPEN_ERROR = 0.05;
const MAX_PROBES = 6;

/** What toys say of one value of the parameter. */
interface Tested {
  readonly critical: ToyQuantile;
  /** How far the data stay below the critical value; negative where they are above. */
  readonly margin: number;
  /** Whether enough toys agree with the value no better than the data. */
  readonly isIn: boolean;
  /** Whether that may be otherwise within twice the error of their number. */
  readonly isUncertain: boolean;
  /** Whether the statistic of the data, or its quantile in toys, is that of many toys. */
  readonly isTied: boolean;
}

/** A value that was tested with all toys. */
interface Seen {
  readonly x: number;
  readonly isIn: boolean;
  readonly isUncertain: boolean;
}

/** The range around an end that toys leave open. */
interface Open {
  readonly error: number;
  readonly beyond: number | null;
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
 * @throws RangeError for another confidence, or a parameter that is held
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
  if (!(confidence > 0 && confidence < 1))
    throw new RangeError(`Expected a confidence within 0 and 1, got ${confidence}`);
  const p = parameterIndex(unrestricted, task.parameter, 'parameter');
  const model = withBorder(unrestricted, p, task.border);
  const first = lowestFit(model, p, task);
  if (first.status === 'failed') return first;
  const best = first;
  const free = Uint8Array.from(best.parameters, ({ fixed }) => (fixed ? 0 : 1));
  const fits = new ToyFits(model, free, p);
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
      margin: critical.value - rise,
      isIn: pValue.value > 1 - confidence,
      isUncertain: Math.abs(pValue.value - (1 - confidence)) <= 2 * pValue.error,
      isTied: Math.max(share(rise), share(critical.value)) > TIED_SHARE * pValue.error,
    };
  }

  /**
   * Tests values beside the end of a discrete statistic, until those of which toys leave open whether they are in have others around them
   * of which they do not: the p-value rises and falls between its jumps, and may stay near the level far from where the end was found.
   *
   * @param seen values tested with all toys; others are added
   * @returns how far from the end that reaches, and the furthest value beyond it that is clearly in, before any that is clearly out
   */
  function leftOpen(seen: Seen[], end: number, direction: 1 | -1): Open | FailedFit {
    const smallest = OPEN_ERROR * Math.abs(end - best.parameters[p]!.value);
    let error = 0;
    let beyond: number | null = null;
    for (const outward of [true, false]) {
      const sign = outward ? direction : -direction;
      const away = ({ x }: Seen) => sign * (x - end);
      for (let probe = 0; ; probe++) {
        const onSide = seen.filter((one) => away(one) > 0);
        const clear = onSide.filter(({ isIn, isUncertain }) => !isUncertain && isIn !== outward).map(away);
        const limit = Math.min(...clear);
        const open = onSide.filter((one) => (one.isUncertain || one.isIn === outward) && away(one) < limit);
        const furthest = Math.max(0, ...open.map(away));
        const isDone =
          furthest === 0 || !Number.isFinite(limit) || limit - furthest <= smallest || probe === MAX_PROBES;
        if (isDone) {
          error = Math.max(error, furthest > 0 && Number.isFinite(limit) ? 0.5 * (furthest + limit) : furthest);
          const within = open.filter((one) => outward && one.isIn && !one.isUncertain);
          if (within.length > 0) beyond = end + sign * Math.max(...within.map(away));
          break;
        }
        const x = end + 0.5 * sign * (furthest + limit);
        const found = testAt(x, request.toys);
        if ('status' in found) return found;
        seen.push({ x, isIn: found.isIn, isUncertain: found.isUncertain });
      }
    }
    return { error, beyond };
  }

  function findEnd(): FeldmanCousinsEnd | FailedFit {
    const direction = side === 'plus' ? 1 : -1;
    const bound = side === 'plus' ? model.upper[p]! : model.lower[p]!;
    const centre = best.parameters[p]!.value;
    const level = (delta: number) => profileInterval(model, best, task.parameter, Math.max(delta, 1e-9))[side];
    let toys = Math.min(request.toys, Math.max(LEAST_TOYS, Math.round(SEARCH_SHARE * request.toys)));
    let inside = centre;
    let outside: number | null = null;
    // How far the data are from being at the level on both sides, once toys say so of both; half, where one side stays.
    const margins = { inside: Number.NaN, outside: Number.NaN };
    // Discrete data jump across the level: where toys tie with the data, only values on both sides enclose the end.
    let isDiscrete = false;
    const seen: Seen[] = [];
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
        seen.length = 0;
        startAgain();
        if (toys < request.toys) {
          toys = request.toys;
          continue;
        }
      }
      const isLast = toys === request.toys;
      if (x === bound && isIn && isLast) return { value: null, error: null, critical };
      narrow(x, found);
      seen.push({ x, isIn, isUncertain: found.isUncertain });
      const room = outside === null ? Number.POSITIVE_INFINITY : Math.abs(outside - inside);
      if (isDiscrete && outside !== null && (room <= DISCRETE_ERROR * Math.abs(x - centre) || point >= MAX_POINTS)) {
        const value = 0.5 * (inside + outside);
        const open = leftOpen([...seen, { x: centre, isIn: true, isUncertain: false }], value, direction);
        if ('status' in open) return open;
        if (open.beyond === null || point >= MAX_POINTS) {
          return { value, error: Math.max(0.5 * room, open.error), critical };
        }
        // What seemed to be outside is not so for certain, and what lies beyond is inside.
        inside = open.beyond;
        outside = null;
        next = { distance: 0, value: inside, reason: null };
        continue;
      }
      const between = isDiscrete ? null : root();
      next = between === null ? level(critical.value) : { distance: 0, value: between, reason: null };
      const target = next.value ?? bound;
      const error = 0.5 * Math.abs(reach(critical, 1) - reach(critical, -1));
      const isFound = !isDiscrete && (Math.abs(target - x) <= 0.5 * error || room <= error);
      if (isFound && isLast) return { value: target, error, critical };
      if (point >= MAX_POINTS)
        return { value: target, error: outside === null ? error : Math.max(error, room), critical };
      if (!isLast && (isFound || (x === bound && isIn))) {
        // More toys may move the end beyond what fewer had excluded.
        toys = request.toys;
        startAgain();
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

    function startAgain(): void {
      inside = centre;
      outside = null;
      Object.assign(margins, { inside: Number.NaN, outside: Number.NaN });
    }

    function narrow(x: number, { isIn, margin }: Tested): void {
      const isStaying = isIn ? x !== inside && margins.inside > 0 : margins.outside < 0;
      if (isIn) {
        inside = x;
        margins.inside = Math.max(margin, Number.MIN_VALUE);
        if (isStaying) margins.outside *= 0.5;
      } else {
        outside = x;
        margins.outside = Math.min(margin, -Number.MIN_VALUE);
        if (isStaying) margins.inside *= 0.5;
      }
    }

    /** Between a value inside and one outside: where a straight line through the margins ends. */
    function root(): number | null {
      if (outside === null || Number.isNaN(margins.inside + margins.outside)) return null;
      return inside + ((outside - inside) * margins.inside) / (margins.inside - margins.outside);
    }

    function reach({ value, error }: ToyQuantile, sign: 1 | -1): number {
      return level(value + sign * error).value ?? bound;
    }
  }

  const end = findEnd();
  if ('status' in end) return end;
  return { status: 'converged', best, end, tested: [...tested].sort((a, b) => a - b), toys: made, failed };
}
