import { expect, test } from 'vitest';
import { couplingsFromNumbers } from '../couplings/couplings.ts';
import { maximumRecoilEnergyMeV } from '../kinematics.ts';
import { type AxialSettings, interaction } from './axial.ts';
import type { TargetNucleus } from './interaction.ts';
import { caesium, crossSection, lineMoments, term } from './testing/cross-section.ts';
import { contract, GAMMA, GAMMA5, LEFT, multiply, squaredAmplitude } from './testing/dirac.ts';
import { slowAverage, testMoments } from './testing/slow-average.ts';

const couplings = couplingsFromNumbers({ gvp: 0.03, gvn: -0.5 });
const CM2_MEV2 = 197.3269804e-13 ** 2;
const G_F = 1.1663787e-11;

function nucleus(symbol: string, Z: number, A: number, nuclearMassMeV: number): TargetNucleus {
  return { ...caesium, symbol, Z, A, N: A - Z, nuclearMassMeV };
}

const proton = nucleus('H', 1, 1, 938.272);
const xenon = nucleus('Xe', 54, 129, 120074);
const argon = nucleus('Ar', 18, 40, 37215.5);

function spectrumOf(
  target: TargetNucleus,
  settings: AxialSettings,
  recoilEnergyMeV: number[],
  more: Partial<Parameters<typeof crossSection>[0]> = {},
): Float64Array {
  return crossSection({
    terms: [term(interaction, settings)],
    flavour: 'numu',
    couplings,
    target,
    moments: lineMoments(30),
    recoilEnergyMeV: Float64Array.from(recoilEnergyMeV),
    ...more,
  });
}

test('a free proton: the trace of (G_F / sqrt2) (g_A / 2) nubar gamma (1 - gamma5) nu pbar gamma gamma5 p', () => {
  const T = 0.5;
  const pieces = contract(
    Math.SQRT2 * G_F * 0.5 * 1.2756,
    (mu) => multiply(GAMMA[mu]!, LEFT),
    (mu) => multiply(GAMMA[mu]!, GAMMA5),
  );
  const traced = squaredAmplitude(pieces, { energyMeV: 30, massMeV: 0, targetMassMeV: 938.272, recoilEnergyMeV: T });
  for (const convention of ['spin-expectation', 'unpaired-nucleon'] as const) {
    const [value] = spectrumOf(proton, { convention, 'form-factor': 'none' }, [T]);
    expect(value! / (traced * CM2_MEV2)).toBeCloseTo(1, 9);
  }
});

test('Xe129 averaged over a spectrum is the slow double integral with F_A(0) = (4/3) 3 g_A^2 (S_p - S_n)^2', () => {
  const T = [0.0001, 0.003, 0.02];
  const fast = spectrumOf(xenon, {}, T, { moments: testMoments, flavour: 'nuebar' });
  const M = xenon.nuclearMassMeV;
  T.forEach((recoil, i) => {
    const x = (Math.sqrt(2 * M * recoil) / 197.3269804) * 129 ** (1 / 3);
    const structure = 4 * 1.2756 ** 2 * (0.01 - 0.329) ** 2 * (Math.sin(x) / x) ** 2;
    const slow = slowAverage(
      (E) =>
        ((G_F ** 2 * CM2_MEV2 * M) / (4 * Math.PI)) *
        structure *
        (1 - recoil / E + (M * recoil) / (2 * E * E) + recoil ** 2 / (2 * E * E)),
      (E) => maximumRecoilEnergyMeV(E, M),
      recoil,
    );
    expect(fast[i]! / slow).toBeCloseTo(1, 9);
  });
});

test('even-even nuclei have none, whatever the convention', () => {
  expect(spectrumOf(argon, {}, [0.01])[0]).toBe(0);
  expect(spectrumOf(argon, { convention: 'unpaired-nucleon' }, [0.01])[0]).toBe(0);
  expect(interaction.warnings!({}, { nuclei: [argon], endPointMeV: 53 })).toEqual([]);
});

test('an isotope without known spin is left out with a warning that names it, until the study gives it', () => {
  const tungsten = nucleus('W', 74, 183, 170400);
  expect(spectrumOf(tungsten, {}, [0.001])[0]).toBe(0);
  expect(interaction.warnings!({}, { nuclei: [tungsten, caesium], endPointMeV: 53 })).toEqual([
    expect.stringContaining('W183'),
  ]);
  const spins = { W183: { J: 0.5, protons: 0, neutrons: -0.03 } };
  expect(interaction.warnings!({ spins }, { nuclei: [tungsten], endPointMeV: 53 })).toEqual([]);
  const [given] = spectrumOf(tungsten, { spins }, [0.001]);
  const [tabulated] = spectrumOf({ ...tungsten, symbol: 'Xe', Z: 54, A: 129 }, {}, [0.001], {});
  expect(given! / tabulated!).toBeGreaterThan(0.005);
  expect(given! / tabulated!).toBeLessThan(0.012);
});

test('couplings of the quarks shift a_p and a_n: they can cancel the Standard Model on a proton', () => {
  // g_A + 2 eps_u Delta_u = 0 with 2 Delta_u = 0.521 + 1.2756
  const eps = -1.2756 / (0.521 + 1.2756);
  const [left] = spectrumOf(proton, { eps_mumu_uA: eps }, [0.5]);
  const [whole] = spectrumOf(proton, {}, [0.5]);
  expect(Math.abs(left! / whole!)).toBeLessThan(1e-12);
  const [changing] = spectrumOf(proton, { eps_emu_uA: eps }, [0.5]);
  expect(changing! / whole!).toBeCloseTo(2, 10);
  expect(spectrumOf(proton, { eps_ee_uA: eps }, [0.5])[0]! / whole!).toBeCloseTo(1, 12);
});

test('the strange spin adds to both nucleons alike', () => {
  const [whole] = spectrumOf(proton, {}, [0.5]);
  expect(spectrumOf(proton, { delta_s: -0.05 }, [0.5])[0]! / whole!).toBeCloseTo(
    (1.2756 + 0.05) ** 2 / 1.2756 ** 2,
    10,
  );
});

test('below one per cent of the vector rate for caesium', () => {
  const T = 0.01;
  const [axial] = spectrumOf(caesium, {}, [T]);
  const E = 30;
  const M = caesium.nuclearMassMeV;
  const vector = ((G_F ** 2 * CM2_MEV2 * M) / (2 * Math.PI)) * (0.5 * 78) ** 2 * 0.5 * (2 - (M * T) / E ** 2);
  expect(axial!).toBeGreaterThan(0);
  expect(axial! / vector).toBeLessThan(0.01);
});
