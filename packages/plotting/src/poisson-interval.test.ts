import { expect, test } from 'vitest';
import { poissonInterval } from './poisson-interval.ts';

// Central 68.27 % limits for a Poisson mean: N. Gehrels, Astrophys. J. 303 (1986) 336, tables 1 and 2 (84.13 % one-sided limits).
test.each([
  [0, 0, 1.841],
  [1, 0.173, 3.3],
  [2, 0.708, 4.638],
  [3, 1.367, 5.918],
  [10, 6.891, 14.27],
  [50, 42.95, 58.12],
])('Garwood interval of %i', (count, lower, upper) => {
  const interval = poissonInterval(count, 'garwood');
  expect(Math.abs(interval.lower - lower)).toBeLessThan(0.006);
  expect(Math.abs(interval.upper - upper)).toBeLessThan(0.006);
});

test('square-root errors', () => {
  expect(poissonInterval(25, 'sqrt')).toEqual({ lower: 20, upper: 30 });
});

test('for large counts the interval is n + 1 + sqrt(n) and n - sqrt(n), to a tenth', () => {
  const interval = poissonInterval(1e4, 'garwood');
  expect(interval.upper - 1e4).toBeCloseTo(101, 1);
  expect(1e4 - interval.lower).toBeCloseTo(100, 1);
});
