import { expect, test } from 'vitest';
import type { TargetNucleus } from '../interactions/interaction.ts';
import { caesium } from '../interactions/testing/cross-section.ts';
import { contract, GAMMA, squaredAmplitude } from '../interactions/testing/dirac.ts';
import { slowAverage, TEST_END_POINT_MEV, testDensity, testMoments } from '../interactions/testing/slow-average.ts';
import { vectorKinematics } from '../interactions/vector-kinematics.ts';
import { maximumDarkMatterRecoilMeV } from './kinematics.ts';
import { type Portal, portals } from './portal.ts';
import { type DarkMatter, darkMatterRecoilSpectrum, recoilBreakpointsMeV } from './recoil.ts';
import type { DarkMatterSpectrum } from './spectrum.ts';
import { type DarkMatterMoments, darkMatterMoments } from './spectrum-moments.ts';

const CM2_MEV2 = 197.3269804e-13 ** 2;
const ALPHA = 1 / 137.035999084;
const scalar: DarkMatter = { kind: 'scalar', massMeV: 12, mediatorMassMeV: 36, portal: portals.vector };
const dirac: DarkMatter = { ...scalar, kind: 'dirac' };

/** Particles of one energy. */
function line(energyMeV: number, massMeV: number): DarkMatterMoments {
  return (energyMinMeV, out) => {
    for (const k of [0, 1, 2]) {
      out[k] = energyMinMeV < energyMeV ? energyMeV ** k / (energyMeV ** 2 - massMeV ** 2) : 0;
    }
  };
}

function spectrumOf(
  darkMatter: DarkMatter,
  moments: DarkMatterMoments,
  recoilEnergyMeV: number[],
  target: TargetNucleus = caesium,
): Float64Array {
  const out = new Float64Array(recoilEnergyMeV.length);
  darkMatterRecoilSpectrum(target, darkMatter, moments, Float64Array.from(recoilEnergyMeV), out);
  return out;
}

/** eps e Z Fp and g_D of the vector portal with couplings of 1 over the propagator. */
function coupling(recoilEnergyMeV: number, mediatorMassMeV: number): number {
  const QQ = 2 * caesium.nuclearMassMeV * recoilEnergyMeV;
  const charge = 55 * caesium.protonFormFactor(Math.sqrt(QQ) / 197.3269804);
  return (4 * Math.PI * Math.sqrt(ALPHA) * charge) / (QQ + mediatorMassMeV ** 2);
}

test('Dirac dark matter: the trace over the spinors of both, to the spin of the nucleus', () => {
  for (const [E, T] of [
    [40, 0.001],
    [40, 0.015],
    [13, 0.0003],
  ] as const) {
    const pieces = contract(
      coupling(T, 36),
      (mu) => GAMMA[mu]!,
      (mu) => GAMMA[mu]!,
    );
    const kinematics = { energyMeV: E, massMeV: 12, targetMassMeV: caesium.nuclearMassMeV, recoilEnergyMeV: T };
    const traced = squaredAmplitude(pieces, kinematics, 2) * CM2_MEV2;
    expect(spectrumOf(dirac, line(E, 12), [T])[0]! / traced).toBeCloseTo(1, 6);
  }
});

test("scalar dark matter: the square of (k + k')(p + p') of the four-momenta", () => {
  const [E, T, m, M] = [40, 0.01, 12, caesium.nuclearMassMeV];
  const k = Math.sqrt(E * E - m * m);
  const after = Math.sqrt((E - T) ** 2 - m * m);
  const recoil = Math.sqrt(T * (T + 2 * M));
  const along = (k * k + recoil * recoil - after * after) / (2 * k);
  // p + p' = (2 M + T, recoil), k + k' = (2 E - T, 2 k - recoil): only the component along k and the recoil count
  const product = (2 * E - T) * (2 * M + T) - (2 * k * along - recoil * recoil);
  const expected = ((coupling(T, 36) * product) ** 2 * CM2_MEV2) / (32 * Math.PI * M * k * k);
  expect(spectrumOf(scalar, line(E, m), [T])[0]! / expected).toBeCloseTo(1, 9);
});

test('averaged over a spectrum it is the slow double integral', () => {
  const spectrum: DarkMatterSpectrum = {
    massMeV: 12,
    breakpointsMeV: [12, TEST_END_POINT_MEV],
    density: testDensity,
  };
  const M = caesium.nuclearMassMeV;
  for (const darkMatter of [scalar, dirac]) {
    const T = [0.0002, 0.003, 0.012, 0.03];
    const fast = spectrumOf(darkMatter, darkMatterMoments(spectrum), T);
    T.forEach((recoil, i) => {
      const slow = slowAverage(
        (E) => {
          const shape =
            darkMatter.kind === 'scalar' ? (1 - recoil / (2 * E)) ** 2 : 1 - recoil / E - (M * recoil) / (2 * E * E);
          return (CM2_MEV2 * coupling(recoil, 36) ** 2 * M * E * E * shape) / (2 * Math.PI * (E * E - 144));
        },
        (E) => (E > 12 ? maximumDarkMatterRecoilMeV(E, 12, M) : 0),
        recoil,
      );
      expect(fast[i]! / slow).toBeCloseTo(1, 7);
    });
  }
});

test('massless and with a heavy mediator it has the shape of a vector interaction of neutrinos', () => {
  const far: DarkMatter = { kind: 'dirac', massMeV: 0, mediatorMassMeV: 1e6, portal: portals.vector };
  const spectrum: DarkMatterSpectrum = { massMeV: 0, breakpointsMeV: [0, TEST_END_POINT_MEV], density: testDensity };
  const T = Float64Array.of(0.001, 0.01, 0.03);
  const fast = spectrumOf(far, darkMatterMoments(spectrum), [...T]);
  const kinematics = new Float64Array(3);
  vectorKinematics(caesium.nuclearMassMeV, testMoments, T, kinematics);
  T.forEach((recoil, i) => {
    const M = caesium.nuclearMassMeV;
    const charge = 55 * caesium.protonFormFactor(Math.sqrt(2 * M * recoil) / 197.3269804);
    // G_F^2 / (2 pi) M Q^2 K with G_F^2 = 8 pi^2 alpha / m_V^4
    const neutrinoLike =
      ((8 * Math.PI ** 2 * ALPHA) / 1e24 / (2 * Math.PI)) * M * charge ** 2 * kinematics[i]! * CM2_MEV2;
    expect(fast[i]! / neutrinoLike).toBeCloseTo(1, 5);
  });
});

test('coherence: Z^2 for the vector portal, A^2 for baryon number', () => {
  const point = { ...caesium, protonFormFactor: () => 1, neutronFormFactor: () => 1 };
  const moments = line(40, 12);
  const [vector] = spectrumOf(scalar, moments, [0.005], point);
  const [half] = spectrumOf(scalar, moments, [0.005], { ...point, Z: 27.5 });
  expect(half! / vector!).toBeCloseTo(0.25, 12);
  const [baryonic] = spectrumOf({ ...scalar, portal: portals.leptophobic }, moments, [0.005], point);
  expect(baryonic! / vector!).toBeCloseTo(133 ** 2 / 55 ** 2 / ALPHA, 7);
});

test('positive up to its end point, zero beyond', () => {
  const M = caesium.nuclearMassMeV;
  const spectrum: DarkMatterSpectrum = { massMeV: 12, breakpointsMeV: [12, 50], density: testDensity };
  const end = recoilBreakpointsMeV(spectrum, M).at(-1)!;
  expect(recoilBreakpointsMeV(spectrum, M)).toHaveLength(1);
  expect(end).toBeCloseTo(maximumDarkMatterRecoilMeV(50, 12, M), 14);
  const T = Array.from({ length: 40 }, (_, i) => (end * (i + 0.5)) / 40);
  for (const darkMatter of [scalar, dirac]) {
    for (const value of spectrumOf(darkMatter, darkMatterMoments(spectrum), T)) expect(value).toBeGreaterThan(0);
    expect(spectrumOf(darkMatter, darkMatterMoments(spectrum), [end * (1 + 1e-9)])[0]).toBe(0);
  }
});

test('weights count the couplings of production and scattering', () => {
  const powers = (portal: Portal) => portal.weight.map(({ powers: each }) => each);
  expect(powers(portals.vector)).toEqual([{ eps: 4, alpha_D: 1 }]);
  expect(powers(portals.leptophobic)).toEqual([{ alpha_B: 2, alpha_chi: 1 }]);
});
