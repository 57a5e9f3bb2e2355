import { compileModel } from '@cevns/fitting/compile';
import { type ConvergedFit, fit } from '@cevns/fitting/fit';
import type { MorphFactor } from '@cevns/fitting/model';
import { type Significance, significance } from '@cevns/fitting/significance';
import { describe, expect, test } from 'vitest';
import { interpolationsOf } from '../interpolations.ts';
import { modules } from '../testing/counting-model.ts';
import { type ControlMeasurement, controlOf, expectedOf } from './control-measurement.ts';

const morph = (...nominal: number[]): MorphFactor => ({
  kind: 'morph',
  axes: [0],
  nominal: Float64Array.from(nominal),
  interpolation: 'piecewise-linear',
  variations: [],
});

/** How strongly counts on source reject that there is no signal, the background being known from a control measurement. */
function z(
  observed: readonly number[],
  off: readonly number[],
  tau: number,
  statistics: ControlMeasurement['statistics'],
  signal: readonly number[],
): number {
  const background = off.map((counts) => counts / tau);
  const factor = morph(...background);
  const control = controlOf({ ratio: tau, statistics, parameter: 'ambient-off' }, expectedOf(1, [factor], off.length));
  const weight = (names: readonly string[]) => [
    { coefficient: 1, powers: Object.fromEntries(names.map((name) => [name, 1])) },
  ];
  const model = compileModel(
    {
      parameters: [{ name: 'strength', initial: 1, lower: 0 }, ...control.parameters],
      channels: [
        {
          name: 'on',
          axes: [{ name: 'energy', edges: Float64Array.from({ length: off.length + 1 }, (_, i) => i) }],
          observed: Float64Array.from(observed),
          components: [
            { name: 'ambient', terms: [{ weight: weight(control.scaledBy), factors: [factor], ...control.binScales }] },
            { name: 'cevns', terms: [{ weight: weight(['strength']), factors: [morph(...signal)] }] },
          ],
        },
      ],
    },
    interpolationsOf(modules),
  );
  const best = fit(model) as ConvergedFit;
  return (significance(model, best, { strength: 0 }) as Significance).z;
}

/** Li and Ma, equation 17. */
function liMa(on: number, off: number, alpha: number): number {
  const all = on + off;
  return Math.sqrt(2 * (on * Math.log(((1 + alpha) / alpha) * (on / all)) + off * Math.log((1 + alpha) * (off / all))));
}

describe('one bin on and off source is what Li and Ma have', () => {
  test.each([
    [140, 500, 5],
    [20, 7, 1],
    [1250, 2000, 2],
    [9, 300, 100],
  ])('%d on, %d off in %d times the exposure', (on, off, tau) => {
    expect(z([on], [off], tau, 'per-bin', [10])).toBeCloseTo(liMa(on, off, 1 / tau), 6);
    // With one bin the shape is known.
    expect(z([on], [off], tau, 'total', [10])).toBeCloseTo(liMa(on, off, 1 / tau), 6);
  });
});

test('without signal expected from the counts, bins by themselves add up in squares', () => {
  const [signal, off, tau] = [[40, 15, 5], [600, 400, 300], 4];
  const on = signal.map((each, i) => each + off[i]! / tau);
  const squares = signal.map((_, i) => liMa(on[i]!, off[i]!, 1 / tau) ** 2);
  expect(z(on, off, tau, 'per-bin', signal) ** 2).toBeCloseTo(
    squares.reduce((sum, each) => sum + each),
    6,
  );
});

test('a known shape says more than the counts of every bin, an endless control measurement the same', () => {
  const [signal, background] = [
    [40, 15, 5],
    [150, 100, 75],
  ];
  const on = signal.map((each, i) => each + background[i]!);
  const off = (tau: number) => background.map((each) => tau * each);
  expect(z(on, off(1), 1, 'total', signal)).toBeGreaterThan(1.05 * z(on, off(1), 1, 'per-bin', signal));
  const exact = Math.sqrt(on.reduce((sum, n, i) => sum + 2 * (n * Math.log(n / background[i]!) - signal[i]!), 0));
  expect(z(on, off(1e6), 1e6, 'per-bin', signal)).toBeCloseTo(exact, 4);
  expect(z(on, off(1e6), 1e6, 'total', signal)).toBeCloseTo(exact, 4);
});

test('bins without background have no parameter, and factors multiply over the axes', () => {
  const both = { ...morph(0.25, 0.75), axes: [1] };
  const expected = expectedOf(8, [morph(0, 1), both], 4);
  expect([...expected]).toEqual([0, 0, 2, 6]);
  const { parameters, binScales } = controlOf({ ratio: 3, statistics: 'per-bin', parameter: 'off' }, expected);
  expect(parameters.map(({ name }) => name)).toEqual(['off[2]', 'off[3]']);
  expect(parameters[1]!.constraint).toEqual({ kind: 'poisson', count: 18, rate: 18 });
  expect(binScales.binScales).toEqual([{ parameters: [null, null, 'off[2]', 'off[3]'] }]);
  expect(() => controlOf({ ratio: 0, statistics: 'total', parameter: 'off' }, expected)).toThrow('a positive ratio');
});
