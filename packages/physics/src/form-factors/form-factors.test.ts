import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Nucleus } from '../nuclei.ts';
import type { FormFactorModel } from './form-factor.ts';
import { formFactor as helm } from './helm.ts';
import { formFactor as lewinSmith } from './helm-lewin-smith.ts';
import { formFactor as helmRms } from './helm-rms.ts';
import { formFactor as kleinNystrand } from './klein-nystrand.ts';
import { formFactors } from './registry.ts';
import { uniformSphere } from './uniform-sphere.ts';
import { formFactor as unity } from './unity.ts';

const caesium: Nucleus = { symbol: 'Cs', Z: 55, A: 133, chargeRadiusFm: 4.8041 };
const models: [string, FormFactorModel][] = [
  ['unity', unity],
  ['helm', helm],
  ['helm-lewin-smith', lewinSmith],
  ['helm-rms', helmRms],
  ['klein-nystrand', kleinNystrand],
];

/** Rms radius from the curvature at the origin, F = 1 - q^2 <r^2> / 6. */
function rmsRadiusFm(F: (q: number) => number): number {
  const q = 1e-3;
  return Math.sqrt((6 * (1 - F(q))) / (q * q));
}

test.each(models)('%s: F(0) = 1 and |F| <= 1', (_, model) => {
  const F = model.prepare(caesium, 'neutron', {});
  expect(F(0)).toBe(1);
  for (let q = 0; q < 4; q += 0.01) expect(Math.abs(F(q))).toBeLessThanOrEqual(1);
});

test('the registry names exactly these models, and each has its schema fragment beside it', () => {
  expect(Object.keys(formFactors).sort()).toEqual(models.map(([name]) => name).sort());
  for (const [name, specifier] of Object.entries(formFactors)) {
    expect(specifier).toBe(`@cevns/physics/form-factors/${name}`);
    expect(existsSync(new URL(`./${name}.schema.json`, import.meta.url))).toBe(true);
  }
});

test('uniform sphere: series and closed form meet at x = 1, and the first zero is that of tan x = x', () => {
  expect(uniformSphere(1)).toBeCloseTo(3 * (Math.sin(1) - Math.cos(1)), 15);
  expect(uniformSphere(1 + 1e-12)).toBeCloseTo(uniformSphere(1), 11);
  expect(uniformSphere(0.01)).toBeCloseTo(1 - 1e-5 + 1e-8 / 280, 15);
  expect(Math.abs(uniformSphere(4.493409457909064))).toBeLessThan(1e-16);
});

test('rms radii follow from the shapes: 3/5 R^2 + 3 s^2 (Helm), 3/5 R^2 + 6 a^2 (Klein-Nystrand)', () => {
  const R = 1.2 * Math.cbrt(133);
  expect(rmsRadiusFm(helm.prepare(caesium, 'proton', {}))).toBeCloseTo(Math.sqrt(0.6 * R * R + 3 * 0.81), 4);
  expect(rmsRadiusFm(kleinNystrand.prepare(caesium, 'proton', {}))).toBeCloseTo(Math.sqrt(0.6 * R * R + 6 * 0.49), 4);
});

test('helm-rms takes the radius of the isotope, else the one for all, else the charge radius, and adds the skin', () => {
  const radius = (parameters: object) => rmsRadiusFm(helmRms.prepare(caesium, 'neutron', parameters));
  expect(radius({})).toBeCloseTo(4.8041, 4);
  expect(radius({ skin: 0.2 })).toBeCloseTo(5.0041, 4);
  expect(radius({ 'rms-radius': 5.5 })).toBeCloseTo(5.5, 4);
  expect(radius({ 'rms-radius': { Cs133: 5.01, I127: 4.94 }, skin: -0.01 })).toBeCloseTo(5, 4);
  expect(radius({ 'rms-radius': { I127: 4.94 } })).toBeCloseTo(4.8041, 4);
});

test('helm-rms refuses a nucleus without radius and a radius smaller than its surface', () => {
  expect(() => helmRms.prepare({ ...caesium, chargeRadiusFm: null }, 'proton', {})).toThrow(RangeError);
  expect(() => helmRms.prepare(caesium, 'proton', { 'rms-radius': 1.5 })).toThrow(/1\.559 fm/);
});
