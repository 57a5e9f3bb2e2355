import { expect, test } from 'vitest';
import { LEPTON_FLAVOURS } from '../flavours.ts';
import { COUPLING_PER_CHARGE_RADIUS, STANDARD_MODEL_CHARGE_RADII } from './charge-radii.ts';
import { type CouplingSet, protonCoupling } from './couplings.ts';
import { couplings as erlerSu } from './erler-su.ts';
import { couplings as flavour0381 } from './flavour-0.0381-0.0298.ts';
import { couplings as flavour0382 } from './flavour-0.0382-0.0300.ts';
import { couplings as flavour0401 } from './flavour-0.0401-0.0318.ts';
import { evaluatePolynomial } from './polynomial.ts';
import { radiativeCouplings } from './radiative-couplings.ts';
import { couplings as scholberg } from './scholberg.ts';
import { couplings as treeLevel } from './tree-level.ts';

const proton = (set: CouplingSet, flavour: (typeof LEPTON_FLAVOURS)[number]) =>
  evaluatePolynomial(protonCoupling(set, flavour), set.parameters);
const neutron = (set: CouplingSet) => evaluatePolynomial(set.gvn, set.parameters);

test('charge radii of the Standard Model are the published -0.83, -0.48 and -0.30 times 1e-32 cm^2', () => {
  expect(STANDARD_MODEL_CHARGE_RADII.nue).toBeCloseTo(-0.83, 2);
  expect(STANDARD_MODEL_CHARGE_RADII.numu).toBeCloseTo(-0.48, 2);
  expect(STANDARD_MODEL_CHARGE_RADII.nutau).toBeCloseTo(-0.3, 2);
});

test('a charge radius moves the coupling by alpha / (3 pi) [ln(m_W^2 / m_l^2) + 3/2], the vertex of the formulae', () => {
  const masses = { nue: 0.51099895, numu: 105.6583755, nutau: 1776.86 };
  for (const flavour of LEPTON_FLAVOURS) {
    const vertex = (Math.log((80377 / masses[flavour]) ** 2) + 1.5) / (3 * Math.PI * 137.035999084);
    expect(-COUPLING_PER_CHARGE_RADIUS * STANDARD_MODEL_CHARGE_RADII[flavour]).toBeCloseTo(vertex, 12);
  }
});

test('it is also sin^2 theta_W (1 + m_W^2 <r^2> / 3) in 1/2 - 2 sin^2 theta_W, with the tree-level relation of G_F and m_W', () => {
  const s = 0.23;
  const squaredWMass = Math.PI / 137.035999084 / (Math.SQRT2 * 1.1663787e-11 * s);
  const perMeV2 = 1e-6 / 197.3269804 ** 2;
  expect(COUPLING_PER_CHARGE_RADIUS / ((2 / 3) * s * squaredWMass * perMeV2)).toBeCloseTo(1, 12);
});

test('the formulae give the published sets: 0.0382, 0.0300, 0.0256 and -0.5117', () => {
  expect(proton(erlerSu, 'nue')).toBeCloseTo(0.0382, 4);
  expect(proton(erlerSu, 'numu')).toBeCloseTo(0.03, 4);
  expect(proton(erlerSu, 'nutau')).toBeCloseTo(0.0256, 4);
  expect(neutron(erlerSu)).toBeCloseTo(-0.5117, 4);
});

test.each([
  ['0.0382', flavour0382, radiativeCouplings(0.23857, ''), 0.5e-4],
  ['0.0381, within 1e-4', flavour0381, radiativeCouplings(0.23863, ''), 1e-4],
  ['0.0401, without boxes of two Z', flavour0401, radiativeCouplings(0.23857, '', { zzBoxes: false }), 1e-4],
] as const)('the set of %s', (_, known, computed, tolerance) => {
  for (const flavour of ['nue', 'numu'] as const) {
    expect(Math.abs(proton(known, flavour) - proton(computed, flavour))).toBeLessThan(tolerance);
  }
  expect(Math.abs(neutron(known) - neutron(computed))).toBeLessThan(tolerance);
});

test('sin^2 theta_W is a parameter of the proton coupling only', () => {
  const at = (value: number) => evaluatePolynomial(protonCoupling(erlerSu, 'nue'), { sin2_theta_W: value });
  expect(at(0.24) - at(0.23)).toBeCloseTo(-2 * 1.00063 * 0.01, 14);
  expect(erlerSu.gvn).toHaveLength(1);
});

test('sets say which charge radii they contain', () => {
  for (const set of [erlerSu, flavour0381, flavour0382, flavour0401]) {
    expect(set.chargeRadii).toBe(STANDARD_MODEL_CHARGE_RADII);
    const difference = proton(set, 'nue') - proton(set, 'numu');
    const radii = STANDARD_MODEL_CHARGE_RADII.nue - STANDARD_MODEL_CHARGE_RADII.numu;
    expect(Math.abs(difference + COUPLING_PER_CHARGE_RADIUS * radii)).toBeLessThan(1e-4);
  }
  expect(scholberg.chargeRadii?.nue).toBe(STANDARD_MODEL_CHARGE_RADII.numu);
  expect(treeLevel.chargeRadii).toBeUndefined();
});
