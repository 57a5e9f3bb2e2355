import { gaussLegendre } from '@cevns/numerics/quadrature';
import { expect, test } from 'vitest';
import type { FluxMoments } from '../flux-moments.ts';
import { maximumRecoilEnergyMeV } from '../kinematics.ts';
import { emptyVectorTemplates, PREFACTOR_CM2_PER_MEV2, vectorRecoilTemplates } from './standard-model.ts';

const argon = { Z: 18, N: 22, nuclearMassMeV: 37215.5262157, protonFormFactor: () => 1, neutronFormFactor: () => 1 };

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
  const templates = emptyVectorTemplates(4);
  vectorRecoilTemplates(heavy, lineMoments(E), recoil, templates);
  const total = templates.nn.reduce((sum, value, i) => sum + 0.5 * end * weights[i]! * value, 0);
  expect(total / (2 * PREFACTOR_CM2_PER_MEV2 * E * E * 22 * 22)).toBeCloseTo(1, 7);
});

test('the templates are the square of one amplitude: pn^2 = 4 pp nn, with form factors of either sign', () => {
  const target = { ...argon, protonFormFactor: () => -0.3, neutronFormFactor: () => 0.7 };
  const templates = emptyVectorTemplates(2);
  vectorRecoilTemplates(target, lineMoments(30), Float64Array.of(0.005, 0.02), templates);
  for (const i of [0, 1]) {
    expect(templates.pn[i]!).toBeLessThan(0);
    expect(templates.pn[i]! ** 2 / (4 * templates.pp[i]! * templates.nn[i]!)).toBeCloseTo(1, 14);
  }
});

test('at the end point the kinematic factor falls to T^2 / E^2, beyond it to zero', () => {
  const end = maximumRecoilEnergyMeV(30, argon.nuclearMassMeV);
  const templates = emptyVectorTemplates(2);
  vectorRecoilTemplates(argon, lineMoments(30), Float64Array.of(end * (1 - 1e-12), end * (1 + 1e-12)), templates);
  const factor = templates.nn[0]! / (PREFACTOR_CM2_PER_MEV2 * argon.nuclearMassMeV * argon.N ** 2);
  expect(factor / (end / 30) ** 2).toBeCloseTo(1, 5);
  expect(templates.nn[1]!).toBe(0);
});
