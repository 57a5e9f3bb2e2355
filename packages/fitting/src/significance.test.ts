import { readFileSync } from 'node:fs';
import { chiSquaredTail } from '@cevns/numerics/special-functions/chi-squared-distribution';
import { normalTail } from '@cevns/numerics/special-functions/normal-distribution';
import { expect, test } from 'vitest';
import { type ConvergedFit, fit } from './fit.ts';
import { boundaryModel, compile, countingModel, linearModel, onOffModel } from './fixtures/example-models.ts';
import type { ModelDescription } from './model.ts';
import { equivalentDeviations, type Significance, significance } from './significance.ts';

const read = (name: string) => JSON.parse(readFileSync(new URL(`./fixtures/${name}.json`, import.meta.url), 'utf8'));
const counting = read('counting');
const boundary = read('boundary');

function tested(description: ModelDescription, ...rest: [Record<string, number>, ('any' | 'greater')?]): Significance {
  const model = compile(description);
  const result = significance(model, fit(model) as ConvergedFit, ...rest);
  if (result.status === 'failed') throw new Error(result.message);
  return result;
}

test('discovery of a count over an uncertain background: q0, Z0 and p0', () => {
  const result = tested(countingModel(counting.background.inputs), { mu: 0 }, 'greater');
  expect(result.statistic / counting.background.q0 - 1).toBeCloseTo(0, 10);
  expect(result.z / counting.background.z0 - 1).toBeCloseTo(0, 10);
  expect(result.pValue / counting.background.p0 - 1).toBeCloseTo(0, 9);
  expect(result.nullFit.parameters[1]!.value).toBeCloseTo(counting.background.thetaAtZero, 9);
});

test('the two-sided p-value is twice the one-sided one', () => {
  const result = tested(countingModel(counting.background.inputs), { mu: 0 });
  expect(result.z / counting.background.z0 - 1).toBeCloseTo(0, 10);
  expect(result.pValue / (2 * counting.background.p0) - 1).toBeCloseTo(0, 9);
});

test('on/off significance is that of Li and Ma', () => {
  expect(tested(onOffModel(counting.onOff.inputs), { mu: 0 }).z / counting.onOff.z0 - 1).toBeCloseTo(0, 10);
});

test.each(['downward', 'upward'])('a strength with a boundary, %s fluctuation', (name) => {
  const dataset = boundary.datasets[name];
  const result = tested(boundaryModel(boundary.inputs, dataset.data, true), { m: 0 }, 'greater');
  expect(result.statistic).toBeCloseTo(dataset.q0, 8);
  expect(result.z).toBeCloseTo(dataset.Z0, 8);
});

test('an excess below the tested value is no evidence for more', () => {
  const description = countingModel({ ...counting.background.inputs, n: 12 });
  const result = tested(description, { mu: 0 }, 'greater');
  expect(result).toMatchObject({ statistic: 0, z: 0, pValue: 0.5 });
  expect(tested(description, { mu: 0 }).z).toBeGreaterThan(1);
});

test('two tested parameters have two degrees of freedom', () => {
  const description = linearModel(read('linear-model-100-bins').inputs);
  const result = tested(description, { p1: 0.5, p2: 0.3 });
  expect(result.statistic).toBeCloseTo(2.27439968, 7);
  expect(result.degreesOfFreedom).toBe(2);
  // The tail of two degrees of freedom is exp(-x / 2).
  expect(result.pValue).toBeCloseTo(Math.exp(-0.5 * result.statistic), 14);
  expect(2 * normalTail(result.z)).toBeCloseTo(result.pValue, 14);
});

test('equivalent standard deviations: exact for one degree of freedom, without end, without a jump', () => {
  for (const z of [0.3, 3, 12, 30, 60, 300])
    expect(Math.abs(equivalentDeviations(z * z, 1) / z - 1)).toBeLessThan(1e-12);
  for (const degreesOfFreedom of [2, 3, 7]) {
    const below = equivalentDeviations(1200 * (1 - 1e-12), degreesOfFreedom);
    expect(Math.abs(equivalentDeviations(1200, degreesOfFreedom) / below - 1)).toBeLessThan(1e-11);
  }
  expect(2 * normalTail(equivalentDeviations(20, 3))).toBeCloseTo(chiSquaredTail(20, 3), 14);
});

test('what cannot be tested is refused', () => {
  const model = compile(countingModel(counting.background.inputs));
  const best = fit(model, { fixed: { theta: 0 } }) as ConvergedFit;
  expect(() => significance(model, best, {})).toThrow(/at least one parameter/);
  expect(() => significance(model, best, { theta: 0 })).toThrow(/got theta, which the fit held/);
  expect(() => significance(model, best, { nu: 0 })).toThrow(/found nu/);
  const free = fit(model) as ConvergedFit;
  expect(() => significance(model, free, { mu: 0, theta: 0 }, 'greater')).toThrow(/one-sided test, got 2/);
});
