import fc from 'fast-check';
import { expect, test } from 'vitest';
import { interpolateLinear, panelOf } from './linear.ts';

const knots = [-1, 0, 0.25, 3];

test('meets every knot and the middle of every panel', () => {
  const values = [2, 4, -1, 0];
  expect(knots.map((x) => interpolateLinear(knots, values, x))).toEqual(values);
  expect(interpolateLinear(knots, values, -0.5)).toBe(3);
  expect(interpolateLinear(knots, values, 0.125)).toBe(1.5);
});

test('a straight line is reproduced', () => {
  const values = knots.map((x) => 3 * x - 7);
  fc.assert(
    fc.property(fc.double({ min: -1, max: 3, noNaN: true }), (x) => {
      expect(interpolateLinear(knots, values, x)).toBeCloseTo(3 * x - 7, 12);
    }),
  );
});

test('outside the table the ends are held, or the value is zero', () => {
  expect(interpolateLinear(knots, [1, 2, 3, 4], -5)).toBe(1);
  expect(interpolateLinear(knots, [1, 2, 3, 4], 9)).toBe(4);
  expect(interpolateLinear(knots, [1, 2, 3, 4], -5, 'zero')).toBe(0);
  expect(interpolateLinear(knots, [1, 2, 3, 4], 9, 'zero')).toBe(0);
  expect(interpolateLinear(knots, [1, 2, 3, 4], 3, 'zero')).toBe(4);
});

test('a knot belongs to the panel that starts there', () => {
  expect(panelOf(knots, 0)).toBe(1);
  expect(panelOf(knots, 0.2499)).toBe(1);
  expect(panelOf(knots, 0.25)).toBe(2);
});
