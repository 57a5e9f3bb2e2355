import { createRandomStream } from '@cevns/numerics/random/random-stream';
import { expect, test } from 'vitest';
import { affine, compile, component, countingModel, oneChannel } from './fixtures/example-models.ts';
import { asymptoticClsLimit } from './limits/asymptotic-cls.ts';
import { bayesianLimit } from './limits/bayesian-limit.ts';
import { feldmanCousinsEnd } from './limits/feldman-cousins.ts';
import { type LimitTask, type UpperLimit, upperLimit } from './upper-limit.ts';

/** Rise of the statistic of n counts from its minimum at mu >= 0. */
function rise(n: number, background: number, s: number): number {
  const deviance = (mu: number) => 2 * (mu - n + (n > 0 ? n * Math.log(n / mu) : 0));
  return deviance(s + background) - deviance(Math.max(n, background));
}

const counting = (n: number) =>
  compile(
    oneChannel(
      [{ name: 'mu', initial: 1 }],
      [n],
      [component('signal', affine(0, 1, 'mu'), [1]), component('background', [{ coefficient: 1, powers: {} }], [10])],
    ),
  );

test.each([3, 10, 17])(
  'counting %i over 10: the statistic has risen by the level from its minimum above the border',
  (n) => {
    const found = upperLimit(counting(n), { parameter: 'mu', border: 0, fixed: {} }, 2.71) as UpperLimit;
    expect(found.best.parameters[0]!.value).toBeCloseTo(Math.max(0, n - 10), 5);
    expect(rise(n, 10, found.upper!)).toBeCloseTo(2.71, 6);
  },
);

test('a free nuisance loosens the limit', () => {
  const model = compile(countingModel({ n: 10, s: 1, b: 10, relativeUncertainty: 0.2 }));
  const at = (fixed: Record<string, number>) =>
    (upperLimit(model, { parameter: 'mu', border: 0, fixed }, 2.71) as UpperLimit).upper!;
  expect(at({})).toBeGreaterThan(at({ theta: 0 }) + 0.3);
});

test('a limit beyond the bound is none', () => {
  const description = oneChannel(
    [{ name: 'mu', initial: 0, lower: -1, upper: 5 }],
    [10],
    [component('signal', affine(0, 1, 'mu'), [1]), component('background', [{ coefficient: 1, powers: {} }], [10])],
  );
  expect(upperLimit(compile(description), { parameter: 'mu', border: 0, fixed: {} }, 9)).toMatchObject({ upper: null });
});

test('a coupling that enters squared, many orders of magnitude below its bound', () => {
  const description = oneChannel(
    [{ name: 'g', initial: 1e-3, lower: 0, upper: 1 }],
    [10],
    [
      component('signal', [{ coefficient: 1e8, powers: { g: 2 } }], [1]),
      component('background', [{ coefficient: 1, powers: {} }], [10]),
    ],
  );
  const found = upperLimit(compile(description), { parameter: 'g', border: 0, fixed: {} }, 2.71) as UpperLimit;
  expect(rise(10, 10, 1e8 * found.upper! ** 2)).toBeCloseTo(2.71, 6);
});

const request = { toys: 10, random: createRandomStream(1, 'refused') };

test.each([
  ['delta-chi2', (task: LimitTask, share: number) => upperLimit(counting(10), task, share > 0 ? 2.71 : 0)],
  ['cls', (task: LimitTask, share: number) => asymptoticClsLimit(counting(10), task, share)],
  ['bayesian', (task: LimitTask, share: number) => bayesianLimit(counting(10), task, share, 'marginal')],
  [
    'feldman-cousins',
    (task: LimitTask, share: number) => feldmanCousinsEnd(counting(10), task, share, request, 'plus'),
  ],
])('%s: a parameter that is held, a share of 0, and a border that leaves no room are refused', (_, limit) => {
  const task = { parameter: 'mu', border: 0, fixed: {} };
  expect(() => limit({ ...task, fixed: { mu: 1 } }, 0.9)).toThrow('Expected a free parameter, got mu, which is held');
  expect(() => limit(task, 0)).toThrow(RangeError);
  for (const border of [Number.POSITIVE_INFINITY, Number.NaN]) {
    expect(() => limit({ ...task, border }, 0.9)).toThrow(/^border: expected a value below the upper bound of mu/);
  }
});
