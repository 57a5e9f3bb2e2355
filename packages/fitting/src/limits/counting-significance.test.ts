import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { fit } from '../fit.ts';
import { compile, countingModel } from '../fixtures/example-models.ts';
import { significance } from '../significance.ts';
import { asimovModel } from '../toys/own-data.ts';
import { asimovSignificance, binomialSignificance, liMaSignificance } from './counting-significance.ts';

const read = (name: string) => JSON.parse(readFileSync(new URL(`../fixtures/${name}.json`, import.meta.url), 'utf8'));
const { onOff, asimov, counting } = read('limits');
const { n, m, tau } = read('counting').onOff.inputs;

test('an on/off measurement', () => {
  expect(liMaSignificance(n, m, tau) / onOff.zLiMa).toBeCloseTo(1, 10);
  const { pValue, z } = binomialSignificance(n, m, tau);
  expect(pValue / onOff.pBinomial).toBeCloseTo(1, 10);
  expect(z / onOff.zBinomial).toBeCloseTo(1, 10);
});

test('a deficit counts as negative, equality as nothing', () => {
  expect(liMaSignificance(10, 60, 4)).toBeLessThan(0);
  expect(liMaSignificance(15, 60, 4)).toBeCloseTo(0, 10);
  expect(binomialSignificance(0, 5, 1).pValue).toBeCloseTo(1, 12);
});

test('Asimov significances of a count', () => {
  for (const [s, b, sigma, expected] of asimov.uncertain)
    expect(asimovSignificance(s, b, sigma) / expected).toBeCloseTo(1, 10);
  for (const [s, b, expected] of asimov.known) expect(asimovSignificance(s, b) / expected).toBeCloseTo(1, 10);
});

test('the Asimov significance of a model', () => {
  const model = compile(countingModel(read('counting').background.inputs));
  const data = asimovModel(model, Float64Array.of(1, 0));
  const best = fit(data);
  if (best.status === 'failed') throw new Error(best.message);
  const found = significance(data, best, { mu: 0 }, 'greater');
  if (found.status === 'failed') throw new Error(found.message);
  expect(found.z / counting.asimovDiscovery).toBeCloseTo(1, 9);
});
