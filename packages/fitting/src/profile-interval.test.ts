import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { type ConvergedFit, fit } from './fit.ts';
import {
  affine,
  boundaryModel,
  compile,
  component,
  countingModel,
  oneChannel,
  onOffModel,
} from './fixtures/example-models.ts';
import type { ModelDescription } from './model.ts';
import { profileInterval } from './profile-interval.ts';

const read = (name: string) => JSON.parse(readFileSync(new URL(`./fixtures/${name}.json`, import.meta.url), 'utf8'));
const counting = read('counting');
const boundary = read('boundary');

function fitted(description: ModelDescription, start: Record<string, number> = {}) {
  const model = compile(description);
  const best = fit(model, { start });
  if (best.status === 'failed') throw new Error(best.message);
  return { model, best: best as ConvergedFit };
}

test('the interval of a count over an uncertain background, to ten digits', () => {
  const { model, best } = fitted(countingModel(counting.background.inputs));
  for (const [delta, [minus, plus]] of [
    [1, counting.background.interval],
    [counting.background.delta90, counting.background.interval90],
  ]) {
    const interval = profileInterval(model, best, 'mu', delta);
    expect(interval.minus.distance! / -minus - 1).toBeCloseTo(0, 10);
    expect(interval.plus.distance! / plus - 1).toBeCloseTo(0, 10);
    expect(interval.betterMinimum).toBeNull();
    expect(interval.evaluations).toBeLessThan(60);
  }
});

test('the interval and upper limit of an on/off measurement', () => {
  const { model, best } = fitted(onOffModel(counting.onOff.inputs));
  const interval = profileInterval(model, best, 'mu');
  expect(interval.minus.value! / counting.onOff.interval[0] - 1).toBeCloseTo(0, 10);
  expect(interval.plus.value! / counting.onOff.interval[1] - 1).toBeCloseTo(0, 10);
  // The level of the fixture is rounded: 2.7055.
  expect(profileInterval(model, best, 'mu', 2.70554345409541).plus.value).toBeCloseTo(counting.onOff.upper90, 5);
});

test.each(['downward', 'upward'])('upper limits of a strength with a boundary, %s fluctuation', (name) => {
  const dataset = boundary.datasets[name];
  const { model, best } = fitted(boundaryModel(boundary.inputs, dataset.data, true));
  const levels = { 'dchi2=1.000000': 1, 'dchi2=2.705543': 2.70554345409541, 'dchi2=3.841459': 3.841458820694124 };
  for (const [key, delta] of Object.entries(levels)) {
    const interval = profileInterval(model, best, 'm', delta);
    expect(Math.abs(interval.plus.value! - dataset.upper_limits[key])).toBeLessThan(1e-7);
    const reachesZero = name === 'downward' || delta > dataset.profile[0][1];
    expect(interval.minus.reason).toBe(reachesZero ? 'bound' : null);
  }
});

test('an interval without an end says why', () => {
  const flat = oneChannel(
    [
      { name: 'a', initial: 1 },
      { name: 'b', initial: 1 },
    ],
    [10],
    [component('a', affine(0, 1, 'a'), [4]), component('b', affine(0, 1, 'b'), [4])],
  );
  const { model, best } = fitted(flat);
  expect(profileInterval(model, best, 'a').plus).toEqual({ distance: null, value: null, reason: 'not-reached' });
});

/** (x^2 - 4)^2 + x / 2 as an expectation: two minima, the lower one at negative x. */
const doubleWell = oneChannel(
  [{ name: 'x', initial: 2, lower: -4, upper: 4 }],
  [1],
  [
    {
      name: 'well',
      terms: [
        {
          weight: [
            { coefficient: 26, powers: {} },
            { coefficient: 0.5, powers: { x: 1 } },
            { coefficient: -8, powers: { x: 2 } },
            { coefficient: 1, powers: { x: 4 } },
          ],
          factors: component('', [], [1]).terms[0]!.factors,
        },
      ],
    },
  ],
);

test('a lower minimum met on the way is reported, and the interval belongs to it', () => {
  const { model, best } = fitted(doubleWell);
  expect(best.parameters[0]!.value).toBeGreaterThan(0);
  const interval = profileInterval(model, best, 'x', 40);
  expect(interval.betterMinimum?.parameters[0]?.value).toBeLessThan(0);
  expect(interval.betterMinimum?.statistic).toBeLessThan(best.statistic - 0.5);
  expect(interval.best).toBe(interval.betterMinimum?.parameters[0]?.value);
});

test('what is not free, not known or not positive is refused', () => {
  const model = compile(countingModel(counting.background.inputs));
  const best = fit(model, { fixed: { theta: 0 } }) as ConvergedFit;
  expect(() => profileInterval(model, best, 'theta')).toThrow(/free parameter, got theta/);
  expect(() => profileInterval(model, best, 'nu')).toThrow(/found nu/);
  expect(() => profileInterval(model, best, 'mu', 0)).toThrow(/delta above 0/);
});
