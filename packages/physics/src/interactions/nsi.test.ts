import { gaussLegendre } from '@cevns/numerics/quadrature';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MUON_MASS_MEV } from '../constants.ts';
import { couplings as scholberg } from '../couplings/scholberg.ts';
import { couplings as treeLevel } from '../couplings/tree-level.ts';
import { LEPTON_FLAVOURS } from '../flavours.ts';
import { minimumNeutrinoEnergyMeV } from '../kinematics.ts';
import { FLAVOUR_PAIR_NAMES } from './flavour-matrix.ts';
import { type NsiSettings, interaction as nsi } from './nsi.ts';
import { interaction as standardModel } from './standard-model.ts';
import { caesium, crossSection, lineMoments, term } from './testing/cross-section.ts';

const recoil = Float64Array.of(0.001, 0.005, 0.012);
const at30MeV = { couplings: scholberg, target: caesium, moments: lineMoments(30), recoilEnergyMeV: recoil };

function withNsi(settings: NsiSettings, flavour: 'nue' | 'numu' | 'numubar' | 'nutau' = 'nue') {
  return crossSection({ ...at30MeV, flavour, terms: [term(standardModel, {}), term(nsi, settings)] });
}

function relative(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  return Math.max(...Array.from(actual, (value, i) => Math.abs(value / expected[i]! - 1)));
}

test('without couplings it is the Standard Model', () => {
  for (const flavour of LEPTON_FLAVOURS) {
    const alone = crossSection({ ...at30MeV, flavour, terms: [term(standardModel, {})] });
    expect(relative(withNsi({}, flavour), alone)).toBeLessThan(1e-15);
  }
});

test('a stopped-pion rate equals the double integral of the published formula', () => {
  const eps = { ee_u: 0.1, ee_d: 0.2, etau_u: 0.05, emu_d: 0.03, mumu_u: -0.1, mumu_d: 0.05, mutau_d: 0.02 };
  const settings = Object.fromEntries(Object.entries(eps).map(([name, value]) => [`eps_${name}`, value]));
  // By hand, in units where the Standard Model is gvp Z Fp + gvn N Fn.
  const rows = {
    nue: [
      [0.0298 + 2 * 0.1 + 0.2, -0.5117 + 0.1 + 2 * 0.2],
      [0.03, 2 * 0.03],
      [2 * 0.05, 0.05],
    ],
    numubar: [
      [0.0298 - 2 * 0.1 + 0.05, -0.5117 - 0.1 + 2 * 0.05],
      [0.03, 2 * 0.03],
      [0.02, 2 * 0.02],
    ],
  };
  const M = caesium.nuclearMassMeV;
  const fermi = 1.1663787e-11;
  const end = MUON_MASS_MEV / 2;
  const { nodes, weights } = gaussLegendre(24);
  for (const flavour of ['nue', 'numubar'] as const) {
    const density = (E: number) => {
      const x = E / end;
      return flavour === 'nue' ? (12 * x * x * (1 - x)) / end : (2 * x * x * (3 - 2 * x)) / end;
    };
    const brute = Array.from(recoil, (T) => {
      const q = Math.sqrt(2 * M * T) / 197.3269804;
      const [Fp, Fn] = [Math.exp(-((q * 4.8) ** 2) / 6), Math.exp(-((q * 5) ** 2) / 6)];
      const charge = rows[flavour].reduce((sum, [p, n]) => sum + (55 * p! * Fp + 78 * n! * Fn) ** 2, 0);
      const from = minimumNeutrinoEnergyMeV(T, M);
      return nodes.reduce((sum, node, i) => {
        const E = from + 0.5 * (end - from) * (1 + node);
        const kinematics = 2 - (2 * T) / E - (M * T) / E ** 2 + T ** 2 / E ** 2;
        const front = ((fermi ** 2 * M) / (2 * Math.PI)) * 197.3269804 ** 2 * 1e-26;
        return sum + 0.5 * (end - from) * weights[i]! * density(E) * front * charge * kinematics;
      }, 0);
    });
    const michel = (energyMin: number, out: Float64Array) => {
      out.fill(0);
      nodes.forEach((node, i) => {
        const E = energyMin + 0.5 * (end - energyMin) * (1 + node);
        for (const k of [0, 1, 2]) out[k]! += 0.5 * (end - energyMin) * weights[i]! * density(E) * E ** -k;
      });
    };
    const terms = [term(standardModel, {}), term(nsi, settings)];
    expect(relative(crossSection({ ...at30MeV, flavour, moments: michel, terms }), brute)).toBeLessThan(1e-12);
  }
});

test('flavour-changing scattering only adds, by the square, and is the same for both flavours and both signs', () => {
  const none = withNsi({});
  const plus = withNsi({ eps_emu_u: 0.2 });
  const twice = withNsi({ eps_emu_u: 0.4 });
  for (let i = 0; i < recoil.length; i++) {
    expect(plus[i]!).toBeGreaterThan(none[i]!);
    expect((twice[i]! - none[i]!) / (plus[i]! - none[i]!)).toBeCloseTo(4, 10);
  }
  expect(withNsi({ eps_emu_u: -0.2 })).toEqual(plus);
  expect(relative(withNsi({ eps_emu_u: 0.2 }, 'numu'), plus)).toBeLessThan(1e-15);
  expect(withNsi({ eps_emu_u: 0.2 }, 'nutau')).toEqual(withNsi({}, 'nutau'));
});

test('two bands are degenerate: an amplitude of opposite sign gives the same rate where form factors are one', () => {
  const target = { ...caesium, protonFormFactor: () => 1, neutronFormFactor: () => 1 };
  const charge = 0.0298 * 55 - 0.5117 * 78;
  const eps = (-2 * charge) / (55 + 2 * 78);
  const terms = (value: number) => [term(standardModel, {}), term(nsi, { eps_ee_d: value })];
  const scatter = (value: number) => crossSection({ ...at30MeV, target, flavour: 'nue', terms: terms(value) });
  expect(relative(scatter(eps), scatter(0))).toBeLessThan(1e-13);
  expect(scatter(eps / 2)[0]! / scatter(0)[0]!).toBeLessThan(1e-20);
  // Along a line (2 Z + N) eps_u + (Z + 2 N) eps_d = const nothing changes.
  const along = { eps_ee_d: 0.1 - (188 / 211) * 0.3, eps_ee_u: 0.3 };
  const onLine = crossSection({
    ...at30MeV,
    target,
    flavour: 'nue',
    terms: [term(standardModel, {}), term(nsi, along)],
  });
  expect(relative(onLine, scatter(0.1))).toBeLessThan(1e-13);
});

test('the rate is never negative', () => {
  const value = fc.double({ min: -2, max: 2, noNaN: true });
  const names = FLAVOUR_PAIR_NAMES.flatMap((pair) => [`eps_${pair}_u`, `eps_${pair}_d`] as const);
  fc.assert(
    fc.property(fc.array(value, { minLength: 12, maxLength: 12 }), (values) => {
      const settings: NsiSettings = Object.fromEntries(names.map((name, i) => [name, values[i]!]));
      for (const flavour of ['nue', 'numubar', 'nutau'] as const) {
        const rate = withNsi(settings, flavour);
        const scale = Math.max(...withNsi({}, flavour)) * 100;
        for (const each of rate) expect(each).toBeGreaterThan(-1e-13 * scale);
      }
    }),
    { numRuns: 50 },
  );
});

test('LMA-Dark: the matter potential of the Earth changes sign, and a value of the study goes before the preset', () => {
  const u = nsi.parameters({ preset: 'lma-dark' }, treeLevel);
  const d = nsi.parameters({ preset: 'lma-dark-d' }, treeLevel);
  expect(1 + (2 + 1.051) * u.eps_ee_u!.value).toBeCloseTo(-1, 14);
  expect(1 + (1 + 2 * 1.051) * d.eps_ee_d!.value).toBeCloseTo(-1, 14);
  expect(u.eps_ee_u!.value).toBeCloseTo(-0.6555, 4);
  expect(d.eps_ee_d!.value).toBeCloseTo(-0.6447, 4);
  expect(u.eps_mumu_u!.value).toBe(0);
  expect(nsi.parameters({ preset: 'lma-dark', eps_ee_u: -1 }, treeLevel).eps_ee_u!.value).toBe(-1);
});

test('on electrons the couplings add to g_V and g_A of the same final flavour', () => {
  const coefficients = nsi.electron!.coefficients!('numubar', {}, treeLevel);
  expect(coefficients.V!.numu).toEqual([{ coefficient: 1, powers: { eps_mumu_e: 1 } }]);
  expect(coefficients.A!.nutau).toEqual([{ coefficient: 1, powers: { eps_mutau_eA: 1 } }]);
  expect(coefficients.V!.nue).toEqual([{ coefficient: 1, powers: { eps_emu_e: 1 } }]);
});
