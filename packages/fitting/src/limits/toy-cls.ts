import type { RandomStream } from '@cevns/numerics/random/random-stream';
import type { CompiledModel } from '../compile.ts';
import { type ConvergedFit, type FailedFit, fit, fittedValues } from '../fit.ts';
import { parameterIndex } from '../start-point.ts';
import { ToyFits } from '../toys/toy-fits.ts';
import { type LimitTask, lowestFit, withBorder } from '../upper-limit.ts';
import { asymptoticClsLimit } from './asymptotic-cls.ts';

/** The toys of one value in which the statistic is at least that of the data: with the signal of that value, and without any. */
export interface ClsCounts {
  readonly signal: { readonly above: number; readonly toys: number };
  readonly background: { readonly above: number; readonly toys: number };
  readonly failed: number;
}

/** Two independent streams. */
export interface ClsStreams {
  readonly signal: RandomStream;
  readonly background: RandomStream;
}

/** Where toys are to be made so that the limit lies among them. */
export interface ClsSearch {
  /** Ascending; empty if CLs stays above the level up to the bound of the parameter. */
  readonly values: readonly number[];
  readonly best: ConvergedFit;
  /** Toys made for it. */
  readonly toys: number;
}

/** CLs of one value by toys. */
export interface ToyClsPoint {
  readonly cls: number;
  /** What the number of toys leaves uncertain in the logarithm of CLs. */
  readonly logError: number;
}

/** Share of the toys with which the limit is looked for, and the fewest of them. */
const SEARCH_SHARE = 0.2;
const LEAST_TOYS = 200;
const MOST_STEPS = 12;
/** How the search goes up and down, as factors of the distance from the best fit. */
const UP = 1.4;
const DOWN = 0.75;
/** Half the distance between the outermost values, relative to that of the limit from the best fit. */
const SPREAD = 0.15;
/** Differences of the statistic below this are rounding. */
export const TIE = 1e-7;

/** What toys of one value are made of. */
export interface ClsExperiment {
  readonly status: 'ready';
  /** The statistic of the data. */
  readonly observed: number;
  /** True values of all parameters with the signal, and without any. */
  readonly signal: Float64Array;
  readonly background: Float64Array;
  readonly fits: ToyFits;
  /** The statistic of the next toy, NaN if a fit did not converge. */
  next(random: RandomStream): number;
}

/**
 * Prepares toys for the statistic q-tilde, see `asymptoticCls`. Toys with the signal have the other parameters as fitted to the data with
 * the value held, those without it as fitted at the border.
 *
 * @returns the experiment, or the fit to the data that failed
 * @throws FittingError for an unknown parameter or an invalid value, or a model whose data cannot be drawn
 */
export function clsExperiment(unrestricted: CompiledModel, task: LimitTask, value: number): ClsExperiment | FailedFit {
  const p = parameterIndex(unrestricted, task.parameter, 'parameter');
  const model = withBorder(unrestricted, p, task.border);
  const best = lowestFit(model, p, task);
  if (best.status === 'failed') return best;
  const at = (held: number) => {
    const where = { [task.parameter]: held };
    return fit(model, { fixed: { ...task.fixed, ...where }, start: { ...fittedValues(best), ...where } });
  };
  const [own, none] = [at(value), at(model.lower[p]!)];
  if (own.status === 'failed') return own;
  if (none.status === 'failed') return none;
  const free = Uint8Array.from(best.parameters, ({ fixed }) => (fixed ? 0 : 1));
  const fits = new ToyFits(model, free, p);
  const values = ({ parameters }: ConvergedFit) => Float64Array.from(parameters, (parameter) => parameter.value);
  return {
    status: 'ready',
    observed: value <= best.parameters[p]!.value ? 0 : Math.max(0, own.statistic - best.statistic),
    signal: values(own),
    background: values(none),
    fits,
    next(random) {
      if (!fits.next(random)) return Number.NaN;
      return fits.best[p]! > value ? 0 : fits.heldMinimum() - fits.minimum();
    },
  };
}

/**
 * Counts toys whose statistic is at least that of the data.
 *
 * @returns the counts, or the fit to the data that failed
 * @throws as clsExperiment
 */
export function clsCounts(
  model: CompiledModel,
  task: LimitTask,
  value: number,
  streams: ClsStreams,
  { first, count }: { readonly first: number; readonly count: number },
): ClsCounts | FailedFit {
  const experiment = clsExperiment(model, task, value);
  if (experiment.status === 'failed') return experiment;
  const countAbove = (kind: 'signal' | 'background') => {
    experiment.fits.setTruth(experiment[kind], value);
    let [above, toys] = [0, 0];
    for (let toy = first; toy < first + count; toy++) {
      streams[kind].start(toy);
      const q = experiment.next(streams[kind]);
      if (Number.isNaN(q)) continue;
      toys += 1;
      if (q >= experiment.observed - TIE) above += 1;
    }
    return { above, toys };
  };
  const counted = { signal: countAbove('signal'), background: countAbove('background') };
  return { ...counted, failed: 2 * count - counted.signal.toys - counted.background.toys };
}

/** Counts of the same value in other toys together. */
export function addedCounts(all: readonly ClsCounts[]): ClsCounts {
  const sum = (of: (counts: ClsCounts) => number) => all.reduce((total, counts) => total + of(counts), 0);
  const both = (key: 'signal' | 'background') => ({ above: sum((c) => c[key].above), toys: sum((c) => c[key].toys) });
  return { signal: both('signal'), background: both('background'), failed: sum(({ failed }) => failed) };
}

/** CLs of counted toys; where none with the signal is above, as if half a toy was. */
export function clsOfCounts({ signal, background }: ClsCounts): ToyClsPoint {
  const share = ({ above, toys }: ClsCounts['signal']) => Math.max(above, 0.5) / toys;
  const variance = ({ above, toys }: ClsCounts['signal']) => (1 - above / toys) / Math.max(above, 0.5);
  return {
    cls: share(signal) / share(background),
    logError: Math.sqrt(variance(signal) + variance(background)),
  };
}

/**
 * Looks for the limit with few toys, from the asymptotic one on.
 *
 * @param confidence above 0.5
 */
export function searchCls(
  model: CompiledModel,
  task: LimitTask,
  confidence: number,
  streams: ClsStreams,
  toys: number,
): ClsSearch | FailedFit {
  const asymptotic = asymptoticClsLimit(model, task, confidence);
  if (asymptotic.status === 'failed') return asymptotic;
  const { best } = asymptotic;
  const p = parameterIndex(model, task.parameter, 'parameter');
  const few = Math.min(toys, Math.max(LEAST_TOYS, Math.round(SEARCH_SHARE * toys)));
  const found = searchCrossing(
    { centre: best.parameters[p]!.value, bound: model.upper[p]!, start: asymptotic.upper },
    { few, near: Number.POSITIVE_INFINITY },
    (value) => {
      const counts = clsCounts(model, task, value, streams, { first: 0, count: few });
      return 'status' in counts ? counts : logExcess(clsOfCounts(counts), confidence);
    },
  );
  return 'status' in found ? found : { ...found, best };
}

/** Where a search begins. */
export interface SearchRange {
  /** CLs is 1 here. */
  readonly centre: number;
  readonly bound: number;
  /** The asymptotic limit; null where it is beyond the bound. */
  readonly start: number | null;
}

/** ln CLs above that of the level, and its error. */
export interface LogExcess {
  readonly excess: number;
  readonly logError: number;
}

export function logExcess({ cls, logError }: ToyClsPoint, confidence: number): LogExcess {
  return { excess: Math.log(cls / (1 - confidence)), logError };
}

/**
 * Values around the place where ln CLs, as few toys have it, falls to the level.
 *
 * @param few toys that the excess comes from
 * @param near the search does not end farther from the level than this, however uncertain the excess is
 * @param at the excess at a value
 */
export function searchCrossing(
  { centre, bound, start }: SearchRange,
  { few, near }: { readonly few: number; readonly near: number },
  at: (value: number) => LogExcess | FailedFit,
): Pick<ClsSearch, 'values' | 'toys'> | FailedFit {
  let made = 0;
  let [inside, outside] = [centre, Number.POSITIVE_INFINITY];
  let [insideLog, outsideLog] = [Number.NaN, Number.NaN];
  let value = Math.min(bound, start ?? bound);
  for (let step = 0; step < MOST_STEPS; step++) {
    const found = at(value);
    if ('status' in found) return found;
    made += 2 * few;
    const { excess, logError } = found;
    if (excess > 0) [inside, insideLog] = [value, excess];
    else [outside, outsideLog] = [value, excess];
    if (excess > 0 && value === bound) return { values: [], toys: made };
    if (Math.abs(excess) <= Math.min(near, 0.5 * logError)) break;
    if (outside === Number.POSITIVE_INFINITY) value = Math.min(bound, centre + UP * (value - centre));
    else if (Number.isNaN(insideLog)) value = centre + DOWN * (value - centre);
    else value = inside + ((outside - inside) * insideLog) / (insideLog - outsideLog);
  }
  const spread = SPREAD * (value - centre);
  return { values: [value - spread, value, Math.min(bound, value + spread)], toys: made };
}

/**
 * The value at which CLs has fallen to a level, by a straight line through the logarithms of CLs at some values.
 *
 * @param level 1 - confidence
 * @returns the value and what the number of toys leaves uncertain in it; null where CLs does not fall
 */
export function clsCrossing(
  values: readonly number[],
  points: readonly ToyClsPoint[],
  level: number,
): { readonly value: number; readonly error: number } | null {
  const weights = points.map(({ logError }) => logError ** -2);
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  const mean = (of: (k: number) => number) => weights.reduce((sum, weight, k) => sum + weight * of(k), 0) / whole;
  const log = (k: number) => Math.log(points[k]!.cls / level);
  const [x, y] = [mean((k) => values[k]!), mean(log)];
  const width = mean((k) => (values[k]! - x) ** 2);
  const slope = mean((k) => (values[k]! - x) * (log(k) - y)) / width;
  if (!(slope < 0)) return null;
  const value = x - y / slope;
  // All values have the same random numbers: their errors do not average.
  const shared = Math.sqrt(mean((k) => points[k]!.logError ** 2));
  return { value, error: shared / Math.abs(slope) };
}
