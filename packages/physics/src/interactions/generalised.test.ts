import { describe, expect, test } from 'vitest';
import { couplingsFromNumbers } from '../couplings/couplings.ts';
import { maximumRecoilEnergyMeV } from '../kinematics.ts';
import { type GeneralisedSettings, interaction } from './generalised.ts';
import type { TargetNucleus } from './interaction.ts';
import { interaction as standardModel } from './standard-model.ts';
import { caesium, crossSection, lineMoments, term } from './testing/cross-section.ts';
import {
  combine,
  contract,
  contractTensor,
  GAMMA,
  GAMMA5,
  LEFT,
  multiply,
  ONE,
  type Piece,
  squaredAmplitude,
} from './testing/dirac.ts';
import { slowAverage, testMoments } from './testing/slow-average.ts';

const CM2_MEV2 = 197.3269804e-13 ** 2;
const G_F = 1.1663787e-11;
const couplings = couplingsFromNumbers({ gvp: 0, gvn: -0.5 });

/** A light nucleus without form factor, where the terms of order T/M and T/E show. */
const light: TargetNucleus = {
  ...caesium,
  symbol: 'X',
  Z: 3,
  A: 5,
  N: 2,
  nuclearMassMeV: 900,
  protonFormFactor: () => 1,
  neutronFormFactor: () => 1,
};

function spectrumOf(
  settings: GeneralisedSettings,
  recoilEnergyMeV: number[],
  more: Partial<Parameters<typeof crossSection>[0]> = {},
): Float64Array {
  return crossSection({
    terms: [term(interaction, settings)],
    flavour: 'numu',
    couplings,
    target: light,
    moments: lineMoments(30),
    recoilEnergyMeV: Float64Array.from(recoilEnergyMeV),
    ...more,
  });
}

/** Couplings C of the nucleus as pieces of (G_F / sqrt2) C [nubar Gamma nu] [Nbar Gamma N], for a left-handed neutrino. */
function pieces(C: { S?: number; P?: number; V?: number; A?: number; T?: number }): Piece[] {
  const c = G_F / Math.SQRT2;
  const current = (mu: number) => multiply(GAMMA[mu]!, LEFT);
  return [
    [c * (C.S ?? 0), LEFT, ONE],
    [c * (C.P ?? 0), LEFT, combine([[0, 1], GAMMA5])],
    ...contract(c * (C.V ?? 0), current, (mu) => GAMMA[mu]!),
    ...contract(c * (C.A ?? 0), current, (mu) => multiply(GAMMA[mu]!, GAMMA5)),
    ...contractTensor(c * (C.T ?? 0), LEFT),
  ];
}

describe('the traces over the spinors of neutrino and nucleus', () => {
  const N = light.N;
  const cases: [string, Parameters<typeof pieces>[0], GeneralisedSettings][] = [
    ['scalar', { S: 1.4 }, { xi_S: 1.4 / N }],
    ['pseudoscalar', { P: 1.4 }, { xi_P: 1.4 / N }],
    ['vector', { V: 1.4 }, { xi_V: 1.4 / N }],
    ['axial', { A: 1.4 }, { xi_A: 1.4 / N }],
    ['tensor', { T: 0.6 }, { xi_T: (Math.sqrt(8) * 0.6) / N }],
    [
      'scalar and tensor with their interference',
      { S: 1.4, T: 0.6 },
      { xi_S: 1.4 / N, xi_T: (Math.sqrt(8) * 0.6) / N, r_ST: (2 * 1.4 * 0.6) / N ** 2 },
    ],
  ];
  test.each(cases)('%s', (_, C, settings) => {
    const end = maximumRecoilEnergyMeV(30, light.nuclearMassMeV);
    for (const antineutrino of [false, true]) {
      const flavour = antineutrino ? 'numubar' : 'numu';
      for (const T of [0.02 * end, 0.5 * end, 0.97 * end]) {
        const kinematics = { energyMeV: 30, massMeV: 0, targetMassMeV: light.nuclearMassMeV, recoilEnergyMeV: T };
        const traced = squaredAmplitude(pieces(C), kinematics, 1, antineutrino) * CM2_MEV2;
        expect(spectrumOf(settings, [T], { flavour })[0]! / traced).toBeCloseTo(1, 8);
      }
    }
  });
});

test('scalar and vector, or scalar and axial, do not interfere', () => {
  const at = { energyMeV: 30, massMeV: 0, targetMassMeV: 900, recoilEnergyMeV: 0.9 };
  for (const other of [{ V: 1 }, { A: 1 }]) {
    const both = squaredAmplitude(pieces({ S: 1, ...other }), at);
    const apart = squaredAmplitude(pieces({ S: 1 }), at) + squaredAmplitude(pieces(other), at);
    expect(both / apart).toBeCloseTo(1, 10);
  }
});

test('averaged over a spectrum, all at once, it is the slow double integral', () => {
  const settings = { xi_S: 0.3, xi_P: 2, xi_A: -0.2, xi_T: 0.5, r_ST: 0.1 };
  const T = [0.0001, 0.003, 0.02, 0.035];
  const fast = spectrumOf(settings, T, { target: caesium, moments: testMoments });
  const M = caesium.nuclearMassMeV;
  T.forEach((recoil, i) => {
    const neutrons = 78 * caesium.neutronFormFactor(Math.sqrt(2 * M * recoil) / 197.3269804);
    const slow = slowAverage(
      (E) => {
        const [t, x] = [recoil / E, (M * recoil) / E ** 2];
        const sum =
          0.09 * (x / 2 + t ** 2 / 4) +
          4 * (t ** 2 / 4) +
          0.04 * (1 - t + x / 2 + t ** 2 / 2) +
          0.25 * ((1 - t / 2) ** 2 - x / 4) -
          0.1 * t * (1 - t / 2);
        return ((G_F ** 2 * CM2_MEV2 * M) / (4 * Math.PI)) * neutrons ** 2 * sum;
      },
      (E) => maximumRecoilEnergyMeV(E, M),
      recoil,
    );
    expect(fast[i]! / slow).toBeCloseTo(1, 9);
  });
});

test('xi_V interferes with the Standard Model: -2 gives back its rate where only neutrons are charged', () => {
  const terms = (xi_V: number) => [term(standardModel, {}), term(interaction, { xi_V })];
  const [plain] = spectrumOf({}, [0.5], { terms: terms(0) });
  expect(plain!).toBeGreaterThan(0);
  expect(spectrumOf({}, [0.5], { terms: terms(-2) })[0]! / plain!).toBeCloseTo(1, 12);
  expect(spectrumOf({}, [0.5], { terms: terms(1) })[0]! / plain!).toBeCloseTo(4, 12);
  expect(Math.abs(spectrumOf({}, [0.5], { terms: terms(-1) })[0]! / plain!)).toBeLessThan(1e-12);
});

test('even-even nuclei have S and V only, and a warning says so; spin: all treats them as odd ones', () => {
  const even = { ...light, Z: 2, A: 4 };
  expect(spectrumOf({ xi_P: 1, xi_A: 1, xi_T: 1, r_ST: 0.1 }, [0.5], { target: even })[0]).toBe(0);
  expect(spectrumOf({ xi_S: 1 }, [0.5], { target: even })[0]).toBeGreaterThan(0);
  const all = spectrumOf({ xi_T: 1, spin: 'all' }, [0.5], { target: even })[0]!;
  expect(all / spectrumOf({ xi_T: 1 }, [0.5])[0]!).toBeCloseTo(1, 12);
  const circumstances = { nuclei: [even, light], endPointMeV: 53 };
  expect(interaction.warnings!({}, circumstances)).toEqual([expect.stringContaining('X4 has no spin')]);
  expect(interaction.warnings!({ spin: 'all' }, circumstances)).toEqual([]);
});

test('an interference beyond its bound has a warning where both couplings are given', () => {
  const circumstances = { nuclei: [light], endPointMeV: 53 };
  const told = [expect.stringContaining('xi_S xi_T / sqrt2 = 0.00707')];
  expect(interaction.warnings!({ xi_S: 0.1, xi_T: -0.1, r_ST: -0.0072 }, circumstances)).toEqual(told);
  expect(interaction.warnings!({ xi_S: 0.1, xi_T: 0.1, r_ST: 0.01 * Math.SQRT1_2 }, circumstances)).toEqual([]);
  expect(interaction.warnings!({ r_ST: 0.1 }, circumstances)).toEqual([]);
});

test('only the flavours that interact', () => {
  const settings = { xi_S: 1, xi_V: 1, flavours: ['nue'] } as const;
  expect(spectrumOf(settings, [0.5])[0]).toBe(0);
  expect(spectrumOf(settings, [0.5], { flavour: 'nuebar' })[0]).toBeGreaterThan(0);
});

test('never negative as long as r_ST is within its bound, xi_S xi_T / sqrt2', () => {
  const end = maximumRecoilEnergyMeV(30, light.nuclearMassMeV);
  const T = Array.from({ length: 50 }, (_, i) => (end * (i + 0.5)) / 50);
  for (const r_ST of [-Math.SQRT1_2, Math.SQRT1_2]) {
    for (const value of spectrumOf({ xi_S: 1, xi_T: 1, r_ST }, T)) expect(value).toBeGreaterThanOrEqual(0);
  }
});
