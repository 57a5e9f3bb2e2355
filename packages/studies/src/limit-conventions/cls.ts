import type { CompiledModel } from '@cevns/fitting/compile';
import type { FailedFit } from '@cevns/fitting/fit';
import { asymptoticClsLimit } from '@cevns/fitting/limits/asymptotic-cls';
import {
  addedCounts,
  type ClsCounts,
  type ClsStreams,
  clsCounts,
  clsCrossing,
  clsOfCounts,
  searchCls,
} from '@cevns/fitting/limits/toy-cls';
import type { LimitTask } from '@cevns/fitting/upper-limit';
import { createRandomStream } from '@cevns/numerics/random/random-stream';
import { blockName, toyRanges } from '../analyses/toy-plan.ts';
import type { ConventionLimit, LimitConvention } from './limit-convention.ts';
import { DEFAULT_SEED, DEFAULT_TOYS } from './limit-pieces.ts';

/** Settings of a study, all optional. */
export interface Cls {
  readonly method?: 'asymptotic' | 'toys';
  readonly toys?: number;
  readonly seed?: number;
}

interface Search {
  readonly values: readonly number[];
  readonly toys: number;
}

/**
 * CLs with the statistic q-tilde, and its asymptotic distributions or those of toys; the limits expected without a signal, asymptotic, come
 * with it.
 *
 * @see A. L. Read, J. Phys. G 28 (2002) 2693; G. Cowan et al., Eur. Phys. J. C 71 (2011) 1554
 */
export const convention: LimitConvention<Cls> = {
  limit(model, task, confidence, settings) {
    if (settings.method !== 'toys') return asymptoticClsLimit(model, task, confidence);
    const search = find(model, task, confidence, settings);
    if ('status' in search) return search;
    const counts: (readonly ClsCounts[])[] = [];
    for (const range of toyRanges(settings.toys ?? DEFAULT_TOYS)) {
      const own = countAt(model, task, search.values, settings, range);
      if ('status' in own) return own;
      counts.push(own);
    }
    return joined(model, task, confidence, settings, { search, counts });
  },
  piece(model, task, confidence, settings, name, before) {
    if (name === 'search') {
      const found = find(model, task, confidence, settings);
      return 'status' in found ? found : { found };
    }
    const range = toyRanges(settings.toys ?? DEFAULT_TOYS).find((each) => blockName(each) === name)!;
    const { values } = before.search as Search;
    const found = countAt(model, task, values, settings, range);
    return 'status' in found ? found : { found };
  },
  join(model, task, confidence, settings, pieces) {
    const counts = toyRanges(settings.toys ?? DEFAULT_TOYS).map((range) => pieces[blockName(range)] as ClsCounts[]);
    return joined(model, task, confidence, settings, { search: pieces.search as Search, counts });
  },
  statement(confidence, { method, toys = DEFAULT_TOYS, seed = DEFAULT_SEED }) {
    const level = `CLs = ${Number((1 - confidence).toPrecision(6))}, statistic q-tilde`;
    return method === 'toys'
      ? `${level}, ${toys} toys at each value, seed ${seed}; expected: asymptotic`
      : `${level}, asymptotic`;
  },
};

function streamsOf({ parameter }: LimitTask, { seed = DEFAULT_SEED }: Cls): ClsStreams {
  const stream = (what: string) => createRandomStream(seed, `cls ${what} ${parameter}`);
  return { signal: stream('signal'), background: stream('background') };
}

function find(model: CompiledModel, task: LimitTask, confidence: number, settings: Cls): Search | FailedFit {
  const found = searchCls(model, task, confidence, streamsOf(task, settings), settings.toys ?? DEFAULT_TOYS);
  return 'status' in found ? found : { values: found.values, toys: found.toys };
}

function countAt(
  model: CompiledModel,
  task: LimitTask,
  values: readonly number[],
  settings: Cls,
  range: { readonly first: number; readonly count: number },
): ClsCounts[] | FailedFit {
  const all: ClsCounts[] = [];
  for (const value of values) {
    const counts = clsCounts(model, task, value, streamsOf(task, settings), range);
    if ('status' in counts) return counts;
    all.push(counts);
  }
  return all;
}

function joined(
  model: CompiledModel,
  task: LimitTask,
  confidence: number,
  { seed = DEFAULT_SEED }: Cls,
  { search, counts }: { readonly search: Search; readonly counts: readonly (readonly ClsCounts[])[] },
): ConventionLimit | FailedFit {
  const asymptotic = asymptoticClsLimit(model, task, confidence);
  if (asymptotic.status === 'failed') return asymptotic;
  const points = search.values.map((_, k) => addedCounts(counts.map((block) => block[k]!)));
  const crossing = points.length === 0 ? null : clsCrossing(search.values, points.map(clsOfCounts), 1 - confidence);
  const tested = points.reduce(
    (sum, { signal, background, failed }) => sum + signal.toys + background.toys + failed,
    0,
  );
  return {
    ...asymptotic,
    upper: crossing?.value ?? null,
    toys: {
      seed,
      number: search.toys + tested,
      failed: points.reduce((sum, { failed }) => sum + failed, 0),
      'upper-error': crossing?.error ?? null,
    },
  };
}
