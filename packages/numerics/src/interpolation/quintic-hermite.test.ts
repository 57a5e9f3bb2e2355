import fc from 'fast-check';
import { expect, test } from 'vitest';
import { evaluateQuinticHermite, type QuinticHermiteTable } from './quintic-hermite.ts';

type Triple = (x: number) => [value: number, first: number, second: number];

function tabulate(functions: Triple[], from: number, step: number, knots: number): QuinticHermiteTable {
  const columns = [0, 1, 2].map((derivative) =>
    Float64Array.from({ length: knots * functions.length }, (_, i) => {
      const knot = Math.floor(i / functions.length);
      return functions[i % functions.length]!(from + knot * step)[derivative]!;
    }),
  );
  return { from, step, value: columns[0]!, first: columns[1]!, second: columns[2]! };
}

const polynomial: Triple = (x) => [1 - x + 2 * x ** 3 - x ** 5, -1 + 6 * x ** 2 - 5 * x ** 4, 12 * x - 20 * x ** 3];
const sine: Triple = (x) => [Math.sin(x), Math.cos(x), -Math.sin(x)];

test('a polynomial of fifth degree and its derivatives are reproduced', () => {
  const table = tabulate([polynomial], -1, 0.5, 5);
  const out = [new Float64Array(1), new Float64Array(1), new Float64Array(1)] as const;
  fc.assert(
    fc.property(fc.double({ min: -1, max: 1, noNaN: true }), (x) => {
      evaluateQuinticHermite(table, 1, x, ...out);
      out.forEach((result, derivative) => {
        expect(Math.abs(result[0]! - polynomial(x)[derivative]!)).toBeLessThan(1e-12);
      });
    }),
  );
});

test('several functions side by side; the error of sin x stays below h^6 / 46080', () => {
  const h = 0.1;
  const table = tabulate([polynomial, sine], 0, h, 31);
  const value = new Float64Array(2);
  const first = new Float64Array(2);
  const second = new Float64Array(2);
  for (let x = 0; x <= 3; x += 0.0173) {
    evaluateQuinticHermite(table, 2, x, value, first, second);
    expect(Math.abs(value[1]! - Math.sin(x))).toBeLessThan(h ** 6 / 46080 + 1e-15);
    expect(Math.abs(first[1]! - Math.cos(x))).toBeLessThan(h ** 5 / 1000);
    expect(Math.abs(second[1]! + Math.sin(x))).toBeLessThan(h ** 4 / 100);
  }
});

test('knots are met exactly, ends included, and the outside is refused', () => {
  const table = tabulate([sine], 0.2, 0.02, 36);
  const out = [new Float64Array(1), new Float64Array(1), new Float64Array(1)] as const;
  evaluateQuinticHermite(table, 1, 0.2, ...out);
  expect(out[0][0]).toBe(Math.sin(0.2));
  evaluateQuinticHermite(table, 1, 0.2 + 35 * 0.02, ...out);
  expect(out[0][0]).toBeCloseTo(Math.sin(0.9), 15);
  expect(out[2][0]).toBeCloseTo(-Math.sin(0.9), 12);
  expect(() => evaluateQuinticHermite(table, 1, 0.19, ...out)).toThrow(RangeError);
  expect(() => evaluateQuinticHermite(table, 1, 0.91, ...out)).toThrow(RangeError);
  expect(() => evaluateQuinticHermite(table, 1, Number.NaN, ...out)).toThrow(RangeError);
});
