import fc from 'fast-check';
import { expect, test } from 'vitest';
import { couplings as scholberg } from '../couplings/scholberg.ts';
import type { NeutrinoFlavour } from '../flavours.ts';
import { interaction as chargeRadius } from './charge-radius.ts';
import { interaction as lightVector } from './light-vector.ts';
import { type MillichargeSettings, interaction as millicharge } from './millicharge.ts';
import { interaction as standardModel } from './standard-model.ts';
import { caesium, crossSection, lineMoments, term } from './testing/cross-section.ts';

const G_F = 1.1663787e-11;
const ALPHA = 1 / 137.035999084;
const M = caesium.nuclearMassMeV;
const E = 30;
const recoil = Float64Array.of(0.0005, 0.003, 0.012);
const at30MeV = { couplings: scholberg, target: caesium, moments: lineMoments(E), recoilEnergyMeV: recoil };
const sm = term(standardModel, {});

function withCharges(settings: MillichargeSettings, flavour: NeutrinoFlavour = 'numu'): Float64Array {
  return crossSection({ ...at30MeV, flavour, terms: [sm, term(millicharge, settings)] });
}

function relative(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  return Math.max(...Array.from(actual, (value, i) => Math.abs(value / expected[i]! - 1)));
}

test('the published form, with Q = 2 sqrt2 pi alpha q / (G_F q^2), q^2 = -2 M T, taken from gvp', () => {
  const Q = (charge: number, T: number) => (2 * Math.SQRT2 * Math.PI * ALPHA * charge) / (G_F * -2 * M * T);
  const expected = Array.from(recoil, (T) => {
    const q = Math.sqrt(2 * M * T) / 197.3269804;
    const [ZFp, NFn] = [55 * Math.exp(-((q * 4.8) ** 2) / 6), 78 * Math.exp(-((q * 5) ** 2) / 6)];
    const diagonal = (0.0298 - Q(3e-8, T)) * ZFp - 0.5117 * NFn;
    const transitions = ZFp ** 2 * (Q(-2e-8, T) ** 2 + Q(1e-8, T) ** 2);
    const kinematics = 2 - (2 * T) / E - (M * T) / E ** 2 + T ** 2 / E ** 2;
    return ((G_F ** 2 * M) / (2 * Math.PI)) * 197.3269804 ** 2 * 1e-26 * (diagonal ** 2 + transitions) * kinematics;
  });
  const settings = { q_nu_mu: 3e-8, q_nu_emu: -2e-8, q_nu_mutau: 1e-8, q_nu_e: 1e-6, q_nu_etau: 1e-6 };
  expect(relative(withCharges(settings), expected)).toBeLessThan(1e-12);
  expect(relative(withCharges(settings, 'numubar'), expected)).toBeLessThan(1e-12);
});

test('a unit charge alone scatters as Mott says', () => {
  const target = { ...caesium, nuclearMassMeV: 1e8, protonFormFactor: () => 1 };
  const T = 2e-6;
  const [actual] = crossSection({
    ...at30MeV,
    target,
    flavour: 'nutau',
    recoilEnergyMeV: Float64Array.of(T),
    terms: [term(millicharge, { q_nu_tau: 1 })],
  });
  const sine2 = (1e8 * T) / (2 * E * E);
  const perSolidAngle = (55 * ALPHA * 197.3269804) ** 2 * 1e-26 * ((1 - sine2) / (4 * E * E * sine2 * sine2));
  expect(actual! / (perSolidAngle * 2 * Math.PI * (1e8 / E ** 2))).toBeCloseTo(1, 6);
});

test('it is a massless vector mediator with g = e and the electric charges of quarks', () => {
  const charges = { u: 2 / 3, d: -1 / 3, e: -1, numu: 4e-8 };
  const settings = { charges, mass: 0, g: Math.sqrt(4 * Math.PI * ALPHA) };
  const mediator = crossSection({ ...at30MeV, flavour: 'numu', terms: [sm, term(lightVector, settings)] });
  expect(relative(withCharges({ q_nu_mu: 4e-8 }), mediator)).toBeLessThan(1e-12);
});

test('at one Q^2 a charge acts as a charge radius of -6 q / Q^2: both are one form factor', () => {
  const T = 0.004;
  const charge = 1e-8;
  const radius = (-6 * charge * 197.3269804 ** 2) / (2 * M * T) / 1e-6;
  const one = { ...at30MeV, flavour: 'nue' as const, recoilEnergyMeV: Float64Array.of(T) };
  const byCharge = crossSection({ ...one, terms: [sm, term(millicharge, { q_nu_e: charge })] });
  const settings = { radii: 'additional', r2_nu_e: radius } as const;
  const byRadius = crossSection({ ...one, terms: [sm, term(chargeRadius, settings)] });
  expect(relative(byCharge, byRadius)).toBeLessThan(1e-12);
});

test('a small positive charge lowers the rate where neutrons dominate; without charge it is the Standard Model', () => {
  const [none, less, more] = [withCharges({}), withCharges({ q_nu_mu: 1e-10 }), withCharges({ q_nu_mu: -1e-10 })];
  expect(none).toEqual(crossSection({ ...at30MeV, flavour: 'numu', terms: [sm] }));
  none.forEach((value, i) => {
    expect(less[i]!).toBeLessThan(value);
    expect(more[i]!).toBeGreaterThan(value);
  });
});

test('the rate is never negative', () => {
  const value = fc.double({ min: -1e-6, max: 1e-6, noNaN: true });
  fc.assert(
    fc.property(value, value, (q_nu_mu, q_nu_emu) => {
      for (const rate of withCharges({ q_nu_mu, q_nu_emu })) expect(rate).toBeGreaterThan(-1e-48);
    }),
    { numRuns: 100 },
  );
});

test('on electrons a positive charge attracts: -2 sqrt2 pi alpha / (G_F 2 m_e T)', () => {
  const part = millicharge.electron!.amplitudes!({}).millicharge!;
  expect(part.coupling).toBe('vector');
  const expected = -(Math.SQRT2 * Math.PI * ALPHA) / (G_F * 0.51099895 * 0.002);
  expect(part.propagator(0.002) / expected).toBeCloseTo(1, 12);
  const row = millicharge.electron!.coefficients!('nuebar', {}, scholberg).millicharge!;
  expect(row.nue).toEqual([{ coefficient: 1, powers: { q_nu_e: 1 } }]);
});
