import { createRandomStream } from '@cevns/numerics/random/random-stream';
import { poissonLogPmf } from '@cevns/numerics/special-functions/poisson-distribution';
import { expect, test } from 'vitest';
import { type FitResult, fit } from '../fit.ts';
import { affine, compile, component, oneChannel } from '../fixtures/example-models.ts';
import { poissonDeviance } from '../poisson.ts';
import { goodnessOfFitByToys } from './goodness-of-fit.ts';
import { toyQuantile, toyTail } from './toy-rises.ts';
import { significanceByToys } from './toy-significance.ts';

function converged(result: FitResult) {
  if (result.status === 'failed') throw new Error(result.message);
  return result;
}

/** Counts of mean s over a known background. */
const counting = (n: number, b: number) =>
  compile(
    oneChannel(
      [{ name: 's', initial: 1, lower: -b }],
      [n],
      [component('b', [{ coefficient: 1, powers: {} }], [b]), component('s', affine(0, 1, 's'), [1])],
    ),
  );

test('the p-value of a count is the exact sum of probabilities as small in the order of the likelihood ratio', () => {
  const [n, b] = [9, 3.2];
  const statistic = poissonDeviance(n, b);
  let exact = 0;
  for (let k = 0; k < 60; k++) if (poissonDeviance(k, b) >= statistic - 1e-9) exact += Math.exp(poissonLogPmf(k, b));
  const model = counting(n, b);
  const nullFit = converged(fit(model, { fixed: { s: 0 } }));
  const toys = 20_000;
  const request = { toys, random: createRandomStream(1, 'exact') };
  const { pValue, failed } = significanceByToys(model, nullFit, 's', statistic, request);
  expect(failed).toBe(0);
  expect(Math.abs(pValue.value - exact)).toBeLessThan(4 * Math.sqrt((exact * (1 - exact)) / toys));
  expect(pValue.error).toBeCloseTo(Math.sqrt((exact * (1 - exact)) / toys), 3);
});

test('the goodness of fit of fixed expectations is the exact sum too', () => {
  const model = counting(9, 3.2);
  const best = converged(fit(model, { fixed: { s: 0 } }));
  const toys = 10_000;
  const found = goodnessOfFitByToys(model, best, { toys, random: createRandomStream(1, 'goodness') });
  let exact = 0;
  for (let k = 0; k < 60; k++) {
    if (poissonDeviance(k, 3.2) >= best.statistic - 1e-9) exact += Math.exp(poissonLogPmf(k, 3.2));
  }
  expect(Math.abs(found.pValue.value - exact)).toBeLessThan(4 * Math.sqrt(exact / toys));
});

test('fitted parameters make toys fit better: the median is that of chi2 with fewer degrees of freedom', () => {
  const values = Array.from({ length: 20 }, (_, i) => 200 + i);
  const model = compile(oneChannel([{ name: 'a', initial: 1 }], values, [component('a', affine(0, 1, 'a'), values)]));
  const found = goodnessOfFitByToys(model, converged(fit(model)), {
    toys: 3000,
    random: createRandomStream(1, 'median'),
  });
  // Median of chi2 with 19 degrees of freedom: 18.338.
  expect(Math.abs(found.median - 18.338)).toBeLessThan(0.5);
  expect(found.pValue.value).toBe(1);
});

test('quantiles and tails of few values', () => {
  const values = Float64Array.from({ length: 100 }, (_, i) => i + 1);
  expect(toyQuantile(values, 0.9)).toEqual({ value: 90, error: 3 });
  expect(toyTail(values, 91).value).toBe(0.1);
  expect(toyTail(values, 101)).toEqual({ value: 0, error: expect.closeTo(0.00995, 5) });
  expect(toyQuantile(new Float64Array(0), 0.9).value).toBeNaN();
});
