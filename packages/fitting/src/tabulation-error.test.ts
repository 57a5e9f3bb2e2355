import { evaluateQuinticHermite } from '@cevns/numerics/interpolation/quintic-hermite';
import { uniformDerivatives } from '@cevns/numerics/interpolation/uniform-derivatives';
import { expect, test } from 'vitest';
import { tabulationError } from './tabulation-error.ts';

const shape = (t: number, i: number) => 1 / (1 + (t - 0.3 * i) ** 2);

test.each([21, 41, 60])(
  'of %i knots: as large as the true error, not more than four times too small nor ten times too large',
  (knots) => {
    const step = 4 / (knots - 1);
    const values = Float64Array.from({ length: 3 * knots }, (_, k) => shape(-2 + Math.floor(k / 3) * step, k % 3));
    const table = { from: -2, step, value: values, ...uniformDerivatives(values, 3, step) };
    const [found, first, second] = [new Float64Array(3), new Float64Array(3), new Float64Array(3)];
    let truth = 0;
    for (let t = -2; t <= 2; t += 0.0107) {
      evaluateQuinticHermite(table, 3, t, found, first, second);
      const exact = [0, 1, 2].map((i) => shape(t, i));
      truth = Math.max(truth, Math.max(...exact.map((value, i) => Math.abs(value - found[i]!))) / Math.max(...exact));
    }
    const estimate = tabulationError(values, knots, 3);
    expect(estimate / truth).toBeGreaterThan(0.25);
    expect(estimate / truth).toBeLessThan(10);
  },
);

test('a template that does not change has no error, one of a single knot an infinite one', () => {
  expect(tabulationError(new Float64Array(30).fill(3), 15, 2)).toBeLessThan(1e-15);
  expect(tabulationError(new Float64Array(30), 15, 2)).toBe(0);
  const spike = new Float64Array(30);
  spike[4] = 1;
  expect(tabulationError(spike, 15, 2)).toBe(Number.POSITIVE_INFINITY);
});

test('too few knots for an estimate are refused', () => {
  expect(() => tabulationError(new Float64Array(14), 14, 1)).toThrow(RangeError);
});
