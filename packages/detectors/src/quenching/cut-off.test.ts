import { expect, test } from 'vitest';
import { cutOffBreaksMeV, withCutOff } from './cut-off.ts';

const tenth = (recoilMeV: number): number => 100 * recoilMeV;

test('the smooth factor is T / xi far below, 1 - 1/e at xi, and 1 far above', () => {
  const quenching = withCutOff(tenth, { 'adiabatic-energy': 1.6e-4 });
  expect(quenching(1.6e-4) / tenth(1.6e-4)).toBeCloseTo(1 - 1 / Math.E, 15);
  expect(quenching(1.6e-9) / tenth(1.6e-9)).toBeCloseTo(1e-5, 9);
  expect(quenching(0.05)).toBe(tenth(0.05));
});

test('the hard one leaves nothing below, and all from it on', () => {
  const quenching = withCutOff(tenth, { 'zero-below': 1e-4 });
  expect([quenching(0.99e-4), quenching(1e-4)]).toEqual([0, tenth(1e-4)]);
  expect(cutOffBreaksMeV({ 'zero-below': 1e-4 })).toEqual([1e-4]);
});

test('without a cut-off it is the quenching itself, and energies are positive', () => {
  expect(withCutOff(tenth, {})).toBe(tenth);
  expect(() => withCutOff(tenth, { 'adiabatic-energy': 0 })).toThrow('a positive energy of the cut-off');
});
