import { existsSync } from 'node:fs';
import { evaluateQuinticHermite } from '@cevns/numerics/interpolation/quintic-hermite';
import { uniformDerivatives } from '@cevns/numerics/interpolation/uniform-derivatives';
import { addPolynomials, evaluatePolynomial, type Polynomial } from '@cevns/physics/couplings/polynomial';
import { LEPTON_FLAVOURS, type NeutrinoFlavour } from '@cevns/physics/flavours';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { spectrum as line } from '../spectra/line.ts';
import { spectrum as michelNue } from '../spectra/michel-nue.ts';
import { spectrum as michelNumubar } from '../spectra/michel-numubar.ts';
import { PHASE_MEV_PER_EV2_M } from './averaged-phase.ts';
import { oscillations } from './registry.ts';
import { oscillation, type Sterile } from './sterile.ts';

const angle = fc.double({ min: 0, max: 1, noNaN: true });
const flavours: readonly NeutrinoFlavour[] = ['nue', 'numu', 'nutau', 'nuebar', 'numubar', 'nutaubar'];

/** Weight of what oscillates, for one flavour or summed over the active ones. */
function oscillating(source: NeutrinoFlavour, settings: Sterile, detected?: NeutrinoFlavour): Polynomial {
  return addPolynomials(
    ...oscillation
      .parts(source, settings)
      .filter((part) => part.spectrum === 'oscillating' && (detected === undefined || part.detected === detected))
      .map(({ weight }) => weight),
  );
}

test('mixing-angles: sums over the active flavours and the sterile one are unitary, and probabilities are in range', () => {
  fc.assert(
    fc.property(angle, angle, angle, fc.constantFrom(...flavours), (s2_14, s2_24, s2_34, source) => {
      const values = { s2_14, s2_24, s2_34 };
      const U = [s2_14, (1 - s2_14) * s2_24, (1 - s2_14) * (1 - s2_24) * s2_34];
      const sterile = (1 - s2_14) * (1 - s2_24) * (1 - s2_34);
      expect(U.reduce((sum, each) => sum + each, sterile)).toBeCloseTo(1, 14);
      const lepton = LEPTON_FLAVOURS.indexOf(source.replace('bar', '') as (typeof LEPTON_FLAVOURS)[number]);
      const toActive = evaluatePolynomial(oscillating(source, { convention: 'mixing-angles' }), values);
      // What the active flavours lose goes into the sterile one: P(a -> s) = 4 |U_a4|^2 |U_s4|^2 <sin^2>.
      expect(toActive).toBeCloseTo(-4 * U[lepton]! * sterile, 13);
      const survival = evaluatePolynomial(oscillating(source, { convention: 'mixing-angles' }, source), values);
      expect(survival).toBeCloseTo(-4 * U[lepton]! * (1 - U[lepton]!), 13);
      expect(1 + survival).toBeGreaterThanOrEqual(-1e-14);
    }),
  );
});

test('mixing-angles: the disappearance of nu_e and nu_mu into the sterile neutrino as Scholberg writes it (2022)', () => {
  const theta = { 14: 0.2, 24: 0.15, 34: 0.3 };
  const s = (ij: 14 | 24 | 34) => Math.sin(theta[ij]) ** 2;
  const c = (ij: 14 | 24 | 34) => Math.cos(theta[ij]) ** 2;
  const values = { s2_14: s(14), s2_24: s(24), s2_34: s(34) };
  const electron = Math.sin(2 * theta[14]) ** 2 * c(24) * c(34);
  const muon = c(14) ** 2 * Math.sin(2 * theta[24]) ** 2 * c(34);
  expect(evaluatePolynomial(oscillating('nue', {}), values)).toBeCloseTo(-electron, 14);
  expect(evaluatePolynomial(oscillating('numubar', {}), values)).toBeCloseTo(-muon, 14);
});

test('mixing-angles: appearance is the same both ways, and antineutrinos stay antineutrinos', () => {
  const values = { s2_14: 0.03, s2_24: 0.02, s2_34: 0.1 };
  const forth = evaluatePolynomial(oscillating('numu', {}, 'nue'), values);
  expect(forth).toBeCloseTo(4 * 0.03 * 0.97 * 0.02, 15);
  expect(evaluatePolynomial(oscillating('nue', {}, 'numu'), values)).toBeCloseTo(forth, 15);
  expect(evaluatePolynomial(oscillating('nuebar', {}, 'numubar'), values)).toBeCloseTo(forth, 15);
  for (const { detected } of oscillation.parts('numubar', {})) expect(detected).toMatch(/bar$/);
});

test('sin2-2theta: survival only, the same as one angle alone', () => {
  const settings = { convention: 'sin2-2theta' } as const;
  expect(oscillation.parts('nue', settings)).toEqual([
    { detected: 'nue', spectrum: 'source', weight: [{ coefficient: 1, powers: {} }] },
    { detected: 'nue', spectrum: 'oscillating', weight: [{ coefficient: -1, powers: { sin2_2theta_ee: 1 } }] },
  ]);
  expect(oscillation.parts('numubar', settings)[1]!.weight).toEqual([
    { coefficient: -1, powers: { sin2_2theta_mumu: 1 } },
  ]);
  expect(oscillation.parts('nutau', settings)).toHaveLength(1);
  const s2_14 = 0.07;
  const one = evaluatePolynomial(oscillating('nue', {}), { s2_14, s2_24: 0, s2_34: 0 });
  expect(
    evaluatePolynomial(oscillating('nue', settings), { sin2_2theta_ee: 4 * s2_14 * (1 - s2_14), sin2_2theta_mumu: 0 }),
  ).toBeCloseTo(one, 15);
});

test('without mixing nothing oscillates', () => {
  const none = { s2_14: 0, s2_24: 0, s2_34: 0, sin2_2theta_ee: 0, sin2_2theta_mumu: 0 };
  for (const convention of ['sin2-2theta', 'mixing-angles'] as const) {
    for (const flavour of flavours) {
      for (const { spectrum, weight } of oscillation.parts(flavour, { convention })) {
        expect(evaluatePolynomial(weight, none)).toBeCloseTo(spectrum === 'source' ? 1 : 0, 15);
      }
    }
  }
});

test('parameters belong to the convention and start at the numbers of the study', () => {
  expect(oscillation.parameters({})).toMatchObject({ s2_14: { value: 0 }, s2_24: { value: 0 }, s2_34: { value: 0 } });
  const given = oscillation.parameters({ convention: 'sin2-2theta', sin2_2theta_ee: 0.3 });
  expect(Object.entries(given).map(([name, { value }]) => [name, value])).toEqual([
    ['sin2_2theta_ee', 0.3],
    ['sin2_2theta_mumu', 0],
  ]);
  expect(() => oscillation.parameters({ convention: 'sin2-2theta', s2_14: 0.1 })).toThrow(/got s2_14/);
  expect(() => oscillation.parameters({ s2_14: 1.1 })).toThrow(/from 0 to 1/);
  const unknown = oscillation.oscillatingMoments({}, line.prepare({ energy: 30 }), 20);
  expect(() => unknown(0, new Float64Array(3))).toThrow(/dm2_41/);
});

test('moments of the phase at the baseline of the study', () => {
  const found = new Float64Array(3);
  oscillation.oscillatingMoments({ dm2_41: 1.2 }, line.prepare({ energy: 29.79 }), 121)(0, found);
  expect(found[0]).toBeCloseTo(Math.sin((PHASE_MEV_PER_EV2_M * 1.2 * 121) / 29.79) ** 2, 13);
});

test.each([
  [19.3, 0.01, 10],
  [121, 0.2, 3],
])(
  'at %d m the knots from %d to %d eV^2 follow coherent scattering on caesium to 2e-6 of its largest value',
  (baselineM, from, to) => {
    const knots = oscillation.shapes({}, baselineM).dm2_41!.knots(from, to);
    expect(knots).toBeLessThan(300);
    const step = (to - from) / (knots - 1);
    const recoilsMeV = [0.001, 0.004, 0.008, 0.014, 0.025];
    const mass = 123_800;
    const moments = new Float64Array(3);
    const spectra = [michelNue.prepare({}), michelNumubar.prepare({}), line.prepare({ energy: 29.79 })];
    const rates = (dm2_41: number) =>
      spectra.flatMap((spectrum) => {
        const all = oscillation.oscillatingMoments({ dm2_41 }, spectrum, baselineM);
        return recoilsMeV.map((T) => {
          all(0.5 * (T + Math.sqrt(T * (T + 2 * mass))), moments);
          return 2 * moments[0]! - 2 * T * moments[1]! - T * (mass - T) * moments[2]!;
        });
      });
    const functions = spectra.length * recoilsMeV.length;
    const value = Float64Array.from({ length: knots }, (_, i) => from + i * step).reduce(
      (all, dm2, i) => {
        all.set(rates(dm2), i * functions);
        return all;
      },
      new Float64Array(knots * functions),
    );
    const table = { from, step, value, ...uniformDerivatives(value, functions, step) };
    const out = [0, 1, 2].map(() => new Float64Array(functions)) as [Float64Array, Float64Array, Float64Array];
    let worst = 0;
    for (let i = 3; i < knots - 4; i += 7) {
      const dm2 = from + (i + 0.5) * step;
      evaluateQuinticHermite(table, functions, dm2, ...out);
      const expected = rates(dm2);
      expected.forEach((each, k) => {
        worst = Math.max(worst, Math.abs(out[0][k]! - each) / 2);
      });
    }
    expect(worst).toBeLessThan(2e-6);
  },
);

test('warns where the atmospheric splitting has a phase of its own', () => {
  expect(oscillation.warnings!({}, 121, 52.8)).toEqual([]);
  expect(oscillation.warnings!({}, 1000, 52.8)[0]).toMatch(/not short/);
});

test('each model of the registry has its schema fragment and its module beside it', () => {
  for (const [name, { module }] of Object.entries(oscillations)) {
    const file = module.replace('@cevns/sources/oscillations/', './');
    expect(existsSync(new URL(`${file}.ts`, import.meta.url))).toBe(true);
    expect(existsSync(new URL(`./${name}.schema.json`, import.meta.url))).toBe(true);
  }
});
