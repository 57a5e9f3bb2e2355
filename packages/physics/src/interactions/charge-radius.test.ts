import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CouplingSet } from '../couplings/couplings.ts';
import { couplingsFromNumbers } from '../couplings/couplings.ts';
import { couplings as erlerSu } from '../couplings/erler-su.ts';
import { evaluatePolynomial } from '../couplings/polynomial.ts';
import { treeLevelCouplings } from '../couplings/tree-level-couplings.ts';
import type { NeutrinoFlavour } from '../flavours.ts';
import { type ChargeRadiusSettings, interaction as chargeRadius } from './charge-radius.ts';
import { interaction as standardModel } from './standard-model.ts';
import { caesium, crossSection, lineMoments, term } from './testing/cross-section.ts';

const G_F = 1.1663787e-11;
const M = caesium.nuclearMassMeV;
const E = 30;
const recoil = Float64Array.of(0.0005, 0.003, 0.012);
const at30MeV = { target: caesium, moments: lineMoments(E), recoilEnergyMeV: recoil };
const sm = term(standardModel, {});
const s = 0.23857;
const treeLevel = treeLevelCouplings(s, '');

function withRadii(
  settings: ChargeRadiusSettings,
  couplings: CouplingSet = treeLevel,
  flavour: NeutrinoFlavour = 'numu',
) {
  return crossSection({ ...at30MeV, couplings, flavour, terms: [sm, term(chargeRadius, settings)] });
}

function alone(couplings: CouplingSet, flavour: NeutrinoFlavour = 'numu') {
  return crossSection({ ...at30MeV, couplings, flavour, terms: [sm] });
}

function relative(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  return Math.max(...Array.from(actual, (value, i) => Math.abs(value / expected[i]! - 1)));
}

test("the published form: (gvp - delta_ll) Z Fp + gvn N Fn, and Z^2 Fp^2 sum of delta_ll'^2, delta = (2/3) m_W^2 s <r^2>", () => {
  // m_W at tree level, so that (2/3) m_W^2 s = sqrt2 pi alpha / (3 G_F); 1e-32 cm^2 = 1e-6 fm^2.
  const squaredWMass = Math.PI / 137.035999084 / (Math.SQRT2 * G_F * s);
  const delta = (r2: number) => ((2 / 3) * squaredWMass * s * r2 * 1e-6) / 197.3269804 ** 2;
  const expected = Array.from(recoil, (T) => {
    const q = Math.sqrt(2 * M * T) / 197.3269804;
    const [ZFp, NFn] = [55 * Math.exp(-((q * 4.8) ** 2) / 6), 78 * Math.exp(-((q * 5) ** 2) / 6)];
    const diagonal = (0.5 - 2 * s - delta(-12)) * ZFp - 0.5 * NFn;
    const transitions = ZFp ** 2 * (delta(20) ** 2 + delta(-7) ** 2);
    const kinematics = 2 - (2 * T) / E - (M * T) / E ** 2 + T ** 2 / E ** 2;
    const front = ((G_F ** 2 * M) / (2 * Math.PI)) * 197.3269804 ** 2 * 1e-26;
    return front * (diagonal ** 2 + transitions) * kinematics;
  });
  const settings = { r2_nu_mu: -12, r2_nu_e: 5, r2_nu_emu: 20, r2_nu_mutau: -7, r2_nu_etau: 30 };
  expect(relative(withRadii(settings), expected)).toBeLessThan(1e-13);
  expect(relative(withRadii(settings, treeLevel, 'numubar'), expected)).toBeLessThan(1e-13);
});

test('it is a shift of sin^2 theta_W by m_W^2 <r^2> / 3 of itself', () => {
  const squaredWMass = Math.PI / 137.035999084 / (Math.SQRT2 * G_F * s);
  const shifted = treeLevelCouplings(s * (1 + (squaredWMass * 40e-6) / 197.3269804 ** 2 / 3), '');
  expect(relative(withRadii({ r2_nu_mu: 40 }), alone(shifted))).toBeLessThan(1e-12);
});

test('a negative charge radius lowers the rate where neutrons dominate', () => {
  const [none, less, more] = [withRadii({}), withRadii({ r2_nu_mu: -1 }), withRadii({ r2_nu_mu: 1 })];
  none.forEach((value, i) => {
    expect(less[i]!).toBeLessThan(value);
    expect(more[i]!).toBeGreaterThan(value);
  });
});

test('total radii take the place of those in the couplings: none are counted twice', () => {
  for (const flavour of ['nue', 'numubar', 'nutau'] as const) {
    expect(relative(withRadii({}, erlerSu, flavour), alone(erlerSu, flavour))).toBeLessThan(1e-14);
  }
  const { r2_nu_e: electron, r2_nu_emu: transition } = chargeRadius.parameters({}, erlerSu);
  expect(electron!.value).toBeCloseTo(-0.8275, 3);
  expect(transition!.value).toBe(0);
  // Without charge radius nu_e and nu_mu are alike.
  const [ofElectron, ofMuon] = (['nue', 'numu'] as const).map((flavour) =>
    withRadii({ r2_nu_e: 0, r2_nu_mu: 0 }, erlerSu, flavour),
  );
  expect(relative(ofElectron!, ofMuon!)).toBeLessThan(1e-13);
});

test('additional radii add to what the couplings contain, and the study is told', () => {
  const added = withRadii({ radii: 'additional', r2_nu_mu: -1 }, erlerSu);
  const total = withRadii({ r2_nu_mu: -1 + erlerSu.chargeRadii!.numu }, erlerSu);
  expect(relative(added, total)).toBeLessThan(1e-13);
  expect(chargeRadius.parameters({ radii: 'additional' }, erlerSu).r2_nu_e!.value).toBe(0);
  const circumstances = { nuclei: [], endPointMeV: 50 };
  expect(chargeRadius.warnings!({ radii: 'additional' }, circumstances)).toHaveLength(1);
  expect(chargeRadius.warnings!({}, circumstances)).toHaveLength(0);
});

test('plain numbers contain no charge radius', () => {
  const numbers = couplingsFromNumbers({ gvp: { nue: 0.04, numu: 0.03 }, gvn: -0.51 });
  expect(relative(withRadii({}, numbers), alone(numbers))).toBeLessThan(1e-15);
});

test('the rate is never negative', () => {
  const value = fc.double({ min: -100, max: 100, noNaN: true });
  fc.assert(
    fc.property(value, value, (r2_nu_mu, r2_nu_emu) => {
      for (const rate of withRadii({ r2_nu_mu, r2_nu_emu })) expect(rate).toBeGreaterThan(-1e-50);
    }),
    { numRuns: 100 },
  );
});

test('on electrons, of charge -1, g_V rises with the charge radius', () => {
  const row = chargeRadius.electron!.coefficients!('nue', {}, erlerSu).V!;
  expect(evaluatePolynomial(row.nue!, { r2_nu_e: 1 })).toBeCloseTo(0.0237956, 7);
  expect(evaluatePolynomial(row.nutau!, { r2_nu_etau: -1 })).toBeCloseTo(-0.0237956, 7);
});
