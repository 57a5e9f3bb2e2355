import fc from 'fast-check';
import { expect, test } from 'vitest';
import { efficiency } from './logistic.ts';

/** Nominal efficiency of CsI[Na], COHERENT arXiv:2110.07730. */
const csi = { height: 1.32045, steepness: 0.285979, midpoint: 10.8646, offset: -0.333322 };
const curve = efficiency.prepare(csi);

test('half of the height at the midpoint, height + offset far above', () => {
  expect(curve(10.8646)).toBeCloseTo(1.32045 / 2 - 0.333322, 14);
  expect(curve(1e4)).toBeCloseTo(1.32045 - 0.333322, 14);
});

test('the CsI[Na] curve crosses zero near 7.07 PE and is clipped below', () => {
  expect(curve(7.06)).toBe(0);
  expect(curve(7.08)).toBeGreaterThan(0);
  expect(curve(-1e6)).toBe(0);
});

test('never falls and never leaves [0, height + offset]', () => {
  const photoelectrons = fc.double({ min: 0, max: 250, noNaN: true });
  fc.assert(
    fc.property(photoelectrons, photoelectrons, (a, b) => {
      const low = curve(Math.min(a, b));
      const high = curve(Math.max(a, b));
      expect(low).toBeGreaterThanOrEqual(0);
      expect(high).toBeGreaterThanOrEqual(low);
      expect(high).toBeLessThanOrEqual(1.32045 - 0.333322);
    }),
  );
});

test('a curve that does not rise is refused', () => {
  expect(() => efficiency.prepare({ ...csi, steepness: 0 })).toThrow('positive steepness');
});

test('without height and offset it rises from 0 to 1', () => {
  const rising = efficiency.prepare({ steepness: 20, midpoint: 0.3 });
  const same = efficiency.prepare({ height: 1, steepness: 20, midpoint: 0.3, offset: 0 });
  for (const energy of [0, 0.2, 0.3, 0.5, 5]) {
    expect(rising(energy)).toBe(same(energy));
    expect(rising(energy)).toBeCloseTo((1 + Math.tanh(10 * (energy - 0.3))) / 2, 14);
  }
});
