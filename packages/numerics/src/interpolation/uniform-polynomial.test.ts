import { expect, test } from 'vitest';
import { interpolateUniform } from './uniform-polynomial.ts';

const quintic = (x: number): number => 1 - 2 * x + 0.5 * x ** 3 - 0.1 * x ** 5;
const knots = Array.from({ length: 9 }, (_, i) => quintic(1 + i * 0.25));

test('polynomials of fifth degree are met everywhere, the ends too', () => {
  for (const x of [1, 1.01, 1.9, 2.37, 2.99, 3]) {
    expect(interpolateUniform(1, 3, knots, x)).toBeCloseTo(quintic(x), 11);
  }
});

test('few knots: a constant of one, a line through two', () => {
  expect(interpolateUniform(0, 1, [3], 0.5)).toBe(3);
  expect(interpolateUniform(0, 2, [1, 5], 0.5)).toBeCloseTo(2, 14);
});

test('the error falls with the sixth power of the distance of the knots', () => {
  const error = (count: number): number => {
    const values = Array.from({ length: count }, (_, i) => Math.sin((3 * i) / (count - 1)));
    return Math.max(...[0.4, 1.3, 2.2].map((x) => Math.abs(interpolateUniform(0, 3, values, x) - Math.sin(x))));
  };
  expect(error(41) / error(21)).toBeLessThan(1 / 30);
});
