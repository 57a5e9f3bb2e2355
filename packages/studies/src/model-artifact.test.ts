import { compileModel } from '@cevns/fitting/compile';
import type { FactorDescription, ModelDescription } from '@cevns/fitting/model';
import { predict } from '@cevns/fitting/prediction';
import { expect, test } from 'vitest';
import { interpolationsOf } from './interpolations.ts';
import { modelFromJson, modelToJson } from './model-artifact.ts';
import { artifact } from './testing/artifacts.ts';
import { countingModel, modules } from './testing/counting-model.ts';

function stored(model: ModelDescription): ModelDescription {
  return modelFromJson(artifact({ json: modelToJson(model) }).json());
}

test('a model comes back as it was, to the last bit of what it expects', () => {
  const model = countingModel();
  expect(stored(model)).toEqual(model);
  const expected = (description: ModelDescription) => {
    const compiled = compileModel(description, interpolationsOf(modules));
    return predict(compiled, compiled.initial)[0]!.expectation;
  };
  expect(expected(stored(model))).toEqual(expected(model));
});

test('variations and tables come back as arrays of numbers', () => {
  const factors: FactorDescription[] = [
    {
      kind: 'morph',
      axes: [0],
      nominal: Float64Array.of(0.1, 1 / 3),
      interpolation: 'piecewise-linear',
      variations: [{ parameter: 'light', up: Float64Array.of(1, 2), down: Float64Array.of(3, 4) }],
    },
    {
      kind: 'table',
      axes: [1],
      parameter: 'onset',
      from: 0.2,
      step: 0.1,
      value: Float64Array.of(1, 2, 3, 4),
      first: Float64Array.of(5, 6, 7, 8),
      second: Float64Array.of(9, 0, 1, 2),
    },
    {
      kind: 'tabulated-morph',
      axes: [0],
      interpolation: 'piecewise-linear',
      parameter: 'mass',
      scale: 'log',
      from: 1,
      to: 100,
      knots: 2,
      nominal: Float64Array.of(1, 2, 3, 4),
      variations: [{ parameter: 'light', up: Float64Array.of(1, 2, 5, 6), down: Float64Array.of(3, 4, 7, 8) }],
    },
  ];
  const [channel] = countingModel().channels;
  const components = [{ name: 'cevns', terms: [{ weight: [], factors }] }];
  const model = { parameters: [], channels: [{ ...channel!, components }] };
  expect(stored(model).channels[0]!.components[0]!.terms[0]!.factors).toEqual(factors);
});

test('a factor that terms share is stored once, and shared when it comes back', () => {
  const [channel] = countingModel().channels;
  const [term] = channel!.components[0]!.terms;
  const components = ['a', 'b'].map((name) => ({ name, terms: [term!] }));
  const model = { parameters: [], channels: [{ ...channel!, components }] };
  const json = modelToJson(model) as unknown as { channels: { factors: unknown[] }[] };
  expect(json.channels[0]!.factors).toHaveLength(2);
  const [a, b] = stored(model).channels[0]!.components;
  expect(a!.terms[0]!.factors[0]).toBe(b!.terms[0]!.factors[0]);
});

test('joint constraints, starts, likelihoods and scales of terms come back', () => {
  const [channel] = countingModel().channels;
  const [term] = channel!.components[0]!.terms;
  const binScale = { parameters: ['g0', null, 'g2', 'g3'] };
  const scales = [{ parameter: 'flux', up: 1.1, down: 0.9, interpolation: 'exponential' as const }];
  const terms = ['a', 'b'].map(() => ({ ...term!, scales, binScales: [binScale] }));
  const covariance = Float64Array.from({ length: 16 }, (_, i) => (i % 5 === 0 ? 2 : 0.1));
  const templateErrors = {
    components: ['cevns'],
    relative: Float64Array.of(0.1, 0, 0.2, 0.1),
    constraint: 'normal' as const,
  };
  const sampler = {
    axes: [{ name: 'energy', nodes: Float64Array.of(0, 1.5, 4) }],
    components: channel!.components,
  };
  const model: ModelDescription = {
    parameters: [
      { name: 'a', initial: 1, constraint: { kind: 'log-normal', median: 1, logSigma: 0.2 } },
      { name: 'b', initial: 1, constraint: { kind: 'poisson', count: 12, rate: 10 } },
    ],
    jointConstraints: [
      { parameters: ['g0', 'g2'], mean: Float64Array.of(1, 1), covariance: Float64Array.of(1, 0.5, 0.5, 1) },
    ],
    starts: [{ a: 2 }],
    channels: [
      { ...channel!, likelihood: { kind: 'normal', covariance }, components: [{ name: 'both', terms }] },
      { ...channel!, name: 'events', likelihood: { kind: 'unbinned' } },
      { ...channel!, name: 'drawn', likelihood: { kind: 'unbinned', sampler } },
      { ...channel!, name: 'errors', templateErrors },
    ],
  };
  const back = stored(model);
  expect(back).toEqual(model);
  const [first, second] = back.channels[0]!.components[0]!.terms;
  expect(first!.binScales![0]).toBe(second!.binScales![0]);
});
