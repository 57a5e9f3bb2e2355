import { evaluatePolynomial } from '@cevns/physics/couplings/polynomial';
import { couplings } from '@cevns/physics/couplings/registry';
import { describe, expect, test } from 'vitest';
import { lowerCouplings, lowerWeights } from './couplings.ts';

const section = { 'form-factor': 'unity', terms: ['standard-model'] };

test('couplings by name are those of the registry, numbers are themselves', () => {
  expect(lowerCouplings({ ...section, couplings: 'scholberg' })).toBe(couplings.scholberg);
  const { nue } = lowerWeights(lowerCouplings({ ...section, couplings: { gvp: 0.03, gvn: -0.5 } }), []);
  expect(evaluatePolynomial(nue!.pp, {})).toBeCloseTo(0.03 ** 2, 15);
  expect(evaluatePolynomial(nue!.pn, {})).toBeCloseTo(0.03 * -0.5, 15);
  expect(evaluatePolynomial(nue!.nn, {})).toBeCloseTo(0.25, 15);
});

describe('the weak mixing angle', () => {
  const set = couplings['tree-level']!;
  const held = lowerWeights(set, []);
  const free = lowerWeights(set, ['sin2_theta_W']);

  test('gives the same weights held or free, at the same value', () => {
    for (const flavour of ['nue', 'numu', 'numubar']) {
      for (const template of ['pp', 'pn', 'nn'] as const) {
        expect(evaluatePolynomial(free[flavour]![template], set.parameters)).toBeCloseTo(
          evaluatePolynomial(held[flavour]![template], {}),
          15,
        );
      }
    }
  });

  test('held leaves one number, gvp = 1/2 - 2 s^2; free leaves a quadratic', () => {
    expect(held.numu!.pp).toEqual([{ coefficient: expect.closeTo((0.5 - 2 * 0.23857) ** 2, 15), powers: {} }]);
    expect(free.numu!.pp.map(({ powers }) => powers.sin2_theta_W ?? 0).sort()).toEqual([0, 1, 2]);
    expect(evaluatePolynomial(free.numu!.pp, { sin2_theta_W: 0.3 })).toBeCloseTo(0.01, 15);
  });
});

test('a set per flavour has weights for its flavours only, neutrino and antineutrino alike', () => {
  const weights = lowerWeights(
    lowerCouplings({ ...section, couplings: { gvp: { nue: 0.04, numu: 0.03 }, gvn: -0.5 } }),
    [],
  );
  expect(Object.keys(weights).sort()).toEqual(['nue', 'nuebar', 'numu', 'numubar']);
  expect(weights.nuebar).toEqual(weights.nue);
  expect(evaluatePolynomial(weights.nue!.pn, {})).toBeCloseTo(-0.02, 15);
});
