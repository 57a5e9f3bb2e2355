import { describe, expect, test } from 'vitest';
import { gaussianShells } from './gaussian-shells.ts';
import { formFactor as sumOfGaussians } from './sum-of-gaussians.ts';
import { caesium, rmsRadiusFm } from './testing/caesium.ts';
import { momentumTransfersPerFm, transformOf } from './testing/transform.ts';

/** Rms radii in fm printed beside the parameters by de Vries et al. (1987). */
const published = { C12: 2.469, O16: 2.711, Si28: 3.121, S32: 3.258, Ca40: 3.48, Pb208: 5.503 } as const;
const nucleus = (name: string) => {
  const [, symbol = '', A] = /^([A-Z][a-z]?)(\d+)$/.exec(name)!;
  return { symbol, Z: 1, A: Number(A), chargeRadiusFm: null };
};

describe.each(Object.entries(published))('%s', (name, radius) => {
  const shells = gaussianShells[name]!;
  const gamma = shells['rms-width'] * Math.sqrt(2 / 3);
  const density = (r: number) =>
    shells.radii.reduce((sum, R, i) => {
      const amplitude = shells.fractions[i]! / (1 + (2 * R * R) / gamma ** 2);
      return sum + amplitude * (Math.exp(-(((r - R) / gamma) ** 2)) + Math.exp(-(((r + R) / gamma) ** 2)));
    }, 0);
  const exact = transformOf(density, 22);
  const F = sumOfGaussians.prepare(nucleus(name), 'proton', {});

  test('is the transform of its density', () => {
    for (const q of momentumTransfersPerFm) expect(Math.abs(F(q) - exact.formFactor(q)), String(q)).toBeLessThan(1e-14);
  });

  test('has the published rms radius, and shells that add up to 1', () => {
    expect(rmsRadiusFm(F)).toBeCloseTo(exact.rmsRadiusFm, 4);
    expect(Math.abs(exact.rmsRadiusFm - radius)).toBeLessThan(6e-4);
    expect(Math.abs(shells.fractions.reduce((sum, Q) => sum + Q, 0) - 1)).toBeLessThan(1e-4);
  });
});

test('every tabulated nucleus is checked', () => {
  expect(Object.keys(gaussianShells)).toEqual(Object.keys(published));
});

test('radii, skins and shells of a study', () => {
  const lead = { symbol: 'Pb', Z: 82, A: 207, chargeRadiusFm: 5.4943 };
  const radius = (settings: object) => rmsRadiusFm(sumOfGaussians.prepare(lead, 'neutron', settings));
  expect(radius({})).toBeCloseTo(5.4943, 4);
  expect(radius({ skin: 0.2 })).toBeCloseTo(5.6943, 4);
  expect(radius({ 'rms-radius': 5.8 })).toBeCloseTo(5.8, 4);
  const shells = { Cs133: { 'rms-width': 2, radii: [0], fractions: [1] } };
  const F = sumOfGaussians.prepare(caesium, 'proton', { shells });
  expect(F(0.7)).toBeCloseTo(Math.exp((-0.7 * 0.7 * 4) / 6), 14);
  expect(() => sumOfGaussians.prepare(caesium, 'proton', {})).toThrow(/density of Cs133/);
  const uneven = { Cs133: { 'rms-width': 2, radii: [0, 1], fractions: [1] } };
  expect(() => sumOfGaussians.prepare(caesium, 'proton', { shells: uneven })).toThrow(/as many fractions as radii/);
  const negative = { Cs133: { 'rms-width': 2, radii: [0], fractions: [-1] } };
  expect(() => sumOfGaussians.prepare(caesium, 'proton', { shells: negative })).toThrow(/positive content/);
});
