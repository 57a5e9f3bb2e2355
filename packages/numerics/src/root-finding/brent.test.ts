import fc from 'fast-check';
import { expect, test } from 'vitest';
import { brentRoot } from './brent.ts';

test.each<[string, (x: number) => number, number, number, number]>([
  ['x^2 - 2', (x) => x * x - 2, 0, 2, Math.SQRT2],
  ['cos x - x', (x) => Math.cos(x) - x, 0, 1, 0.7390851332151607],
  ['exp(-x) - 1e-3', (x) => Math.exp(-x) - 1e-3, -10, 100, Math.log(1000)],
  ['(x - 1)^3', (x) => (x - 1) ** 3, -2, 1.7, 1],
  ['x^9 (flat, Brent 1973)', (x) => x ** 9, -1, 1.1, 0],
])('%s', (_, f, lower, upper, root) => {
  const found = brentRoot(f, lower, upper, { tolerance: 1e-13, maxEvaluations: 200 });
  expect(found.converged).toBe(true);
  expect(Math.abs(found.x - root)).toBeLessThan(root === 0 || root === 1 ? 1e-4 : 2e-13);
});

test('a smooth root takes few evaluations', () => {
  expect(brentRoot((x) => x * x - 2, 0, 2, { tolerance: 1e-12 }).evaluations).toBeLessThanOrEqual(12);
});

test('the root stays in the bracket and the bracket may be given either way round', () => {
  fc.assert(
    fc.property(
      fc.double({ min: -5, max: 5, noNaN: true }),
      fc.double({ min: 0.1, max: 3, noNaN: true }),
      (root, k) => {
        const f = (x: number) => Math.atan(k * (x - root)) + 0.01 * (x - root) ** 3;
        expect(Math.abs(brentRoot(f, -8, 8, { tolerance: 1e-12 }).x - root)).toBeLessThan(1e-11);
        expect(Math.abs(brentRoot(f, 8, -8, { tolerance: 1e-12 }).x - root)).toBeLessThan(1e-11);
      },
    ),
  );
});

test('a root at an end of the bracket is found', () => {
  expect(brentRoot((x) => x - 1, 1, 4).x).toBe(1);
  expect(brentRoot((x) => x - 1, -4, 1).x).toBe(1);
});

test('says when the evaluations ran out', () => {
  expect(brentRoot((x) => Math.cos(x) - x, 0, 1, { maxEvaluations: 4 }).converged).toBe(false);
});

test('refuses a bracket without change of sign', () => {
  expect(() => brentRoot((x) => x * x + 1, -1, 1)).toThrow(RangeError);
  expect(() => brentRoot(() => Number.NaN, -1, 1)).toThrow(RangeError);
});
