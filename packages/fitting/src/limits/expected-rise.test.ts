import { expect, test } from 'vitest';
import { affine, compile, component, oneChannel } from '../fixtures/example-models.ts';
import { upperLimit } from '../upper-limit.ts';
import { expectedRiseLimits } from './expected-rise.ts';

/** n ~ Poisson(s + background), with the background known. */
const counting = (observed: number, background: number) =>
  compile(
    oneChannel(
      [{ name: 's', initial: 1, lower: 0, upper: 100 * background }],
      [observed],
      [component('signal', affine(0, 1, 's'), [1]), component('background', affine(background, 0, 's'), [1])],
    ),
  );
const task = { parameter: 's', border: 0, fixed: {} };
const LEVEL = 2.7055;

test('the median is the limit of the expectation itself, in closed form', () => {
  const background = 7;
  const limits = expectedRiseLimits(counting(12, background), task, LEVEL);
  if ('status' in limits) throw new Error(limits.message);
  const rise = (s: number) => 2 * (s - background * Math.log(1 + s / background));
  expect(rise(limits[2]!)).toBeCloseTo(LEVEL, 7);
  // x/s = n + sqrt(level + min(0, n)^2), whose square is the rise without a signal.
  expect(rise(limits[0]!)).toBeCloseTo((Math.sqrt(LEVEL + 4) - 2) ** 2, 7);
  expect(rise(limits[4]!)).toBeCloseTo((Math.sqrt(LEVEL) + 2) ** 2, 7);
});

test('with many events they are the limits of data that fluctuate by as many standard deviations', () => {
  const background = 1e6;
  const limits = expectedRiseLimits(counting(background, background), task, LEVEL);
  if ('status' in limits) throw new Error(limits.message);
  [-2, -1, 0, 1, 2].forEach((n, i) => {
    const found = upperLimit(counting(background + n * Math.sqrt(background), background), task, LEVEL);
    if (found.status === 'failed') throw new Error(found.message);
    expect(limits[i]! / found.upper!).toBeCloseTo(1, 2);
  });
});

test('without sensitivity up to the bound there is no limit', () => {
  const model = compile(
    oneChannel(
      [{ name: 's', initial: 0.1, lower: 0, upper: 1 }],
      [50],
      [component('signal', affine(0, 1, 's'), [1]), component('background', affine(50, 0, 's'), [1])],
    ),
  );
  expect(expectedRiseLimits(model, task, LEVEL)).toEqual([null, null, null, null, null]);
});
