import { describe, expect, test } from 'vitest';
import { formFactor as fourierBessel } from './fourier-bessel.ts';
import { fourierBesselSeries } from './fourier-bessel-series.ts';
import { caesium, rmsRadiusFm } from './testing/caesium.ts';
import { momentumTransfersPerFm, transformOf } from './testing/transform.ts';

const protons: Readonly<Record<string, number>> = {
  ...{ C: 6, N: 7, O: 8, Al: 13, Si: 14, P: 15, S: 16, Ar: 18, Ca: 20, Cu: 29, Ge: 32, Pb: 82, Bi: 83 },
};
const nucleus = (name: string) => {
  const [, symbol = '', A] = /^([A-Z][a-z]?)(\d+)$/.exec(name)!;
  return { symbol, Z: protons[symbol]!, A: Number(A), chargeRadiusFm: null };
};
const j0 = (x: number) => (x === 0 ? 1 : Math.sin(x) / x);

describe.each(Object.entries(fourierBesselSeries))('%s', (name, { cutoff, coefficients }) => {
  const density = (r: number) => coefficients.reduce((sum, a, i) => sum + a * j0(((i + 1) * Math.PI * r) / cutoff), 0);
  const exact = transformOf(density, cutoff);
  const F = fourierBessel.prepare(nucleus(name), 'proton', {});

  test('is the transform of its density', () => {
    // The seventh zero of sin(q R) too, where the closed form has a denominator that vanishes.
    for (const q of [...momentumTransfersPerFm, (7 * Math.PI) / cutoff, (7 * Math.PI) / cutoff + 1e-9]) {
      expect(Math.abs(F(q) - exact.formFactor(q)), String(q)).toBeLessThan(1e-14);
    }
  });

  test('has the rms radius of its density, and holds Z charges', () => {
    expect(rmsRadiusFm(F)).toBeCloseTo(exact.rmsRadiusFm, 4);
    const charges = coefficients.reduce(
      (sum, a, i) => sum + (4 * Math.PI * cutoff ** 3 * a * (i % 2 === 0 ? 1 : -1)) / ((i + 1) * Math.PI) ** 2,
      0,
    );
    expect(Math.abs(charges / protons[nucleus(name).symbol]! - 1)).toBeLessThan(2e-4);
  });
});

test.each([
  // Rms radii in fm printed beside the coefficients by de Vries et al. (1987).
  ['C12', 2.464],
  ['O16', 2.737],
  ['Si28', 3.085],
  ['Si30', 3.173],
  ['S32', 3.248],
  ['Ar40', 3.423],
  ['Ca40', 3.45],
  ['Ge70', 4.043],
  ['Ge72', 4.06],
  ['Ge74', 4.075],
  ['Ge76', 4.081],
  ['Pb208', 5.499],
] as const)('%s has the published rms radius %d fm', (name, published) => {
  expect(Math.abs(rmsRadiusFm(fourierBessel.prepare(nucleus(name), 'proton', {})) - published)).toBeLessThan(6e-4);
});

test('an isotope without series takes that of its neighbour, with its own charge radius', () => {
  const radius = (A: number, chargeRadiusFm: number | null, settings: object = {}) =>
    rmsRadiusFm(fourierBessel.prepare({ symbol: 'Ge', Z: 32, A, chargeRadiusFm }, 'neutron', settings));
  expect(radius(73, 4.0632)).toBeCloseTo(4.0632, 4);
  expect(radius(73, null)).toBeCloseTo(radius(72, null) * Math.cbrt(73 / 72), 4);
  expect(radius(74, 4.0742)).toBeCloseTo(4.0748, 4);
  expect(radius(74, 4.0742, { skin: 0.15 })).toBeCloseTo(4.2248, 4);
  expect(radius(74, 4.0742, { 'rms-radius': 4.3 })).toBeCloseTo(4.3, 4);
});

test('a series of the study goes before the tabulated one; an element without any is refused', () => {
  const series = { Cs133: { cutoff: 9, coefficients: [0.05, 0.03] } };
  const F = fourierBessel.prepare(caesium, 'proton', { series });
  const exact = transformOf((r) => 0.05 * j0((Math.PI * r) / 9) + 0.03 * j0((2 * Math.PI * r) / 9), 9);
  for (const q of momentumTransfersPerFm) expect(F(q)).toBeCloseTo(exact.formFactor(q), 13);
  expect(() => fourierBessel.prepare(caesium, 'proton', {})).toThrow(/density of Cs133 or an isotope of it/);
  const empty = { Cs133: { cutoff: 9, coefficients: [0, -1] } };
  expect(() => fourierBessel.prepare(caesium, 'proton', { series: empty })).not.toThrow();
  expect(() =>
    fourierBessel.prepare(caesium, 'proton', { series: { Cs133: { cutoff: 9, coefficients: [-1] } } }),
  ).toThrow(/Cs133 with a positive content/);
});
