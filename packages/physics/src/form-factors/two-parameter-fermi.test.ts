import { describe, expect, test } from 'vitest';
import { caesium, rmsRadiusFm } from './testing/caesium.ts';
import { momentumTransfersPerFm, transformOf } from './testing/transform.ts';
import { formFactor as twoParameterFermi } from './two-parameter-fermi.ts';

describe.each([
  [5.7, 0.52],
  [5.5, 0.3],
  [2.3, 0.6],
  [0.8, 0.5],
])('c = %d fm, a = %d fm', (c, a) => {
  const density = (r: number) => 1 / (1 + Math.exp((r - c) / a));
  const F = twoParameterFermi.prepare(caesium, 'proton', { 'half-density-radius': c, diffuseness: a });
  const exact = transformOf(density, c + 45 * a);

  test('is the transform of its density', () => {
    for (const q of momentumTransfersPerFm) expect(Math.abs(F(q) - exact.formFactor(q)), String(q)).toBeLessThan(4e-15);
  });

  test('has the rms radius of its density, and finds c from it again', () => {
    expect(rmsRadiusFm(F)).toBeCloseTo(exact.rmsRadiusFm, 4);
    const back = twoParameterFermi.prepare(caesium, 'proton', { 'rms-radius': exact.rmsRadiusFm, diffuseness: a });
    for (const q of momentumTransfersPerFm) expect(back(q)).toBeCloseTo(F(q), 12);
  });
});

test('c comes from the charge radius, with a = 0.52 fm; a skin moves it', () => {
  const radius = (settings: object) => rmsRadiusFm(twoParameterFermi.prepare(caesium, 'neutron', settings));
  expect(radius({})).toBeCloseTo(4.8041, 4);
  expect(radius({ skin: 0.2 })).toBeCloseTo(5.0041, 4);
  expect(radius({ 'rms-radius': { Cs133: 5.01 } })).toBeCloseTo(5.01, 4);
  const sharp = { 'half-density-radius': 5.7, diffuseness: 0.4 };
  expect(radius({ ...sharp, skin: 0.1 })).toBeCloseTo(radius(sharp) + 0.1, 4);
});

test('refuses what is no density', () => {
  const prepare = (settings: object) => () => twoParameterFermi.prepare(caesium, 'proton', settings);
  expect(prepare({ 'half-density-radius': 5.7, 'rms-radius': 4.8 })).toThrow(/for Cs133, got both/);
  expect(prepare({ 'half-density-radius': -1 })).toThrow(/positive half-density radius/);
  expect(prepare({ diffuseness: 0 })).toThrow(/positive diffuseness/);
  expect(prepare({ 'rms-radius': 1.8 })).toThrow(/rms radius above .* for Cs133, got 1\.8 fm/);
  expect(() => twoParameterFermi.prepare({ ...caesium, chargeRadiusFm: null }, 'proton', {})).toThrow(/not tabulated/);
});
