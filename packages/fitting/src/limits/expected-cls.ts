import { normalCdf } from '@cevns/numerics/special-functions/normal-distribution';
import type { CompiledModel } from '../compile.ts';
import type { FailedFit } from '../fit.ts';
import { parameterIndex } from '../start-point.ts';
import type { LimitTask } from '../upper-limit.ts';
import { asymptoticClsLimit, EXPECTED_AT } from './asymptotic-cls.ts';
import { type ClsStreams, clsExperiment, logExcess, searchCrossing, TIE, type ToyClsPoint } from './toy-cls.ts';

/**
 * Share of the toys with which expected limits are looked for, and the fewest of them: enough for quantiles of two standard deviations.
 * The toys are the same at all values, so that CLs falls smoothly, and the search ends this near to the level in ln CLs.
 */
const SEARCH_SHARE = 0.5;
const LEAST_TOYS = 500;
const NEAR = 0.05;

/** Where toys are to be made so that the expected limits lie among them. */
export interface ExpectedSearch {
  /** For -2, -1, 0, 1, 2 standard deviations, ascending; empty where CLs stays above the level up to the bound of the parameter. */
  readonly values: readonly (readonly number[])[];
  /** Toys made for it. */
  readonly toys: number;
}

/**
 * Looks with few toys for the limits that are expected without a signal, from the asymptotic ones on.
 *
 * @param confidence above 0.5
 * @returns where to make toys, or the fit that failed
 * @throws as clsExperiment
 */
export function searchExpectedCls(
  model: CompiledModel,
  task: LimitTask,
  confidence: number,
  streams: ClsStreams,
  toys: number,
): ExpectedSearch | FailedFit {
  const asymptotic = asymptoticClsLimit(model, task, confidence);
  if (asymptotic.status === 'failed') return asymptotic;
  const p = parameterIndex(model, task.parameter, 'parameter');
  const centre = Math.max(task.border, model.lower[p]!);
  const few = Math.min(toys, Math.max(LEAST_TOYS, Math.round(SEARCH_SHARE * toys)));
  const values: (readonly number[])[] = [];
  let made = 0;
  for (const [k, deviations] of EXPECTED_AT.entries()) {
    const range = { centre, bound: model.upper[p]!, start: asymptotic.expected[k]! };
    const found = searchCrossing(range, { few, near: NEAR }, (value) => {
      const drawn = sampleCls(model, task, value, streams, { first: 0, count: few });
      return 'status' in drawn ? drawn : logExcess(expectedCls(drawn, deviations), confidence);
    });
    if ('status' in found) return found;
    values.push(found.values);
    made += found.toys;
  }
  return { values, toys: made };
}

/** Toys of one value. */
export interface ClsSample {
  /** The statistic, and ln of the probability of the data of the toy with the signal relative to that without, one after the other. */
  readonly signal: Float64Array;
  readonly background: Float64Array;
  readonly failed: number;
}

/**
 * Toys with the signal of a value and without any.
 *
 * @returns and throws as clsExperiment
 */
export function sampleCls(
  model: CompiledModel,
  task: LimitTask,
  value: number,
  streams: ClsStreams,
  { first, count }: { readonly first: number; readonly count: number },
): ClsSample | FailedFit {
  const experiment = clsExperiment(model, task, value);
  if (experiment.status === 'failed') return experiment;
  const { fits } = experiment;
  const draw = (kind: 'signal' | 'background') => {
    const isSignal = kind === 'signal';
    fits.setTruth(experiment[kind], value, isSignal ? experiment.background : experiment.signal);
    const pairs = new Float64Array(2 * count);
    let toys = 0;
    for (let toy = first; toy < first + count; toy++) {
      streams[kind].start(toy);
      const q = experiment.next(streams[kind]);
      if (Number.isNaN(q)) continue;
      pairs[2 * toys] = q;
      pairs[2 * toys + 1] = isSignal ? -fits.alternative() : fits.alternative();
      toys += 1;
    }
    return pairs.slice(0, 2 * toys);
  };
  const drawn = { signal: draw('signal'), background: draw('background') };
  return { ...drawn, failed: 2 * count - (drawn.signal.length + drawn.background.length) / 2 };
}

/** One toy of either kind, with the probabilities that it stands for if the signal is there, and if there is none. */
interface Weighted {
  readonly q: number;
  readonly weights: readonly [signal: number, background: number];
  readonly isBackground: boolean;
}

/**
 * CLs that data without a signal give at one value: the quantile, among toys without a signal, of the CLs that each gives: the
 * probability, with the signal, of data that agree with the value as badly or worse, by that without it. Both probabilities are sums
 * over toys of both kinds with weights L / (n_s L_s + n_b L_b), since those with the signal that a low limit depends on are too rare to
 * be counted.
 *
 * @param deviations of a normal distribution, whose probability below is that of the quantile: a low CLs belongs to a low limit
 * @see E. Veach and L. J. Guibas, SIGGRAPH 1995, 419, for the weights (balance heuristic)
 */
export function expectedCls({ signal, background }: ClsSample, deviations: number): ToyClsPoint {
  const toys = [...weighted(signal, false), ...weighted(background, true)];
  const [signals, backgrounds] = [signal.length / 2, background.length / 2];
  const all = toys
    .map(({ q, ratio, isBackground }): Weighted => {
      const small = Math.exp(-Math.abs(ratio));
      const mixture = ratio > 0 ? signals + backgrounds * small : signals * small + backgrounds;
      const weights = [(ratio > 0 ? 1 : small) / mixture, (ratio > 0 ? small : 1) / mixture] as const;
      return { q, weights, isBackground };
    })
    .sort((a, b) => b.q - a.q);
  const points: { cls: number; variance: number }[] = [];
  const [sums, squares] = [
    [0, 0],
    [0, 0],
  ];
  let next = 0;
  for (const { q, isBackground } of all) {
    for (; next < all.length && all[next]!.q >= q - TIE; next++) {
      all[next]!.weights.forEach((weight, k) => {
        sums[k]! += weight;
        squares[k]! += weight ** 2;
      });
    }
    if (!isBackground) continue;
    const [s, b] = sums as [number, number];
    const variance = sums.reduce((total, sum, k) => total + squares[k]! / sum ** 2, 0);
    points.push({ cls: s / b, variance });
  }
  points.sort((a, b) => a.cls - b.cls);
  const n = points.length;
  const share = normalCdf(deviations);
  const at = (rank: number) => points[Math.max(0, Math.min(n - 1, Math.ceil(rank) - 1))]!;
  const { cls, variance } = at(n * share);
  const spread = Math.sqrt(n * share * (1 - share));
  const rank = 0.5 * Math.log(at(n * share + spread).cls / at(n * share - spread).cls);
  return { cls, logError: Math.sqrt(rank ** 2 + variance) };
}

function weighted(pairs: Float64Array, isBackground: boolean) {
  return Array.from({ length: pairs.length / 2 }, (_, toy) => ({
    q: pairs[2 * toy]!,
    ratio: pairs[2 * toy + 1]!,
    isBackground,
  }));
}

/** Toys of the same value together. */
export function joinedSamples(all: readonly ClsSample[]): ClsSample {
  const both = (key: 'signal' | 'background') => Float64Array.from(all.flatMap((each) => [...each[key]]));
  const failed = all.reduce((sum, each) => sum + each.failed, 0);
  return { signal: both('signal'), background: both('background'), failed };
}
