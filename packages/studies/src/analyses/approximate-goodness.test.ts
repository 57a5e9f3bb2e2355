import { expect, test } from 'vitest';
import { goodnessOfFit } from './approximate-goodness.ts';

type Fit = Parameters<typeof goodnessOfFit>[0];

function fitOf(statistic: number, bins: number, withoutEffect: readonly string[] = []): Fit {
  const parameters = [
    { name: 'strength', fixed: false },
    { name: 'flux', fixed: false },
    { name: 'held', fixed: true },
  ];
  return { statistic, bins, parameters, verdict: { withoutEffect } } as unknown as Fit;
}

test('bins less free parameters without a constraint; with two degrees of freedom the tail is exp(-x / 2)', () => {
  const found = goodnessOfFit(fitOf(3, 3), new Set(['flux']), [10, 4.9, 5]);
  expect(found).toMatchObject({
    'degrees-of-freedom': 2,
    'p-value': expect.closeTo(Math.exp(-1.5), 12),
    'sparse-bins': 1,
  });
});

test('a constrained parameter costs no degree of freedom, a free one does, one without effect does not', () => {
  const freedom = (of: Fit, constrained: readonly string[]) =>
    goodnessOfFit(of, new Set(constrained), [])?.['degrees-of-freedom'];
  expect(freedom(fitOf(3, 10), [])).toBe(8);
  expect(freedom(fitOf(3, 10), ['flux', 'held'])).toBe(9);
  expect(freedom(fitOf(3, 10, ['strength']), ['flux'])).toBe(10);
});

test('as many parameters as bins leave nothing to judge by', () => {
  expect(goodnessOfFit(fitOf(0, 2), new Set(), [1, 1])).toBeUndefined();
});

test('data that equal the expectation are no contradiction', () => {
  expect(goodnessOfFit(fitOf(-1e-13, 50), new Set(), [])).toMatchObject({ 'p-value': 1 });
});
