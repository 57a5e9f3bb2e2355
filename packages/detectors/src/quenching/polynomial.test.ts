import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type PolynomialQuenching, quenching } from './polynomial.ts';

const inMeV = { 'recoil-energy-unit': 'MeVnr', 'electron-equivalent-energy-unit': 'MeVee' } as const;
const inKeV = { 'recoil-energy-unit': 'keVnr', 'electron-equivalent-energy-unit': 'keVee' } as const;
/** Scintillation response of CsI[Na], COHERENT arXiv:2110.07730, nominal. */
const csi: PolynomialQuenching = { coefficients: [0.0554628, 4.30681, -111.707, 840.384], ...inMeV };

test('the quartic of CsI[Na] at 20 keVnr, summed by hand', () => {
  // 1.109256e-3 + 1.722724e-3 - 8.93656e-4 + 1.3446144e-4 MeVee
  expect(quenching.prepare(csi)(0.02)).toBeCloseTo(2.07278544, 12);
});

test('no recoil, no light', () => {
  expect(quenching.prepare(csi)(0)).toBe(0);
});

test('a coefficient c_k in keVee/keVnr^k is 1000^(k-1) times smaller than in MeVee/MeVnr^k', () => {
  const scaled = { coefficients: csi.coefficients.map((c, i) => c / 1000 ** i), ...inKeV };
  fc.assert(
    fc.property(fc.double({ min: 0, max: 0.06, noNaN: true }), (recoilMeV) => {
      const expected = quenching.prepare(csi)(recoilMeV);
      expect(quenching.prepare(scaled)(recoilMeV)).toBeCloseTo(expected, 12);
    }),
  );
});

test('coefficients must exist and be finite', () => {
  expect(() => quenching.prepare({ ...csi, coefficients: [] })).toThrow('got []');
  expect(() => quenching.prepare({ ...csi, coefficients: [0.05, Number.NaN] })).toThrow('got [0.05, NaN]');
});
