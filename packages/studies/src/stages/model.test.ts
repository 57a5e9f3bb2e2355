import { compileModel } from '@cevns/fitting/compile';
import * as quadratic from '@cevns/fitting/interpolation/quadratic';
import type { ModelDescription } from '@cevns/fitting/model';
import { predict } from '@cevns/fitting/prediction';
import { startPoint } from '@cevns/fitting/start-point';
import { describe, expect, test } from 'vitest';
import { interpolationsOf } from '../interpolations.ts';
import { modelFromJson } from '../model-artifact.ts';
import { call } from '../testing/artifacts.ts';
import { run } from './model.ts';

const modules = { 'interpolation:quadratic': quadratic };
const parameters = {
  channel: 'small',
  binning: { PE: [0, 10, 40], time: [0, 1, 6] },
  region: { PE: [0, 40], time: [0, 6] },
  axes: ['PE', 'time'],
  parameters: [
    { name: 'strength', initial: 1.5 },
    { name: 'sin2', initial: 0.2 },
    { name: 'light', initial: 0 },
    { name: 'scale', initial: 1 },
  ],
  interpolation: 'quadratic',
  variations: ['light'],
  components: [
    { name: 'steady', scaledBy: ['scale'], events: 60 },
    { name: 'cevns', scaledBy: ['strength'] },
  ],
};
const light = { light: { up: [33, 11], down: [27, 9] } };
const inputs = {
  'signal:cevns': {
    json: {
      terms: [
        { timing: 'prompt', powers: {}, knots: 1, nominal: [30, 10], variations: light },
        {
          timing: 'delayed',
          powers: { sin2: 2 },
          knots: 1,
          nominal: [100, 50],
          variations: { light: { up: [100, 50], down: [100, 50] } },
        },
      ],
      crossSections: [],
    },
  },
  fractions: { json: { prompt: { nominal: [0.9, 0.1] }, delayed: { nominal: [0.3, 0.6] } } },
  shares: {
    arrays: {
      'steady/PE': { shape: [2], data: Float64Array.of(0.25, 0.75) },
      'steady/time': { shape: [2], data: Float64Array.of(0.5, 0.5) },
    },
  },
};

/** Parameters of a model whose steady background keeps its events or does not exist. */
const withoutScale = parameters.parameters.filter(({ name }) => name !== 'scale');

async function modelWith(more: object = {}, changes: object = {}): Promise<ModelDescription> {
  const { model } = await call(run, {
    parameters: { ...parameters, ...changes },
    inputs: { ...inputs, ...more },
    modules,
  });
  return modelFromJson(model!.json());
}

function expected(model: ModelDescription, values: Record<string, number> = {}): number[] {
  const compiled = compileModel(model, interpolationsOf(modules));
  return [...predict(compiled, startPoint(compiled, {}, values).theta)[0]!.expectation];
}

/** First bin by hand: background + strength (prompt + sin2^2 delayed). */
function firstBin(strength: number, sin2: number, prompt: number, scale: number): number {
  return 60 * scale * 0.25 * 0.5 + strength * (prompt * 0.9 + sin2 ** 2 * 100 * 0.3);
}

test('without data the observation is the expectation at the start values', async () => {
  const model = await modelWith();
  const { observed } = model.channels[0]!;
  expect([...observed]).toEqual(expected(model));
  expect(observed[0]).toBeCloseTo(firstBin(1.5, 0.2, 30, 1), 12);
});

test('with data the observation is the counts', async () => {
  const counts = { arrays: { counts: { shape: [2, 2], data: Float64Array.of(1, 2, 3, 4) } } };
  expect([...(await modelWith({ counts })).channels[0]!.observed]).toEqual([1, 2, 3, 4]);
});

describe('what a parameter does to the expectation', () => {
  test.each([
    ['a strength scales the signal', { strength: 3 }, firstBin(3, 0.2, 30, 1)],
    ['a scale scales its background', { scale: 2 }, firstBin(1.5, 0.2, 30, 2)],
    ['a parameter of the interaction enters with its power', { sin2: 0.4 }, firstBin(1.5, 0.4, 30, 1)],
    ['a pull of one is the variation', { light: 1 }, firstBin(1.5, 0.2, 33, 1)],
    ['a pull of minus one is the other variation', { light: -1 }, firstBin(1.5, 0.2, 27, 1)],
  ])('%s', async (_, values, first) => {
    expect(expected(await modelWith(), values)[0]).toBeCloseTo(first, 12);
  });
});

test('bins are row-major: time runs fastest', async () => {
  const [, late, high] = expected(await modelWith(), { strength: 0 });
  expect(late).toBeCloseTo(60 * 0.25 * 0.5, 12);
  expect(high).toBeCloseTo(60 * 0.75 * 0.5, 12);
});

test('one axis alone needs no time fractions', async () => {
  const { 'signal:cevns': signal } = inputs;
  const components = [{ name: 'cevns', scaledBy: ['strength'] }];
  const one = { axes: ['PE'], components, parameters: withoutScale };
  const { model } = await call(run, {
    parameters: { ...parameters, ...one },
    inputs: { 'signal:cevns': signal },
    modules,
  });
  expect(expected(modelFromJson(model!.json()))[0]).toBeCloseTo(1.5 * (30 + 0.04 * 100), 12);
});

test('a parameter that moves the onset takes the table of each time structure', async () => {
  // Fractions that are linear in the onset: 0.5 + slope (onset - 0.5) and the rest.
  const linear = (slope: number) => ({
    nominal: [0.5, 0.5],
    table: {
      from: 0.4,
      step: 0.2,
      value: [0.5 - 0.1 * slope, 0.5 + 0.1 * slope, 0.5 + 0.1 * slope, 0.5 - 0.1 * slope],
      first: [slope, -slope, slope, -slope],
      second: [0, 0, 0, 0],
    },
  });
  const fractions = { json: { prompt: linear(1), delayed: linear(2) } };
  const onset = { name: 'onset', initial: 0.5, lower: 0.4, upper: 0.6 };
  const model = await modelWith({ fractions }, { onset: 'onset', parameters: [...parameters.parameters, onset] });
  const first = (value: number) => expected(model, { onset: value, scale: 0 })[0]!;
  expect(first(0.5)).toBeCloseTo(1.5 * (30 * 0.5 + 0.04 * 100 * 0.5), 12);
  expect(first(0.55)).toBeCloseTo(1.5 * (30 * 0.55 + 0.04 * 100 * 0.6), 12);
});

test('a component without parameters keeps its events', async () => {
  const components = [{ name: 'steady', scaledBy: [], events: 60 }, parameters.components[1]!];
  const [first] = expected(await modelWith({}, { components, parameters: withoutScale }), { strength: 0 });
  expect(first).toBeCloseTo(60 * 0.125, 12);
});

describe('components with templates over the bins', () => {
  const names = ['strength', 'tilt'];
  const own = {
    parameters: [
      { name: 'strength', initial: 1 },
      { name: 'tilt', initial: 0 },
    ],
    variations: [],
  };
  const shares = (...data: number[]) => ({ shape: [2, 2], data: Float64Array.from(data) });
  const templates = {
    arrays: {
      cevns: shares(0.1, 0.2, 0.3, 0.4),
      'cevns/tilt/up': shares(0.4, 0.3, 0.2, 0.1),
      'cevns/tilt/down': shares(0.1, 0.2, 0.3, 0.4),
    },
  };
  const component = { name: 'cevns', scaledBy: ['strength'], template: { variations: ['tilt'] } };

  test('with events: the template times the events', async () => {
    const model = await modelWith({ templates }, { ...own, components: [{ ...component, events: 10 }] });
    expect(model.parameters.map(({ name }) => name)).toEqual(names);
    expect(expected(model, { strength: 2 })).toEqual([2, 4, 6, 8].map((n) => expect.closeTo(n, 12)));
    expect(expected(model, { tilt: 1 })).toEqual([4, 3, 2, 1].map((n) => expect.closeTo(n, 12)));
  });

  test('without events: the predicted energies, times a template given the energy, times the predicted times', async () => {
    const axes = ['PE', 'time', 'S'];
    const given = {
      arrays: {
        cevns: shares(0.25, 0.75, 0.5, 0.5),
        'cevns/tilt/up': shares(1, 0, 1, 0),
        'cevns/tilt/down': shares(0.25, 0.75, 0.5, 0.5),
      },
    };
    const binned = {
      axes,
      binning: { ...parameters.binning, S: [0, 0.5, 1] },
      region: { ...parameters.region, S: [0, 1] },
    };
    const signal = { terms: [inputs['signal:cevns'].json.terms[0]], crossSections: [] };
    const model = await modelWith(
      { templates: given, 'signal:cevns': { json: signal } },
      { ...own, ...binned, components: [component] },
    );
    // 30 and 10 events in PE, 0.9 and 0.1 in time; row-major over PE, time, S.
    const even = [30 * 0.9 * 0.25, 30 * 0.9 * 0.75, 30 * 0.1 * 0.25, 30 * 0.1 * 0.75, 4.5, 4.5, 0.5, 0.5];
    expect(expected(model)).toEqual(even.map((n) => expect.closeTo(n, 12)));
    expect(expected(model, { tilt: 1 })).toEqual([27, 0, 3, 0, 9, 0, 1, 0].map((n) => expect.closeTo(n, 12)));
  });
});
