import { expect, test } from 'vitest';
import { formFactor as helmRms } from './helm-rms.ts';
import { caesium, rmsRadiusFm } from './testing/caesium.ts';

test('takes the radius of the isotope, else the one for all, else the charge radius, and adds the skin', () => {
  const radius = (parameters: object) => rmsRadiusFm(helmRms.prepare(caesium, 'neutron', parameters));
  expect(radius({})).toBeCloseTo(4.8041, 4);
  expect(radius({ skin: 0.2 })).toBeCloseTo(5.0041, 4);
  expect(radius({ 'rms-radius': 5.5 })).toBeCloseTo(5.5, 4);
  expect(radius({ 'rms-radius': { Cs133: 5.01, I127: 4.94 }, skin: -0.01 })).toBeCloseTo(5, 4);
  expect(radius({ 'rms-radius': { I127: 4.94 } })).toBeCloseTo(4.8041, 4);
});

test('refuses a nucleus without radius and a radius smaller than its surface', () => {
  expect(() => helmRms.prepare({ ...caesium, chargeRadiusFm: null }, 'proton', {})).toThrow(RangeError);
  expect(() => helmRms.prepare(caesium, 'proton', { 'rms-radius': 1.5 })).toThrow(/1\.559 fm/);
});
