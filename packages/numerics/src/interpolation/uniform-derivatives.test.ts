import { expect, test } from 'vitest';
import { uniformDerivatives } from './uniform-derivatives.ts';

const tabulate = (f: readonly ((x: number) => number)[], from: number, step: number, knots: number) =>
  Float64Array.from({ length: knots * f.length }, (_, k) => f[k % f.length]!(from + Math.floor(k / f.length) * step));

test('polynomials of degree six and less have exact derivatives, at the ends too', () => {
  const powers = [0, 1, 2, 3, 4, 5, 6];
  const knots = 9;
  const step = 0.25;
  const value = tabulate(
    powers.map((n) => (x) => x ** n),
    -1,
    step,
    knots,
  );
  const { first, second } = uniformDerivatives(value, powers.length, step);
  for (let k = 0; k < knots; k++) {
    const x = -1 + k * step;
    powers.forEach((n, i) => {
      expect(first[k * powers.length + i]).toBeCloseTo(n === 0 ? 0 : n * x ** (n - 1), 11);
      expect(second[k * powers.length + i]).toBeCloseTo(n < 2 ? 0 : n * (n - 1) * x ** (n - 2), 10);
    });
  }
});

test('errors fall with the sixth power of the step everywhere', () => {
  const worst = (knots: number) => {
    const step = 2 / (knots - 1);
    const { first, second } = uniformDerivatives(tabulate([Math.sin], 0, step, knots), 1, step);
    let [one, two] = [0, 0];
    for (let k = 0; k < knots; k++) {
      one = Math.max(one, Math.abs(first[k]! - Math.cos(k * step)));
      two = Math.max(two, Math.abs(second[k]! + Math.sin(k * step)));
    }
    return [one, two];
  };
  const [coarse, fine] = [worst(17), worst(33)];
  for (const i of [0, 1]) expect(Math.log2(coarse[i]! / fine[i]!)).toBeGreaterThan(5.5);
});

test('too few knots are refused', () => {
  expect(() => uniformDerivatives(new Float64Array(7), 1, 1)).toThrow(RangeError);
});
