import { compileModel } from '@cevns/fitting/compile';
import { interpolation as piecewiseLinear } from '@cevns/fitting/interpolation/piecewise-linear';
import { interpolation as quadratic } from '@cevns/fitting/interpolation/quadratic';
import type { ModelDescription } from '@cevns/fitting/model';
import { predict } from '@cevns/fitting/prediction';
import { expect, test } from 'vitest';
import { countingModel } from '../testing/counting-model.ts';
import { deformedModel } from '../testing/deformed-model.ts';
import { histogramExpectation } from './histogram-expectation.ts';
import { histogramModel } from './histogram-samples.ts';

const interpolations = { 'piecewise-linear': piecewiseLinear, quadratic };

/** The expectation of the model itself. */
function right(model: ModelDescription, values: Readonly<Record<string, number>>): number[] {
  const compiled = compileModel(model, interpolations);
  const theta = Float64Array.from(compiled.names, (name, i) => values[name] ?? compiled.initial[i]!);
  return [...predict(compiled, theta)[0]!.expectation];
}

const none = { strength: 1, flux: 0, light: 0, gain: 0, level: 0 };

test('samples are components; free scales are normfactors, constrained ones normsys, variations histosys', () => {
  const { parameters, channels, frozen } = histogramModel(deformedModel(), interpolations);
  expect(parameters.map(({ name, isConstrained }) => [name, isConstrained])).toEqual([
    ['strength', false],
    ['flux', true],
    ['light', true],
    ['gain', true],
    ['level', true],
  ]);
  expect(frozen).toEqual([{ name: 'shape', value: 0, reason: 'expectations are not linear in it' }]);
  const [channel] = channels;
  expect(channel!.observed).toEqual([12, 17]);
  const [cevns, steady] = channel!.samples;
  expect(cevns).toEqual({
    name: 'cevns',
    nominal: [10, 5],
    binModifiers: [],
    modifiers: [
      { type: 'normfactor', parameter: 'strength' },
      { type: 'normsys', parameter: 'flux', hi: 1.1, lo: 0.9, interpolation: 'lin' },
      { type: 'histosys', parameter: 'light', hi: [12, 5], lo: [9, 6], interpolation: 'lin' },
      { type: 'histosys', parameter: 'gain', hi: [10, 6], lo: [9, 5], interpolation: 'lin' },
    ],
  });
  expect(steady!.name).toBe('steady');
  expect(steady!.nominal).toEqual([6, 8]);
  const [light, level] = steady!.modifiers;
  expect(light).toEqual({ type: 'histosys', parameter: 'light', hi: [6, 10], lo: [4, 8], interpolation: 'parabolic' });
  expect(level).toMatchObject({ type: 'normsys', parameter: 'level', interpolation: 'log' });
  expect((level as { hi: number }).hi).toBeCloseTo(Math.exp(0.2), 14);
});

test.each(['pyhf', 'named'] as const)('by the rule %s, one parameter at -1, 0 or +1 gives the model itself', (rule) => {
  const model = deformedModel();
  const { parameters, channels } = histogramModel(model, interpolations);
  for (const { name, valueAt } of parameters) {
    for (const own of name === 'strength' ? [0, 0.5, 3] : [-1, 0, 1]) {
      const found = histogramExpectation(channels[0]!, { ...none, [name]: own }, rule);
      right(model, { [name]: valueAt(own) }).forEach((value, bin) => {
        expect(found[bin]).toBeCloseTo(value, 12);
      });
    }
  }
});

test('by their names, modifiers give the model at any values', () => {
  const model = deformedModel();
  const { parameters, channels } = histogramModel(model, interpolations);
  for (const own of [
    { strength: 2, flux: 0.3, light: -0.7, gain: 1.8, level: -2.2 },
    { strength: 0.1, flux: -3, light: 2.5, gain: -0.4, level: 0.9 },
  ]) {
    const values = Object.fromEntries(
      parameters.map(({ name, valueAt }) => [name, valueAt(own[name as keyof typeof own])]),
    );
    const found = histogramExpectation(channels[0]!, own, 'named');
    right(model, values).forEach((value, bin) => {
      expect(found[bin]).toBeCloseTo(value, 10);
    });
  }
});

test('the parts of a component that other parameters scale are samples of their own, negative ones included', () => {
  const model = countingModel();
  const [channel] = model.channels;
  const [steady, cevns] = channel!.components;
  const [term] = cevns!.terms;
  const interfering = {
    ...model,
    parameters: [...model.parameters, { name: 'epsilon', initial: 0.1 }],
    channels: [
      {
        ...channel!,
        components: [
          steady!,
          {
            ...cevns!,
            terms: [
              {
                ...term!,
                weight: [...term!.weight, { coefficient: -20, powers: { strength: 1, epsilon: 1 } }],
              },
            ],
          },
        ],
      },
    ],
  };
  const { channels } = histogramModel(interfering, interpolations);
  expect(channels[0]!.samples.map(({ name }) => name)).toEqual([
    'steady',
    'cevns * strength',
    'cevns * epsilon * strength',
  ]);
  const found = histogramExpectation(channels[0]!, { strength: 2, scale: 0, epsilon: 0.3 }, 'pyhf');
  right(interfering, { strength: 2, epsilon: 0.3 }).forEach((value, bin) => {
    expect(found[bin]).toBeCloseTo(value, 12);
  });
});

test('a scale that reaches 0 within a standard deviation moves its histogram as a whole', () => {
  const model = countingModel();
  const wide = model.parameters.map((parameter) =>
    parameter.name === 'scale'
      ? { ...parameter, constraint: { kind: 'normal', mean: 1, sigma: 1.5 } as const }
      : parameter,
  );
  const { channels, parameters } = histogramModel({ ...model, parameters: wide }, interpolations);
  expect(channels[0]!.samples[0]!.modifiers).toMatchObject([{ type: 'histosys', parameter: 'scale' }]);
  expect(parameters.find(({ name }) => name === 'scale')!.lower).toBeCloseTo(-1 / 1.5, 14);
  const found = histogramExpectation(channels[0]!, { strength: 1, scale: 1 }, 'pyhf');
  right({ ...model, parameters: wide }, { scale: 2.5 }).forEach((value, bin) => {
    expect(found[bin]).toBeCloseTo(value, 12);
  });
});

test('parameters that an analysis holds are held where it held them, and fits start at its values', () => {
  const { parameters, frozen, channels } = histogramModel(
    deformedModel(),
    interpolations,
    { gain: 1 },
    { gain: 1, flux: 1.05, shape: 2 },
  );
  expect(frozen).toEqual([
    { name: 'gain', value: 1, reason: 'held by the analysis' },
    { name: 'shape', value: 2, reason: 'expectations are not linear in it' },
  ]);
  expect(parameters.find(({ name }) => name === 'flux')!.initial).toBeCloseTo(0.5, 12);
  const [cevns, steady] = channels[0]!.samples;
  expect(cevns!.nominal).toEqual([10, 6]);
  expect(steady!.nominal).toEqual([8, 10]);
});

test('what is no histogram of counts is refused', () => {
  const model = deformedModel();
  const [channel] = model.channels;
  const normal = { kind: 'normal', covariance: Float64Array.of(1, 0, 0, 1) } as const;
  expect(() => histogramModel({ ...model, channels: [{ ...channel!, likelihood: normal }] }, interpolations)).toThrow(
    'the likelihood of events is normal',
  );
});

test('scales of HistFactory stay what they are; parameters of single bins are held', () => {
  const counting = countingModel();
  const [channel] = counting.channels;
  const [steady, cevns] = channel!.components;
  const model: ModelDescription = {
    parameters: [
      ...counting.parameters,
      { name: 'jitter', initial: 0, constraint: { kind: 'normal', mean: 0, sigma: 1 } },
      { name: 'bin', initial: 1, lower: 0 },
    ],
    channels: [
      {
        ...channel!,
        components: [
          {
            ...steady!,
            terms: [
              {
                ...steady!.terms[0]!,
                scales: [{ parameter: 'jitter', up: 1.2, down: 0.7, interpolation: 'polynomial-exponential' }],
                binScales: [{ parameters: ['bin', null, null, null] }],
              },
            ],
          },
          cevns!,
        ],
      },
    ],
  };
  const { channels, frozen } = histogramModel(model, interpolations, {}, { bin: 2 });
  expect(frozen).toEqual([{ name: 'bin', value: 2, reason: 'it scales single bins' }]);
  const [sample] = channels[0]!.samples;
  expect(sample!.nominal).toEqual([10, 5, 20, 20]);
  expect(sample!.modifiers).toMatchObject([
    { type: 'normsys', parameter: 'scale', hi: 1.1, lo: 0.9 },
    { type: 'normsys', parameter: 'jitter', hi: 1.2, lo: 0.7 },
  ]);
  for (const jitter of [-1.6, -0.4, 0.8, 2]) {
    const found = histogramExpectation(channels[0]!, { strength: 1, scale: 0, jitter }, 'pyhf');
    right(model, { jitter, bin: 2 }).forEach((value, bin) => {
      expect(found[bin]).toBeCloseTo(value, 11);
    });
  }
});
