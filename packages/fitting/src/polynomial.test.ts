import { expect, test } from 'vitest';
import { compilePolynomial, evaluatePolynomial, evaluatePolynomialHessian } from './polynomial.ts';

const indexOf = new Map([
  ['x', 0],
  ['y', 1],
  ['z', 2],
]);

test('value, gradient and Hessian of 3 - 2 z + x^2 z^3', () => {
  const polynomial = compilePolynomial(
    [
      { coefficient: 3, powers: {} },
      { coefficient: -2, powers: { z: 1 } },
      { coefficient: 1, powers: { z: 3, x: 2 } },
    ],
    indexOf,
  );
  evaluatePolynomial(polynomial, Float64Array.of(2, 99, -3));
  expect(Array.from(polynomial.parameters)).toEqual([0, 2]);
  expect(polynomial.degree).toBe(5);
  expect(polynomial.value[0]).toBe(3 + 6 - 4 * 27);
  expect(Array.from(polynomial.first)).toEqual([2 * 2 * -27, -2 + 4 * 27]);
  evaluatePolynomialHessian(polynomial);
  expect(Array.from(polynomial.second)).toEqual([2 * -27, 0, 4 * 27, 4 * 6 * -3]);
});

test('no monomial is 0, at the origin powers vanish without a NaN', () => {
  const nothing = compilePolynomial([], indexOf);
  evaluatePolynomial(nothing, new Float64Array(3));
  expect(nothing.value[0]).toBe(0);
  const square = compilePolynomial([{ coefficient: 5, powers: { y: 2 } }], indexOf);
  evaluatePolynomial(square, new Float64Array(3));
  evaluatePolynomialHessian(square);
  expect([square.value[0], square.first[0], square.second[0]]).toEqual([0, 0, 10]);
});
