import type { CompiledModel } from '@cevns/fitting/compile';
import type { FailedFit } from '@cevns/fitting/fit';
import { asymptoticClsLimit, EXPECTED_AT } from '@cevns/fitting/limits/asymptotic-cls';
import {
  type ExpectedSearch,
  expectedCls,
  joinedSamples,
  sampleCls,
  searchExpectedCls,
} from '@cevns/fitting/limits/expected-cls';
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
import { blockName, type ToyRange, toyRanges } from '../analyses/toy-plan.ts';
import type { ConventionLimit, LimitConvention } from './limit-convention.ts';
import { DEFAULT_SEED, DEFAULT_TOYS, expectsByToys } from './limit-pieces.ts';

/** Settings of a study, all optional. */
export interface Cls {
  readonly method?: 'asymptotic' | 'toys';
  readonly toys?: number;
  readonly seed?: number;
  /** How limits that are expected without a signal are found, by the method of the limit unless given. */
  readonly expected?: 'asymptotic' | 'toys' | 'none';
}

interface Search {
  readonly values: readonly number[];
  readonly toys: number;
}

/** Toys of one value, as JSON. */
interface Drawn {
  readonly signal: readonly number[];
  readonly background: readonly number[];
  readonly failed: number;
}

/** What one block of toys is counted for: at each value of the limit, and of each expected limit. */
interface Block {
  readonly counts: readonly ClsCounts[];
  readonly expected: readonly (readonly Drawn[])[];
}

interface Pieces {
  readonly search: Search;
  readonly expected: ExpectedSearch;
  readonly blocks: readonly Block[];
}

/** As many toys as expected limits use at most: with their weights they leave less uncertain than the spread of the limits. */
const MOST_EXPECTED_TOYS = 20_000;
const NOTHING_EXPECTED: ExpectedSearch = { values: [], toys: 0 };

/**
 * CLs with the statistic q-tilde, and its asymptotic distributions or those of toys; the limits expected without a signal come with it.
 *
 * @see A. L. Read, J. Phys. G 28 (2002) 2693; G. Cowan et al., Eur. Phys. J. C 71 (2011) 1554
 */
export const convention: LimitConvention<Cls> = {
  limit(model, task, confidence, settings) {
    if (settings.method !== 'toys') {
      const found = asymptoticClsLimit(model, task, confidence);
      if (found.status === 'failed' || settings.expected !== 'none') return found;
      const { expected: _, ...limit } = found;
      return limit;
    }
    const search = find(model, task, confidence, settings);
    if ('status' in search) return search;
    const expected = findExpected(model, task, confidence, settings);
    if ('status' in expected) return expected;
    const blocks: Block[] = [];
    for (const range of toyRanges(settings.toys ?? DEFAULT_TOYS)) {
      const own = blockOf(model, task, settings, range, search, expected);
      if ('status' in own) return own;
      blocks.push(own);
    }
    return joined(model, task, confidence, settings, { search, expected, blocks });
  },
  piece(model, task, confidence, settings, name, before) {
    if (name === 'search') {
      const found = find(model, task, confidence, settings);
      return 'status' in found ? found : { found };
    }
    if (name === 'search-expected') {
      const found = findExpected(model, task, confidence, settings);
      return 'status' in found ? found : { found };
    }
    const range = toyRanges(settings.toys ?? DEFAULT_TOYS).find((each) => blockName(each) === name)!;
    const found = blockOf(model, task, settings, range, before.search as Search, expectedBefore(before));
    return 'status' in found ? found : { found };
  },
  join(model, task, confidence, settings, pieces) {
    const blocks = toyRanges(settings.toys ?? DEFAULT_TOYS).map((range) => pieces[blockName(range)] as Block);
    const [search, expected] = [pieces.search as Search, expectedBefore(pieces)];
    return joined(model, task, confidence, settings, { search, expected, blocks });
  },
  sign: () => 'CL_{s}',
  statement(confidence, { method, toys = DEFAULT_TOYS, seed = DEFAULT_SEED, expected = method }) {
    const level = `CLs = ${Number((1 - confidence).toPrecision(6))}, statistic q-tilde`;
    if (method !== 'toys') return `${level}, asymptotic`;
    const bands = { asymptotic: '; expected: asymptotic', toys: '; expected: by toys', none: '' }[expected ?? method];
    return `${level}, ${toys} toys at each value, seed ${seed}${bands}`;
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

function findExpected(
  model: CompiledModel,
  task: LimitTask,
  confidence: number,
  settings: Cls,
): ExpectedSearch | FailedFit {
  if (!expectsByToys(settings)) return NOTHING_EXPECTED;
  const toys = Math.min(MOST_EXPECTED_TOYS, settings.toys ?? DEFAULT_TOYS);
  return searchExpectedCls(model, task, confidence, streamsOf(task, settings), toys);
}

function expectedBefore(pieces: Readonly<Record<string, unknown>>): ExpectedSearch {
  return (pieces['search-expected'] as ExpectedSearch | undefined) ?? NOTHING_EXPECTED;
}

function blockOf(
  model: CompiledModel,
  task: LimitTask,
  settings: Cls,
  range: ToyRange,
  search: Search,
  expected: ExpectedSearch,
): Block | FailedFit {
  const streams = streamsOf(task, settings);
  const counts: ClsCounts[] = [];
  for (const value of search.values) {
    const own = clsCounts(model, task, value, streams, range);
    if ('status' in own) return own;
    counts.push(own);
  }
  const bands: Drawn[][] = [];
  for (const values of range.first < MOST_EXPECTED_TOYS ? expected.values : []) {
    const band: Drawn[] = [];
    for (const value of values) {
      const own = sampleCls(model, task, value, streams, range);
      if ('status' in own) return own;
      band.push({ signal: [...own.signal], background: [...own.background], failed: own.failed });
    }
    bands.push(band);
  }
  return { counts, expected: bands };
}

function joined(
  model: CompiledModel,
  task: LimitTask,
  confidence: number,
  settings: Cls,
  { search, expected, blocks }: Pieces,
): ConventionLimit | FailedFit {
  const asymptotic = asymptoticClsLimit(model, task, confidence);
  if (asymptotic.status === 'failed') return asymptotic;
  const points = search.values.map((_, k) => addedCounts(blocks.map(({ counts }) => counts[k]!)));
  const crossing = points.length === 0 ? null : clsCrossing(search.values, points.map(clsOfCounts), 1 - confidence);
  const drawn = expected.values.map((values, band) =>
    values.map((_, k) =>
      joinedSamples(blocks.flatMap((block) => block.expected.slice(band, band + 1).map((own) => arraysOf(own[k]!)))),
    ),
  );
  const bands = drawn.map((statistics, band) => {
    const values = expected.values[band]!;
    const own = statistics.map((each) => expectedCls(each, EXPECTED_AT[band]!));
    return values.length === 0 ? null : clsCrossing(values, own, 1 - confidence);
  });
  const all = drawn.flat();
  const tested =
    points.reduce((sum, { signal, background, failed }) => sum + signal.toys + background.toys + failed, 0) +
    all.reduce((sum, { signal, background, failed }) => sum + (signal.length + background.length) / 2 + failed, 0);
  const failed = [...points, ...all].reduce((sum, each) => sum + each.failed, 0);
  const { expected: asymptoticBands, ...limit } = asymptotic;
  return {
    ...limit,
    upper: crossing?.value ?? null,
    ...(settings.expected === 'none'
      ? {}
      : { expected: expectsByToys(settings) ? bands.map((band) => band?.value ?? null) : asymptoticBands }),
    toys: {
      seed: settings.seed ?? DEFAULT_SEED,
      number: search.toys + expected.toys + tested,
      failed,
      'upper-error': crossing?.error ?? null,
      ...(expectsByToys(settings) ? { 'expected-errors': bands.map((band) => band?.error ?? null) } : {}),
    },
  };
}

function arraysOf({ signal, background, failed }: Drawn) {
  return { signal: Float64Array.from(signal), background: Float64Array.from(background), failed };
}
