import { expect, test } from 'vitest';
import { type ConvergedFit, fit } from './fit.ts';
import { affine, compile, component, oneChannel, template } from './fixtures/example-models.ts';
import type { ComponentDescription, FactorDescription, ModelDescription, ParameterDescription } from './model.ts';

const unitPull = { kind: 'normal', mean: 0, sigma: 1 } as const;

function converged(model: ModelDescription, options: Parameters<typeof fit>[1] = {}): ConvergedFit {
  const result = fit(compile(model), options);
  if (result.status === 'failed') throw new Error(result.message);
  return result;
}

function fitted(result: ConvergedFit, name: string): number {
  return result.parameters.find((parameter) => parameter.name === name)!.value;
}

/** One bin that a parameter raises by `up` above 0 and changes by `down` below. */
function kinkedModel(observed: number, up: number, down: number, initial = 0): ModelDescription {
  const factor: FactorDescription = {
    kind: 'morph',
    axes: [0],
    nominal: Float64Array.of(50),
    interpolation: 'piecewise-linear',
    variations: [{ parameter: 'a', up: Float64Array.of(50 + up), down: Float64Array.of(50 + down) }],
  };
  const one: ComponentDescription = {
    name: 'all',
    terms: [{ weight: [{ coefficient: 1, powers: {} }], factors: [factor] }],
  };
  return oneChannel([{ name: 'a', initial, constraint: unitPull }], [observed], [one]);
}

test.each([0, 2, -2, 1e-9])('a minimum on a kink is recognised from %d, without zigzag', (initial) => {
  // Both variations raise the expectation above the 40 counts: both one-sided slopes point uphill.
  const result = converged(kinkedModel(40, 10, 8, initial));
  expect(fitted(result, 'a')).toBe(0);
  expect(result.verdict.atKink).toEqual(['a']);
  expect(result.verdict.evaluations).toBeLessThan(20);
});

test.each([
  [0, 62],
  [-1.5, 62],
  [1.5, 38],
  [0, 38],
])('a fit from %d crosses a kink when the minimum, for %d counts, lies beyond', (initial, observed) => {
  const result = converged(kinkedModel(observed, 8, -5, initial));
  const a = fitted(result, 'a');
  const slope = a > 0 ? 8 : 5;
  const expected = 50 + slope * a;
  expect(Math.sign(a)).toBe(Math.sign(observed - 50));
  expect(2 * slope * (1 - observed / expected) + 2 * a).toBeCloseTo(0, 9);
  expect(result.verdict.evaluations).toBeLessThan(16);
});

test('of two ways down from a kink the steeper is taken', () => {
  expect(fitted(converged(kinkedModel(70, 5, 12)), 'a')).toBeLessThan(0);
  expect(fitted(converged(kinkedModel(70, 12, 5)), 'a')).toBeGreaterThan(0);
});

test('a parameter without effect stays where it starts', () => {
  const step = 0.5;
  const profile: FactorDescription = {
    kind: 'table',
    axes: [0],
    parameter: 'onset',
    from: 0,
    step,
    value: Float64Array.of(1, 4, 2, 3, 3, 2),
    first: Float64Array.of(1, -1, 1, -1, 1, -1),
    second: new Float64Array(6),
  };
  const parameters: ParameterDescription[] = [
    { name: 'strength', initial: 1, lower: 0 },
    { name: 'onset', initial: 0.4, lower: 0, upper: 1 },
    { name: 'background', initial: 1, lower: 0 },
  ];
  const components: ComponentDescription[] = [
    { name: 'signal', terms: [{ weight: affine(0, 1, 'strength'), factors: [profile] }] },
    component('background', affine(0, 1, 'background'), [10, 10]),
  ];
  const model = oneChannel(parameters, [12, 9], components);
  const held = converged(model, { fixed: { strength: 0 }, start: { onset: 0.7 } });
  expect(fitted(held, 'onset')).toBe(0.7);
  expect(held.verdict).toMatchObject({ withoutEffect: ['onset'], positiveDefinite: true });
  expect(held.parameters[1]!.error).toBeNull();
  expect(fitted(held, 'background')).toBeCloseTo(21 / 20, 10);
  // With the strength free but at 0 the onset has no slope, yet a signal of the right shape lowers the statistic.
  const free = converged(oneChannel(parameters, [10, 14], components), { start: { strength: 0 } });
  expect(fitted(free, 'strength')).toBeGreaterThan(0);
  expect(free.statistic).toBeLessThan(1e-9);
});

test('a stationary point that is a maximum is left', () => {
  const square = [{ coefficient: 1, powers: { g: 2 } }];
  const components = [
    component('signal', square, [4, 1]),
    component('rest', [{ coefficient: 1, powers: {} }], [10, 10]),
  ];
  const result = converged(oneChannel([{ name: 'g', initial: 0 }], [26, 14], components));
  expect(Math.abs(fitted(result, 'g'))).toBeCloseTo(2, 8);
  expect(result.verdict.positiveDefinite).toBe(true);
});

test.each([
  [0.5, -0.5, 0.025, -0.17, 0.96, 0.145],
  [0.42, -0.21, -0.019, 0.098, 0.012, 0.06],
  [0.9, -0.7, -0.22, -0.25, 0.82, 0.024],
])(
  'between the branches of a hyperbola, from (%d, %d): to one of them, where the statistic is 0',
  (x, y, a, b, value, sigma) => {
    // x y + a x + b y is measured, and the start lies beside the line from saddle to saddle of its deviation.
    const weight = [
      { coefficient: 1, powers: { x: 1, y: 1 } },
      { coefficient: a, powers: { x: 1 } },
      { coefficient: b, powers: { y: 1 } },
    ];
    const model = oneChannel(
      [
        { name: 'x', initial: x },
        { name: 'y', initial: y },
      ],
      [value],
      [component('all', weight, [1])],
    );
    const likelihood = { kind: 'normal', covariance: Float64Array.of(sigma ** 2) } as const;
    const result = converged({ ...model, channels: [{ ...model.channels[0]!, likelihood }] });
    const [fx, fy] = [fitted(result, 'x'), fitted(result, 'y')];
    expect(result.statistic).toBeLessThan(1e-9);
    expect(fx * fy + a * fx + b * fy).toBeCloseTo(value, 5);
    expect(result.verdict.iterations).toBeLessThan(30);
  },
);

test('a stationary point at 0 of a square that the data do not want is the minimum', () => {
  const square = [{ coefficient: 1, powers: { g: 2 } }];
  const components = [
    component('signal', square, [4, 1]),
    component('rest', [{ coefficient: 1, powers: {} }], [10, 10]),
  ];
  const result = converged(oneChannel([{ name: 'g', initial: 1 }], [4, 9], components));
  expect(Math.abs(fitted(result, 'g'))).toBeLessThan(1e-5);
  expect(result.verdict.positiveDefinite).toBe(true);
});

test('two parameters of which the data know only the product: minimum found, no errors given', () => {
  const parameters = [
    { name: 'flux', initial: 1.5 },
    { name: 'strength', initial: 1 },
  ];
  const product = [{ coefficient: 1, powers: { flux: 1, strength: 1 } }];
  const components = [{ name: 'signal', terms: [{ weight: product, factors: [template([10, 20])] }] }];
  const result = converged(oneChannel(parameters, [24, 36], components));
  expect(fitted(result, 'flux') * fitted(result, 'strength')).toBeCloseTo(2, 6);
  expect(result.verdict.positiveDefinite).toBe(false);
  expect(result.covariance).toBeNull();
  expect(result.parameters.map(({ error }) => error)).toEqual([null, null]);
});

test('both bounds hold, alone and together', () => {
  const parameters = [
    { name: 'a', initial: 0.5, lower: 0, upper: 1 },
    { name: 'b', initial: 1, lower: 0.2, upper: 3 },
  ];
  const components = [component('a', affine(0, 1, 'a'), [10, 1]), component('b', affine(0, 1, 'b'), [1, 10])];
  const upper = converged(oneChannel(parameters, [40, 15], components));
  expect(upper.parameters.map(({ atLimit }) => atLimit)).toEqual(['upper', null]);
  expect(fitted(upper, 'a')).toBe(1);
  const both = converged(oneChannel(parameters, [40, 60], components));
  expect(both.parameters.map(({ atLimit }) => atLimit)).toEqual(['upper', 'upper']);
  expect(both.covariance).toEqual(new Float64Array(0));
  const lower = converged(oneChannel(parameters, [0, 0], components));
  expect(lower.parameters.map(({ value }) => value)).toEqual([0, 0.2]);
});

test('a parameter that only empty bins know runs to its bound', () => {
  const parameters = [{ name: 'a', initial: 2, lower: 0.5 }];
  const result = converged(oneChannel(parameters, [0], [component('a', affine(0, 1, 'a'), [3])]));
  expect(fitted(result, 'a')).toBe(0.5);
  expect(result.statistic).toBeCloseTo(3, 12);
});

test('an empty bin pulls its expectation to a bound, or below 0, where the fit says so', () => {
  const falling = oneChannel([{ name: 'a', initial: 2 }], [0], [component('a', affine(5, -1, 'a'), [1])]);
  const bounded = converged({ ...falling, parameters: [{ name: 'a', initial: 2, upper: 4 }] });
  expect(bounded.parameters[0]).toMatchObject({ value: 4, atLimit: 'upper' });
  expect(bounded.verdict.negativeBins).toEqual([]);
  expect(fit(compile(falling)).verdict.negativeBins).toHaveLength(1);
});

test('data far from the start are reached, through a region where the model is not defined', () => {
  const components = [component('a', affine(0, 1, 'a'), [1, 2]), component('b', affine(0, 1, 'b'), [3, 1])];
  const parameters = [
    { name: 'a', initial: 1 },
    { name: 'b', initial: 1 },
  ];
  const result = converged(oneChannel(parameters, [2000, 1e6], components), { start: { a: 0.001, b: 0.001 } });
  expect(result.statistic).toBeLessThan(1e-8);
  expect(fitted(result, 'b') * 3 + fitted(result, 'a')).toBeCloseTo(2000, 5);
});
