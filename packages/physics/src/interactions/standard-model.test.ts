import { gaussLegendre } from '@cevns/numerics/quadrature';
import { expect, test } from 'vitest';
import { couplingsFromNumbers } from '../couplings/couplings.ts';
import type { FluxMoments } from '../flux-moments.ts';
import { maximumRecoilEnergyMeV } from '../kinematics.ts';
import { CONTACT_AMPLITUDES } from './contact-amplitudes.ts';
import { differentialCrossSection } from './differential-cross-section.ts';
import type { TargetNucleus } from './interaction.ts';
import { amplitudesOf, recoilTemplates, templateNames } from './recoil-templates.ts';
import { PREFACTOR_CM2_PER_MEV2 } from './vector-kinematics.ts';

const argon: TargetNucleus = {
  ...{ symbol: 'Ar', Z: 18, A: 40, N: 22, chargeRadiusFm: null, nuclearMassMeV: 37215.5262157 },
  ...{ protonFormFactor: () => 1, neutronFormFactor: () => 1 },
};

/** Templates by name for a line. */
function templatesOf(target: TargetNucleus, energyMeV: number, recoil: Float64Array) {
  const parts = { amplitudes: CONTACT_AMPLITUDES, templates: {} };
  const beam = { moments: lineMoments(energyMeV), antineutrino: false };
  return recoilTemplates(target, parts, amplitudesOf(target, parts, recoil), beam, recoil);
}

function lineMoments(energyMeV: number): FluxMoments {
  return (energyMinMeV, out) => {
    const above = energyMinMeV < energyMeV ? 1 : 0;
    out[0] = above;
    out[1] = above / energyMeV;
    out[2] = above / energyMeV ** 2;
  };
}

test('the prefactor is 8.4309e-45 cm^2/MeV^2', () => {
  expect(PREFACTOR_CM2_PER_MEV2 / 8.430866882328908e-45).toBeCloseTo(1, 14);
});

test('full coherence integrates to G_F^2 E^2 Q^2 (hbar c)^2 / pi in the limit of a heavy nucleus', () => {
  const heavy = { ...argon, nuclearMassMeV: 1e9 };
  const E = 10;
  const end = maximumRecoilEnergyMeV(E, heavy.nuclearMassMeV);
  const { nodes, weights } = gaussLegendre(4);
  const recoil = nodes.map((node) => 0.5 * end * (1 + node));
  const templates = templatesOf(heavy, E, recoil);
  const total = templates.get('n*n')!.reduce((sum, value, i) => sum + 0.5 * end * weights[i]! * value, 0);
  expect(total / (2 * PREFACTOR_CM2_PER_MEV2 * E * E * 22 * 22)).toBeCloseTo(1, 7);
});

test('the templates are the square of one amplitude: pn^2 = 4 pp nn, with form factors of either sign', () => {
  const target = { ...argon, protonFormFactor: () => -0.3, neutronFormFactor: () => 0.7 };
  const templates = templatesOf(target, 30, Float64Array.of(0.005, 0.02));
  for (const i of [0, 1]) {
    expect(templates.get('n*p')![i]!).toBeLessThan(0);
    expect(templates.get('n*p')![i]! ** 2 / (4 * templates.get('p*p')![i]! * templates.get('n*n')![i]!)).toBeCloseTo(
      1,
      14,
    );
  }
});

test('at the end point the kinematic factor falls to T^2 / E^2, beyond it to zero', () => {
  const end = maximumRecoilEnergyMeV(30, argon.nuclearMassMeV);
  const templates = templatesOf(argon, 30, Float64Array.of(end * (1 - 1e-12), end * (1 + 1e-12)));
  const factor = templates.get('n*n')![0]! / (PREFACTOR_CM2_PER_MEV2 * argon.nuclearMassMeV * argon.N ** 2);
  expect(factor / (end / 30) ** 2).toBeCloseTo(1, 5);
  expect(templates.get('n*n')![1]!).toBe(0);
});

test('every pair of amplitudes is one template, whatever the order of the terms', () => {
  const { p, n } = CONTACT_AMPLITUDES;
  expect(templateNames({ amplitudes: { p, n }, templates: {} })).toEqual(['n*n', 'n*p', 'p*p']);
  expect(templateNames({ amplitudes: { n, p, a: p }, templates: { m: () => undefined } })).toHaveLength(7);
});

test('the rate is the square of the charge: templates times couplings are (gvp Z + gvn N)^2', () => {
  const recoil = Float64Array.of(0.01);
  const couplings = couplingsFromNumbers({ gvp: 0.03, gvn: -0.51 });
  const [found] = differentialCrossSection(
    { target: argon, flavour: 'numubar', moments: lineMoments(30), couplings },
    recoil,
  );
  const M = argon.nuclearMassMeV;
  const factor = 2 - (2 * 0.01) / 30 - (M * 0.01) / 900 + 0.01 ** 2 / 900;
  expect(found! / (PREFACTOR_CM2_PER_MEV2 * M * (0.03 * 18 - 0.51 * 22) ** 2 * factor)).toBeCloseTo(1, 12);
});
