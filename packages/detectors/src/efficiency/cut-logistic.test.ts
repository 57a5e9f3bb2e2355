import fc from 'fast-check';
import { expect, test } from 'vitest';
import { efficiency } from './cut-logistic.ts';

/** Nominal acceptance of the first CsI[Na] data set, COHERENT arXiv:1804.09459. */
const csi = { height: 0.6655, steepness: 0.4942, midpoint: 10.8507, 'zero-below': 5, 'half-below': 6 };
const curve = efficiency.prepare(csi);

test('half of the height at the midpoint, the height far above', () => {
  expect(curve(10.8507)).toBeCloseTo(0.6655 / 2, 14);
  expect(curve(1e4)).toBe(0.6655);
});

test('the steps belong to the side that starts there', () => {
  // 1 + exp(0.4942 (10.8507 - x)) at x = 5.5 and 6.5, worked out by hand.
  expect(curve(4.999)).toBe(0);
  expect(curve(5.5)).toBeCloseTo(0.6655 / 2 / (1 + 14.073814), 6);
  expect(curve(6.5)).toBeCloseTo(0.6655 / (1 + 8.585854), 6);
  expect(curve(6) / curve(5.999999999)).toBeCloseTo(2, 8);
  expect(curve(5)).toBeGreaterThan(0);
});

test('never falls and never leaves [0, height]', () => {
  const photoelectrons = fc.double({ min: -10, max: 250, noNaN: true });
  fc.assert(
    fc.property(photoelectrons, photoelectrons, (a, b) => {
      const low = curve(Math.min(a, b));
      const high = curve(Math.max(a, b));
      expect(low).toBeGreaterThanOrEqual(0);
      expect(high).toBeGreaterThanOrEqual(low);
      expect(high).toBeLessThanOrEqual(0.6655);
    }),
  );
});

test('curves that cannot be meant are refused', () => {
  expect(() => efficiency.prepare({ ...csi, steepness: 0 })).toThrow('positive steepness');
  expect(() => efficiency.prepare({ ...csi, height: 1.2 })).toThrow('got 1.2');
  expect(() => efficiency.prepare({ ...csi, 'zero-below': 7 })).toThrow('steps at 7 and 6');
});
