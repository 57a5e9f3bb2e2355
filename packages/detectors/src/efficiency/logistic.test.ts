import fc from 'fast-check';
import { expect, test } from 'vitest';
import { efficiency } from './logistic.ts';

/** Nominal efficiency of CsI[Na], COHERENT arXiv:2110.07730. */
const csi = { height: 1.32045, steepness: 0.285979, midpoint: 10.8646, offset: -0.333322 };

test('half of the height at the midpoint, height + offset far above', () => {
  expect(efficiency.efficiency(10.8646, csi)).toBeCloseTo(1.32045 / 2 - 0.333322, 14);
  expect(efficiency.efficiency(1e4, csi)).toBeCloseTo(1.32045 - 0.333322, 14);
});

test('the CsI[Na] curve crosses zero near 7.07 PE and is clipped below', () => {
  expect(efficiency.efficiency(7.06, csi)).toBe(0);
  expect(efficiency.efficiency(7.08, csi)).toBeGreaterThan(0);
  expect(efficiency.efficiency(-1e6, csi)).toBe(0);
});

test('never falls and never leaves [0, height + offset]', () => {
  const photoelectrons = fc.double({ min: 0, max: 250, noNaN: true });
  fc.assert(
    fc.property(photoelectrons, photoelectrons, (a, b) => {
      const low = efficiency.efficiency(Math.min(a, b), csi);
      const high = efficiency.efficiency(Math.max(a, b), csi);
      expect(low).toBeGreaterThanOrEqual(0);
      expect(high).toBeGreaterThanOrEqual(low);
      expect(high).toBeLessThanOrEqual(1.32045 - 0.333322);
    }),
  );
});
