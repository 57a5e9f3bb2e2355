import { expect, test } from 'vitest';
import { isRadiusOfModel, rmsRadiusFm } from './nuclear-radius.ts';
import { caesium } from './testing/caesium.ts';

test('the radius of the isotope goes before the one for all, that before the one of the model; the skin is added', () => {
  expect(rmsRadiusFm(caesium, {}, 4.8)).toBe(4.8);
  expect(rmsRadiusFm(caesium, { 'rms-radius': 5.5 }, 4.8)).toBe(5.5);
  expect(rmsRadiusFm(caesium, { 'rms-radius': { I127: 4.9 }, skin: 0.25 }, 4.75)).toBe(5);
  expect(rmsRadiusFm(caesium, { 'rms-radius': { Cs133: 5.25, I127: 4.9 }, skin: -0.25 }, null)).toBe(5);
  expect([{}, { skin: 0 }, { 'rms-radius': 5 }].map(isRadiusOfModel)).toEqual([true, false, false]);
});

test('no radius, or one that is not positive, is refused', () => {
  expect(() => rmsRadiusFm(caesium, {}, null)).toThrow(/Cs133, whose charge radius is not tabulated/);
  expect(() => rmsRadiusFm(caesium, { skin: -5 }, 4.8)).toThrow(/positive rms radius for Cs133/);
  expect(() => rmsRadiusFm(caesium, { 'rms-radius': Number.NaN }, 4.8)).toThrow(RangeError);
});
