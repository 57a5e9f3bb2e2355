import fc from 'fast-check';
import { expect, test } from 'vitest';
import { choleskyFactor, choleskyInverse, choleskySolve } from './cholesky.ts';

test('factor of the textbook matrix [[4, 12, -16], [12, 37, -43], [-16, -43, 98]]', () => {
  const factor = new Float64Array(9);
  expect(choleskyFactor(Float64Array.of(4, 12, -16, 12, 37, -43, -16, -43, 98), 3, factor)).toBe(true);
  expect([...factor]).toEqual([2, 0, 0, 6, 1, 0, -8, 5, 3]);
});

test('solves A x = b and inverts A for random positive definite A = B B^T + 1', () => {
  const order = 5;
  const entries = fc.array(fc.double({ min: -3, max: 3, noNaN: true }), { minLength: 30, maxLength: 30 });
  fc.assert(
    fc.property(entries, (random) => {
      const a = new Float64Array(order * order);
      for (let i = 0; i < order; i++) {
        for (let j = 0; j < order; j++) {
          let sum = i === j ? 1 : 0;
          for (let k = 0; k < order; k++) sum += random[i * order + k]! * random[j * order + k]!;
          a[i * order + j] = sum;
        }
      }
      const b = Float64Array.from(random.slice(25));
      const factor = new Float64Array(order * order);
      expect(choleskyFactor(a, order, factor)).toBe(true);
      const x = new Float64Array(order);
      choleskySolve(factor, order, b, x);
      const inverse = new Float64Array(order * order);
      choleskyInverse(factor, order, inverse);
      for (let i = 0; i < order; i++) {
        let product = 0;
        let fromInverse = 0;
        for (let k = 0; k < order; k++) {
          product += a[i * order + k]! * x[k]!;
          fromInverse += inverse[i * order + k]! * b[k]!;
          expect(inverse[i * order + k]!).toBe(inverse[k * order + i]!);
        }
        expect(Math.abs(product - b[i]!)).toBeLessThan(1e-10);
        expect(Math.abs(fromInverse - x[i]!)).toBeLessThan(1e-10);
      }
    }),
    { numRuns: 50 },
  );
});

test.each([
  ['indefinite', [1, 2, 2, 1]],
  ['singular', [1, 1, 1, 1]],
  ['zero', [0, 0, 0, 0]],
  ['not a number', [1, 0, 0, Number.NaN]],
  ['infinite', [Number.POSITIVE_INFINITY, 0, 0, 1]],
])('says when a matrix is %s', (_, matrix) => {
  expect(choleskyFactor(Float64Array.from(matrix), 2, new Float64Array(4))).toBe(false);
});

test('works in place', () => {
  const matrix = Float64Array.of(4, 2, 2, 5);
  choleskyFactor(matrix, 2, matrix);
  const x = Float64Array.of(8, 12);
  choleskySolve(matrix, 2, x, x);
  expect(x[0]).toBeCloseTo(1, 15);
  expect(x[1]).toBeCloseTo(2, 15);
});
