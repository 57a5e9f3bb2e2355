import type { ChannelDescription, ComponentDescription } from '@cevns/fitting/model';
import { describe, expect, test } from 'vitest';
import { artifact, call } from '../testing/artifacts.ts';
import { analysisInputs, analysisParameters, countingModel, modules } from '../testing/counting-model.ts';
import type { BinnedExpectation } from './binned-expectation.ts';
import { run } from './fit.ts';

interface Result {
  readonly parameters: Readonly<Record<string, Readonly<Record<string, number | null>>>>;
  readonly correlation: { readonly parameters: readonly string[]; readonly matrix: readonly (readonly number[])[] };
  readonly statistic: number;
  readonly components: Readonly<Record<string, number>>;
  readonly 'cross-section': Readonly<Record<string, number>>;
}

async function fitted(more: object = {}, observed?: readonly number[]) {
  const outputs = await call(run, {
    parameters: { ...analysisParameters, ...more },
    inputs: analysisInputs(countingModel(observed)),
    modules,
  });
  return {
    result: outputs.result!.json() as unknown as Result,
    bins: (outputs.bins!.json() as unknown as readonly BinnedExpectation[])[0]!,
  };
}

/** What the start values expect: 5, 5, 20, 20 and 36, 54, 4, 6. */
const expectation = [41, 59, 24, 26];

test('data equal to the expectation give the true values, and a statistic of zero', async () => {
  const { result } = await fitted({}, expectation);
  expect(result.parameters.strength!.value).toBeCloseTo(1, 6);
  expect(result.parameters.scale!.value).toBeCloseTo(1, 6);
  expect(result.statistic).toBeCloseTo(0, 9);
});

describe('a signal alone', () => {
  // With the background off the fit has a closed form: strength = n / 100, error = sqrt(n) / 100.
  const alone = { fixed: { scale: 0 } };

  test('value and Hesse error are those of counting', async () => {
    const { strength, scale } = (await fitted(alone)).result.parameters;
    expect(strength!.value).toBeCloseTo(1.5, 6);
    expect(strength!.error).toBeCloseTo(Math.sqrt(150) / 100, 6);
    expect(scale).toMatchObject({ value: 0, fixed: true, error: null, minus: null, plus: null });
  });

  test('at the ends of the interval the statistic has risen by one', async () => {
    const { minus, plus } = (await fitted(alone)).result.parameters.strength!;
    const rise = (strength: number) => 2 * (100 * strength - 150 + 150 * Math.log(150 / (100 * strength)));
    expect(rise(1.5 - minus!)).toBeCloseTo(1, 5);
    expect(rise(1.5 + plus!)).toBeCloseTo(1, 5);
  });

  test('the cross section is the strength times that of the model', async () => {
    const { 'cross-section': section, parameters } = (await fitted(alone)).result;
    expect(section.value! / 4e-40).toBeCloseTo(1.5, 6);
    expect(section.plus! / 4e-40).toBeCloseTo(parameters.strength!.plus!, 12);
    expect(section['standard-model']).toBe(4e-40);
  });
});

test('a constrained parameter has its prior and its pull', async () => {
  const { scale, strength } = (await fitted({}, [42, 58, 30, 40])).result.parameters;
  expect(scale!.prior).toEqual({ mean: 1, sigma: 0.1 });
  expect(scale!.pull).toBeCloseTo((scale!.value! - 1) / 0.1, 12);
  expect(scale!.pull).toBeGreaterThan(0.1);
  expect(strength).not.toHaveProperty('pull');
});

test('signal and background compete for the same events', async () => {
  const { parameters, matrix } = (await fitted()).result.correlation;
  expect(parameters).toEqual(['strength', 'scale']);
  expect([matrix[0]![0], matrix[1]![1]]).toEqual([1, 1]);
  expect(matrix[0]![1]).toBe(matrix[1]![0]);
  expect(matrix[0]![1]).toBeGreaterThan(-1);
  expect(matrix[0]![1]).toBeLessThan(0);
});

test('fitted events are the sums of the bins', async () => {
  const { result, bins } = await fitted();
  for (const { name, values } of bins.components) {
    expect(values.reduce((sum, value) => sum + value, 0)).toBeCloseTo(result.components[name]!, 12);
  }
  expect(bins.uncertainty!.bins).toHaveLength(4);
});

test('goodness of fit: four bins, one parameter without a constraint', async () => {
  const { result } = await fitted({}, [42, 58, 30, 40]);
  const goodness = (result as unknown as { 'goodness-of-fit': Record<string, unknown> })['goodness-of-fit'];
  expect(goodness).toMatchObject({
    'degrees-of-freedom': 3,
    'sparse-bins': 0,
    method: expect.stringMatching(/approx/),
  });
  // P(3/2, x/2) by its power series.
  const x = result.statistic;
  const terms = Array.from({ length: 30 }, (_, k) => k);
  let factorial = 1;
  const series = terms.reduce((sum, k) => {
    factorial *= k === 0 ? 1 : k;
    return sum + ((-1) ** k * (x / 2) ** (k + 1.5)) / (factorial * (k + 1.5));
  }, 0);
  expect(goodness['p-value']).toBeCloseTo(1 - series / (Math.sqrt(Math.PI) / 2), 9);
});

test('only the parameters asked for get intervals', async () => {
  const { parameters } = (await fitted({ intervals: ['scale'] })).result;
  expect(parameters.strength).toMatchObject({ minus: null, plus: null, error: expect.any(Number) });
  expect(parameters.scale!.minus).toBeGreaterThan(0);
});

test('an open end says why', async () => {
  // No signal is seen: the strength ends at its bound, and there is nothing below it.
  const { strength } = (await fitted({}, [5, 5, 20, 20])).result.parameters;
  expect(strength!.value).toBeCloseTo(0, 6);
  expect(strength).toMatchObject({ minus: null, 'at-limit': true, note: expect.stringContaining('bound') });
});

test('a unit stands beside the numbers it belongs to', async () => {
  const { parameters } = (await fitted({ units: { scale: 'us' } })).result;
  expect([parameters.scale!.unit, parameters.strength!.unit]).toEqual(['us', undefined]);
});

test('the Standard Model is where the couplings have it, not where the fit starts', async () => {
  const model = countingModel();
  const [channel] = model.channels as [ChannelDescription];
  const [steady, cevns] = channel.components as [ComponentDescription, ComponentDescription];
  const weight = [{ coefficient: 300, powers: { strength: 1, sin2: 1 } }];
  const terms = cevns.terms.map(({ factors }) => ({ weight, factors }));
  const moved = {
    parameters: [...model.parameters, { name: 'sin2', initial: 0.3 }],
    channels: [{ ...channel, components: [steady, { ...cevns, terms }] }],
  };
  const crossSections = [[{ coefficient: 1e-39, powers: { sin2: 1 } }]];
  const outputs = await call(run, {
    parameters: { ...analysisParameters, fixed: { sin2: 0.3 }, standardModel: { sin2: 0.24 } },
    inputs: { ...analysisInputs(moved), signal: { json: { terms: [], crossSections } } },
    modules,
  });
  expect(outputs.result!.json()).toMatchObject({ 'cross-section': { 'standard-model': 0.24 * 1e-39 } });
});

test('the same fit gives the same bytes', async () => {
  const bytes = async () => artifact({ json: (await fitted()).result as never }).digest;
  expect(await bytes()).toBe(await bytes());
});
