import fc from 'fast-check';
import { expect, test } from 'vitest';
import { poissonDeviance, poissonStatistic, poissonStatisticWithDerivatives } from './poisson.ts';

test('the deviance of a count is 2 [mu - n + n ln(n / mu)], that of an empty bin 2 mu', () => {
  expect(poissonDeviance(4, 2)).toBeCloseTo(2 * (2 - 4 + 4 * Math.log(2)), 14);
  expect(poissonDeviance(3.5, 5)).toBeCloseTo(2 * (5 - 3.5 + 3.5 * Math.log(0.7)), 14);
  expect(poissonDeviance(0, 0.7)).toBe(1.4);
  expect(poissonDeviance(0, 0)).toBe(0);
  expect(poissonDeviance(7, 7)).toBe(0);
});

test('large counts keep their digits: the deviance tends to (mu - n)^2 / n (1 - 2 (mu - n) / 3 n + ...)', () => {
  const n = 1e12;
  const x = 1e-6;
  const series = n * x * x * (1 - (2 / 3) * x + 0.5 * x * x);
  expect(Math.abs(poissonDeviance(n, n * (1 + x)) / series - 1)).toBeLessThan(1e-9);
});

test('counts against no expectation make the statistic infinite, not a number to go on with', () => {
  expect(poissonDeviance(1, 0)).toBe(Number.POSITIVE_INFINITY);
  expect(poissonDeviance(1, -3)).toBe(Number.POSITIVE_INFINITY);
  expect(poissonDeviance(1, Number.NaN)).toBe(Number.POSITIVE_INFINITY);
  expect(poissonStatistic(Float64Array.of(3, 1), Float64Array.of(3, 0))).toBe(Number.POSITIVE_INFINITY);
  expect(poissonStatistic(Float64Array.of(0, 1), Float64Array.of(Number.NaN, 1))).toBe(Number.POSITIVE_INFINITY);
});

test('an empty bin continues below an expectation of 0 to -0.1 at most', () => {
  expect(poissonDeviance(0, -1e-12)).toBeCloseTo(-2e-12, 22);
  expect(poissonDeviance(0, -5)).toBeCloseTo(-0.1, 15);
  expect(poissonDeviance(0, -0.1)).toBeCloseTo(-0.1, 15);
});

test('derivatives agree with differences, for full and for empty bins on both sides of 0', () => {
  const full = fc.tuple(fc.double({ min: 0.5, max: 200, noNaN: true }), fc.double({ min: 0.5, max: 200, noNaN: true }));
  const empty = fc.tuple(fc.constant(0), fc.double({ min: -0.15, max: 0.15, noNaN: true }));
  fc.assert(
    fc.property(fc.oneof(full, empty), ([n, mu]) => {
      const observed = Float64Array.of(n);
      const first = new Float64Array(1);
      const second = new Float64Array(1);
      const value = poissonStatisticWithDerivatives(observed, Float64Array.of(mu), first, second);
      expect(value).toBe(poissonStatistic(observed, Float64Array.of(mu)));
      const h = n === 0 ? 1e-6 : 1e-4 * mu;
      const slope = (poissonDeviance(n, mu + h) - poissonDeviance(n, mu - h)) / (2 * h);
      expect(Math.abs(slope - first[0]!)).toBeLessThan(1e-6 * (1 + Math.abs(n / mu)));
      const up = new Float64Array(1);
      const down = new Float64Array(1);
      poissonStatisticWithDerivatives(observed, Float64Array.of(mu + h), up, second);
      poissonStatisticWithDerivatives(observed, Float64Array.of(mu - h), down, second);
      poissonStatisticWithDerivatives(observed, Float64Array.of(mu), first, second);
      const bend = (up[0]! - down[0]!) / (2 * h);
      expect(Math.abs(bend - second[0]!)).toBeLessThan(n === 0 ? 1e-3 : 1e-6 * second[0]!);
    }),
    { seed: 5 },
  );
});
