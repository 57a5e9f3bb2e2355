import { createRandomStream } from '@cevns/numerics/random/random-stream';
import { brentRoot } from '@cevns/numerics/root-finding/brent';
import { normalCdf } from '@cevns/numerics/special-functions/normal-distribution';
import { poissonLogPmf } from '@cevns/numerics/special-functions/poisson-distribution';
import { expect, test } from 'vitest';
import type { CompiledModel } from '../compile.ts';
import { affine, compile, component, countingModel, oneChannel } from '../fixtures/example-models.ts';
import { asymptoticClsLimit, EXPECTED_AT } from './asymptotic-cls.ts';
import { type ClsSample, expectedCls, joinedSamples, sampleCls, searchExpectedCls } from './expected-cls.ts';
import { clsCrossing } from './toy-cls.ts';

const task = { parameter: 'mu', border: 0, fixed: {} };
const streams = () => ({ signal: createRandomStream(1, 'signal'), background: createRandomStream(1, 'background') });

function drawnAt(model: CompiledModel, value: number, first: number, count: number): ClsSample {
  const drawn = sampleCls(model, task, value, streams(), { first, count });
  if ('status' in drawn) throw new Error(drawn.message);
  return drawn;
}

function expectedLimits(model: CompiledModel, confidence: number, toys: number) {
  const search = searchExpectedCls(model, task, confidence, streams(), toys);
  if ('status' in search) throw new Error(search.message);
  return search.values.map((values, k) => {
    const points = values.map((value) => expectedCls(drawnAt(model, value, 0, toys), EXPECTED_AT[k]!));
    return values.length === 0 ? null : clsCrossing(values, points, 1 - confidence);
  });
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

/** The smallest count below or at which a Poisson distribution has a probability. */
function quantile(mean: number, probability: number): number {
  let n = 0;
  while (atMost(n, mean) < probability) n += 1;
  return n;
}

test.each([
  [3.3, 0.95],
  [0.4, 0.9],
  [12, 0.9],
])('over a known background of %f at %f: limits of the counts at the quantiles, by exact sums', (b, confidence) => {
  const found = expectedLimits(counting(7, b), confidence, 2500);
  for (const [k, deviations] of EXPECTED_AT.entries()) {
    const n = quantile(b, normalCdf(deviations));
    const ratio = (mu: number) => atMost(n, mu + b) / atMost(n, b) - (1 - confidence);
    const exact = brentRoot(ratio, 0.01, 80, { tolerance: 1e-10 }).x;
    expect(Math.abs(found[k]!.value - exact)).toBeLessThan(4 * found[k]!.error + 0.01 * exact);
    expect(found[k]!.error).toBeLessThan(0.1 * exact);
  }
});

test('of many counts they are the asymptotic ones', () => {
  const model = compile(countingModel({ n: 1030, s: 50, b: 1000, relativeUncertainty: 0.03 }));
  const asymptotic = asymptoticClsLimit(model, task, 0.95);
  if (asymptotic.status === 'failed') throw new Error(asymptotic.message);
  const found = expectedLimits(model, 0.95, 2500);
  found.forEach((limit, k) => {
    expect(Math.abs(limit!.value - asymptotic.expected[k]!)).toBeLessThan(4 * limit!.error);
    expect(limit!.error).toBeLessThan(0.06 * limit!.value);
  });
});

test('blocks of toys together are those of one block; without sensitivity up to the bound there is no limit', () => {
  const model = counting(4, 3);
  const blocks = [drawnAt(model, 5, 0, 300), drawnAt(model, 5, 300, 200)];
  expect(joinedSamples(blocks)).toEqual(drawnAt(model, 5, 0, 500));
  const narrow = { ...counting(4, 30), upper: Float64Array.of(4) };
  expect(searchExpectedCls(narrow, task, 0.9, streams(), 400)).toMatchObject({ values: [[], [], [], [], []] });
});
