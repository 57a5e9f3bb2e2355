import { expect, test } from 'vitest';
import { displayUnit, inReadingOrder, unitSuffix } from './display.ts';

test('microseconds are printed with their sign, what energies are equivalent to below, other units as they are', () => {
  expect(['us', 'PE', 'keVee', ''].map(displayUnit)).toEqual(['μs', 'PE', 'keV_{ee}', '']);
});

test('a unit with a power of ten follows its number as a factor', () => {
  expect([undefined, 'us', '1e-10 mu_B'].map((unit) => unitSuffix(unit))).toEqual(['', ' us', ' × 1e-10 mu_B']);
  expect(unitSuffix('1e-10 mu_B', displayUnit)).toBe(' × 10^{-10} μ_{B}');
});

test('free parameters come first, then constrained ones, then those that were held', () => {
  const prior = { mean: 0, sigma: 1 };
  const ordered = inReadingOrder({
    a: { fixed: true, prior },
    b: { fixed: false, prior },
    c: { fixed: false },
    d: { fixed: false, prior },
  });
  expect(ordered.map(([name]) => name)).toEqual(['c', 'b', 'd', 'a']);
});
