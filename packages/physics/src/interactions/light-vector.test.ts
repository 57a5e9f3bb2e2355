import { evaluateQuinticHermite } from '@cevns/numerics/interpolation/quintic-hermite';
import { uniformDerivatives } from '@cevns/numerics/interpolation/uniform-derivatives';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { couplings as scholberg } from '../couplings/scholberg.ts';
import type { NeutrinoFlavour } from '../flavours.ts';
import { type LightVectorSettings, interaction as lightVector } from './light-vector.ts';
import { muonTauLoop } from './mediator-charges.ts';
import { interaction as nsi } from './nsi.ts';
import { interaction as standardModel } from './standard-model.ts';
import { caesium, crossSection, lineMoments, term } from './testing/cross-section.ts';

const G_F = 1.1663787e-11;
const ALPHA = 1 / 137.035999084;
const M = caesium.nuclearMassMeV;
const recoil = Float64Array.of(0.0005, 0.003, 0.012);
const E = 30;
const at30MeV = { couplings: scholberg, target: caesium, moments: lineMoments(E), recoilEnergyMeV: recoil };
const sm = term(standardModel, {});

function withMediator(settings: LightVectorSettings, flavour: NeutrinoFlavour = 'numu'): Float64Array {
  return crossSection({ ...at30MeV, flavour, terms: [sm, term(lightVector, settings)] });
}

function relative(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  return Math.max(...Array.from(actual, (value, i) => Math.abs(value / expected[i]! - 1)));
}

/** The cross section with an amplitude written out, cm^2/MeV. */
function byHand(Q: (T: number, ZFp: number, NFn: number) => number): number[] {
  return Array.from(recoil, (T) => {
    const q = Math.sqrt(2 * M * T) / 197.3269804;
    const charge = Q(T, 55 * Math.exp(-((q * 4.8) ** 2) / 6), 78 * Math.exp(-((q * 5) ** 2) / 6));
    const kinematics = 2 - (2 * T) / E - (M * T) / E ** 2 + T ** 2 / E ** 2;
    return ((G_F ** 2 * M) / (2 * Math.PI)) * 197.3269804 ** 2 * 1e-26 * charge ** 2 * kinematics;
  });
}

test.each([
  ['universal', 3],
  ['B-L', -1],
] as const)('%s: the published form Q + n g^2 (Z Fp + N Fn) / (sqrt2 G_F (2 M T + m^2))', (charges, n) => {
  const [g, mass] = [3e-5, 17];
  const expected = byHand(
    (T, ZFp, NFn) =>
      0.0298 * ZFp - 0.5117 * NFn + (n * g * g * (ZFp + NFn)) / (Math.SQRT2 * G_F * (2 * M * T + mass * mass)),
  );
  expect(relative(withMediator({ charges, mass, g }, 'nuebar'), expected)).toBeLessThan(1e-13);
});

test('the other published normalisation: 1 - sqrt2 3 A g^2 / (G_F Q_W (2 M T + m^2)) times Q_W = N - (1 - 4 s) Z', () => {
  const target = { ...caesium, protonFormFactor: () => 1, neutronFormFactor: () => 1 };
  const [g, mass, T] = [4e-5, 25, 0.004];
  const at = (value: number) =>
    crossSection({
      ...at30MeV,
      target,
      flavour: 'nue',
      recoilEnergyMeV: Float64Array.of(T),
      terms: [sm, term(lightVector, { charges: 'universal', mass, g: value })],
    })[0]!;
  const weakCharge = 2 * (0.5117 * 78 - 0.0298 * 55);
  const factor = 1 - (Math.SQRT2 * 3 * 133 * g * g) / (G_F * weakCharge * (2 * M * T + mass * mass));
  expect(at(g) / at(0)).toBeCloseTo(factor ** 2, 12);
});

test('with a massless mediator, g = e, and no Standard Model it is Mott scattering of a unit charge', () => {
  const target = { ...caesium, nuclearMassMeV: 1e8, protonFormFactor: () => 1, neutronFormFactor: () => 1 };
  const settings = { charges: { u: 2 / 3, d: -1 / 3, nue: 1 }, mass: 0, g: Math.sqrt(4 * Math.PI * ALPHA) };
  const T = 1e-6;
  const [actual] = crossSection({
    ...at30MeV,
    target,
    flavour: 'nue',
    recoilEnergyMeV: Float64Array.of(T),
    terms: [term(lightVector, settings)],
  });
  const sine2 = (1e8 * T) / (2 * E * E);
  const perSolidAngle = (55 * ALPHA * 197.3269804) ** 2 * 1e-26 * ((1 - sine2) / (4 * E * E * sine2 * sine2));
  expect(actual! / (perSolidAngle * 2 * Math.PI * (1e8 / E ** 2))).toBeCloseTo(1, 6);
});

test('a heavy mediator is the contact interaction with eps = g^2 Q_nu Q_q / (sqrt2 G_F m^2)', () => {
  const mass = 1e6;
  const g = 0.8;
  const unit = (g * g) / (Math.SQRT2 * G_F * mass * mass);
  const charges = { u: 0.7, d: -1.3, numu: -2 };
  const contact = { eps_mumu_u: -2 * 0.7 * unit, eps_mumu_d: 2 * 1.3 * unit };
  const expected = crossSection({ ...at30MeV, flavour: 'numu', terms: [sm, term(nsi, contact)] });
  expect(relative(withMediator({ charges, mass, g }), expected)).toBeLessThan(1e-8);
  expect(relative(withMediator({ charges, mass, g: 0 }), expected)).toBeGreaterThan(1e-5);
});

test('without coupling it is the Standard Model, and a flavour without charge does not feel it', () => {
  const alone = (flavour: NeutrinoFlavour) => crossSection({ ...at30MeV, flavour, terms: [sm] });
  expect(withMediator({ charges: 'universal', mass: 10 })).toEqual(alone('numu'));
  expect(withMediator({ charges: 'L_mu-L_tau', mass: 10, g: 1 }, 'nue')).toEqual(alone('nue'));
});

test('universal charges cancel the Standard Model along g^2 = -Q sqrt2 G_F (2 M T + m^2) / (3 A), and flip its sign at twice that', () => {
  const target = { ...caesium, protonFormFactor: () => 1, neutronFormFactor: () => 1 };
  const charge = 0.0298 * 55 - 0.5117 * 78;
  for (const mass of [0.1, 10, 1000]) {
    const T = 0.005;
    const g2 = (-charge * Math.SQRT2 * G_F * (2 * M * T + mass * mass)) / (3 * 133);
    const at = (value: number) =>
      crossSection({
        ...at30MeV,
        target,
        flavour: 'nue',
        recoilEnergyMeV: Float64Array.of(T),
        terms: [sm, term(lightVector, { charges: 'universal', mass, g: Math.sqrt(value) })],
      })[0]!;
    expect(at(g2) / at(0)).toBeLessThan(1e-14);
    expect(at(2 * g2) / at(0)).toBeCloseTo(1, 12);
  }
});

test('B-L adds to the Standard Model everywhere, universal charges of a small coupling subtract', () => {
  const none = withMediator({ charges: 'B-L', mass: 10 });
  const more = withMediator({ charges: 'B-L', mass: 10, g: 1e-5 });
  const less = withMediator({ charges: 'universal', mass: 10, g: 1e-5 });
  none.forEach((value, i) => {
    expect(more[i]!).toBeGreaterThan(value);
    expect(less[i]!).toBeLessThan(value);
  });
});

test('the loop of muons and taus: its limit, the closed form of vacuum polarisation, and kinetic mixing of g/70', () => {
  const limit = Math.log(1776.86 ** 2 / 105.6583755 ** 2) / 6;
  expect(muonTauLoop(0)).toBeCloseTo(limit, 14);
  // integral of x (1 - x) ln(1 + x (1 - x) r) dx
  const closed = (r: number) => {
    const b = Math.sqrt(1 + 4 / r);
    return -5 / 18 + 2 / (3 * r) + (1 / 6) * (1 - 2 / r) * b * Math.log((b + 1) / (b - 1));
  };
  for (const Q of [50, 100, 300]) {
    const expected = limit + closed((Q / 1776.86) ** 2) - closed((Q / 105.6583755) ** 2);
    expect(muonTauLoop(Q * Q) / expected).toBeCloseTo(1, 8);
  }
  // epsilon = e g / (12 pi^2) ln(m_tau^2 / m_mu^2); the proton has e epsilon.
  const epsilon = (Math.sqrt(4 * Math.PI * ALPHA) / (12 * Math.PI ** 2)) * 6 * limit;
  expect(1 / epsilon).toBeGreaterThan(69);
  expect(1 / epsilon).toBeLessThan(70);
  const [g, mass] = [1e-3, 0.01];
  const small = { ...at30MeV, recoilEnergyMeV: Float64Array.of(1e-9), flavour: 'numu' as const };
  const mixing = { u: (2 / 3) * epsilon, d: (-1 / 3) * epsilon, numu: 1 };
  const e = Math.sqrt(4 * Math.PI * ALPHA);
  const scaled = { u: e * mixing.u, d: e * mixing.d, numu: 1 };
  const tree = crossSection({ ...small, terms: [sm, term(lightVector, { charges: scaled, mass, g })] });
  const loop = crossSection({ ...small, terms: [sm, term(lightVector, { charges: 'L_mu-L_tau', mass, g })] });
  expect(relative(loop, tree)).toBeLessThan(1e-6);
});

test('L_mu - L_tau with interference: sqrt2 alpha g^2 ell(Q^2) / (pi G_F (Q^2 + m^2)) on protons, of opposite sign for nu_tau', () => {
  const [g, mass] = [5e-4, 30];
  for (const [flavour, sign] of [
    ['numubar', 1],
    ['nutau', -1],
  ] as const) {
    const expected = byHand((T, ZFp, NFn) => {
      const squared = 2 * M * T;
      const shift = (Math.SQRT2 * ALPHA * g * g * muonTauLoop(squared)) / (Math.PI * G_F * (squared + mass * mass));
      return (0.0298 + sign * shift) * ZFp - 0.5117 * NFn;
    });
    expect(relative(withMediator({ charges: 'L_mu-L_tau', mass, g }, flavour), expected)).toBeLessThan(1e-12);
  }
});

test('the rate is never negative', () => {
  const charge = fc.double({ min: -2, max: 2, noNaN: true });
  fc.assert(
    fc.property(charge, charge, charge, fc.double({ min: -2, max: 3, noNaN: true }), (u, d, numu, decade) => {
      const mass = 10 ** decade;
      const g = Math.sqrt(G_F * (600 + mass * mass));
      for (const rate of withMediator({ charges: { u, d, numu }, mass, g })) expect(rate).toBeGreaterThan(-1e-50);
    }),
    { numRuns: 100 },
  );
});

test('on electrons: a positive product of charges adds to g_V, 1 / (sqrt2 G_F (2 m_e T + m^2))', () => {
  const settings: LightVectorSettings = { charges: 'B-L', mass: 2, g: 1e-5 };
  const part = lightVector.electron!.amplitudes!(settings)['light-vector']!;
  expect(part.coupling).toBe('vector');
  expect(part.propagator(1) * Math.SQRT2 * G_F * (2 * 0.51099895 + 4)).toBeCloseTo(-1, 14);
  const coefficients = lightVector.electron!.coefficients!('nuebar', settings, scholberg);
  expect(coefficients).toEqual({ 'light-vector': { nue: [{ coefficient: -1, powers: { g: 2 } }] } });
  const loop = lightVector.electron!.amplitudes!({ charges: 'L_mu-L_tau', mass: 2 })['light-vector']!;
  expect(loop.propagator(1)).toBeLessThan(0);
});

test('between its knots quintics follow amplitude and square to 5e-6 of themselves', () => {
  const [from, to] = [1, 1000];
  const knots = lightVector.shapes!({ charges: 'universal' }).mass!.knots(from, to);
  const step = Math.log(to / from) / (knots - 1);
  const values = (mass: number): number[] => {
    const out = new Float64Array(recoil.length);
    lightVector.amplitudes!({ charges: 'universal', mass })['light-vector']!(caesium, recoil, out);
    return [...out, ...out.map((value) => value * value)];
  };
  const functions = 2 * recoil.length;
  const value = Float64Array.from({ length: knots }, (_, k) => from * Math.exp(k * step)).reduce<number[]>(
    (all, mass) => all.concat(values(mass)),
    [],
  );
  const table = { from: 0, step, value: Float64Array.from(value) };
  const complete = { ...table, ...uniformDerivatives(table.value, functions, step) };
  const [found, first, second] = [0, 1, 2].map(() => new Float64Array(functions)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  let worst = 0;
  for (let k = 0; k < 500; k++) {
    const x = (k / 499) * Math.log(to / from);
    evaluateQuinticHermite(complete, functions, x, found, first, second);
    worst = Math.max(worst, relative(found, values(from * Math.exp(x))));
  }
  expect(worst).toBeLessThan(5e-6);
});

test('a mass is needed, and one that is not light is warned of', () => {
  expect(() => lightVector.amplitudes!({ charges: 'universal' })).toThrow(/mass of the mediator/);
  const circumstances = { nuclei: [], endPointMeV: 50 };
  expect(lightVector.warnings!({ charges: 'universal', mass: 100 }, circumstances)).toEqual([]);
  expect(lightVector.warnings!({ charges: 'universal', mass: 2e4 }, circumstances)[0]).toMatch(/20 GeV/);
});
