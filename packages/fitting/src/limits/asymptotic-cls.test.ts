import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { boundaryModel, compile, countingModel } from '../fixtures/example-models.ts';
import { asymptoticCls, asymptoticClsLimit } from './asymptotic-cls.ts';

const read = (name: string) => JSON.parse(readFileSync(new URL(`../fixtures/${name}.json`, import.meta.url), 'utf8'));
const limits = read('limits');
const counting = compile(countingModel(read('counting').background.inputs));
const task = { parameter: 'mu', border: 0, fixed: {} };

test('CLs of a counting experiment, observed and expected', () => {
  const cls = asymptoticCls(counting, task);
  if (cls.status === 'failed') throw new Error(cls.message);
  for (const { mu, ...expected } of limits.counting.cls) {
    const found = cls.at(mu);
    for (const key of ['cls', 'clsb', 'clb', 'q', 'qAsimov'] as const) expect(found[key]).toBeCloseTo(expected[key], 8);
    expected.expected.forEach((value: number, i: number) => {
      expect(found.expected[i]! / value).toBeCloseTo(1, 7);
    });
  }
});

test.each([0, 1])('limits of a counting experiment, observed and expected', (i) => {
  const { confidence, observed, expected } = limits.counting.limits[i];
  const found = asymptoticClsLimit(counting, task, confidence);
  if (found.status === 'failed') throw new Error(found.message);
  expect(found.upper).toBeCloseTo(observed, 8);
  expected.forEach((value: number, n: number) => {
    expect(found.expected[n]).toBeCloseTo(value, 8);
  });
});

test.each(['downward', 'upward'])('limits of a parameter with a boundary, %s fluctuation', (name) => {
  const { inputs, datasets } = read('boundary');
  const model = compile(boundaryModel(inputs, datasets[name].data, false));
  for (const [confidence, expected] of limits.boundary[name].cls) {
    const found = asymptoticClsLimit(model, { parameter: 'm', border: 0, fixed: {} }, confidence);
    if (found.status === 'failed') throw new Error(found.message);
    expect(found.upper).toBeCloseTo(expected, 7);
  }
});

test('without sensitivity up to its bound there is no limit', () => {
  const description = countingModel({ n: 20, s: 0.001, b: 20, relativeUncertainty: 0.15 });
  const [mu, theta] = description.parameters;
  const model = compile({ ...description, parameters: [{ ...mu!, upper: 5 }, theta!] });
  const found = asymptoticClsLimit(model, task, 0.9);
  if (found.status === 'failed') throw new Error(found.message);
  expect(found.upper).toBeNull();
  expect(found.expected[2]).toBeNull();
});
