import { createRandomStream } from '@cevns/numerics/random/random-stream';
import { brentRoot } from '@cevns/numerics/root-finding/brent';
import { poissonLogPmf } from '@cevns/numerics/special-functions/poisson-distribution';
import { expect, test } from 'vitest';
import type { CompiledModel } from '../compile.ts';
import { affine, compile, component, countingModel, oneChannel } from '../fixtures/example-models.ts';
import { asymptoticClsLimit } from './asymptotic-cls.ts';
import { addedCounts, type ClsCounts, clsCounts, clsCrossing, clsOfCounts, searchCls } from './toy-cls.ts';

const task = { parameter: 'mu', border: 0, fixed: {} };
const streams = () => ({ signal: createRandomStream(1, 'signal'), background: createRandomStream(1, 'background') });

function limit(model: CompiledModel, confidence: number, toys: number) {
  const search = searchCls(model, task, confidence, streams(), toys);
  if ('status' in search) throw new Error(search.message);
  const points = search.values.map((value) => {
    const counts = clsCounts(model, task, value, streams(), { first: 0, count: toys });
    if ('status' in counts) throw new Error(counts.message);
    expect(counts.failed).toBe(0);
    return clsOfCounts(counts);
  });
  return clsCrossing(search.values, points, 1 - confidence)!;
}

/** A count of mean b + mu with b known. */
const counting = (n: number, b: number) =>
  compile(
    oneChannel(
      [{ name: 'mu', initial: 1, lower: 0, upper: 100 }],
      [n],
      [component('b', [{ coefficient: 1, powers: {} }], [b]), component('s', affine(0, 1, 'mu'), [1])],
    ),
  );

/** Probability of at most n counts. */
function atMost(n: number, mean: number): number {
  let sum = 0;
  for (let k = 0; k <= n; k++) sum += Math.exp(poissonLogPmf(k, mean));
  return sum;
}

test.each([
  [0, 3, 0.95],
  [2, 3, 0.95],
  [5, 3, 0.9],
  [9, 3, 0.95],
])('%d counts over a known background of %d at %d: the exact ratio of sums', (n, b, confidence) => {
  const exact = brentRoot((mu) => atMost(n, mu + b) / atMost(n, b) - (1 - confidence), 0.1, 60, { tolerance: 1e-10 }).x;
  const { value, error } = limit(counting(n, b), confidence, 10_000);
  expect(Math.abs(value - exact)).toBeLessThan(4 * error + 0.01 * exact);
  expect(error).toBeLessThan(0.06 * exact);
});

test('of many counts it is the asymptotic limit', () => {
  const model = compile(countingModel({ n: 1030, s: 50, b: 1000, relativeUncertainty: 0.03 }));
  const asymptotic = asymptoticClsLimit(model, task, 0.95);
  if (asymptotic.status === 'failed') throw new Error(asymptotic.message);
  const { value, error } = limit(model, 0.95, 6000);
  expect(Math.abs(value - asymptotic.upper!)).toBeLessThan(4 * error);
  expect(error / asymptotic.upper!).toBeLessThan(0.04);
});

test('counts of blocks of toys add up to those of all', () => {
  const model = counting(4, 3);
  const of = (first: number, count: number) => clsCounts(model, task, 5, streams(), { first, count }) as ClsCounts;
  expect(addedCounts([of(0, 300), of(300, 200)])).toEqual(of(0, 500));
});

test('without sensitivity up to the bound there is no limit', () => {
  const model = { ...counting(30, 3), upper: Float64Array.of(8) };
  const search = searchCls(model, task, 0.9, streams(), 400);
  expect(search).toMatchObject({ values: [] });
});
