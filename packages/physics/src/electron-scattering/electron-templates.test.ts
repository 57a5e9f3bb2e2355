import { gaussLegendre } from '@cevns/numerics/quadrature';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ELECTRON_MASS_MEV, MUON_MASS_MEV } from '../constants.ts';
import { evaluatePolynomial } from '../couplings/polynomial.ts';
import { couplings as scholberg } from '../couplings/scholberg.ts';
import { couplings as treeLevel } from '../couplings/tree-level.ts';
import type { NeutrinoFlavour } from '../flavours.ts';
import type { FluxMoments } from '../flux-moments.ts';
import { standardModelElectron } from '../interactions/electron-amplitudes.ts';
import type { ElectronAmplitude, Interaction } from '../interactions/interaction.ts';
import { interaction as lightVector } from '../interactions/light-vector.ts';
import { interaction as magneticMoment } from '../interactions/magnetic-moment.ts';
import { interaction as nsi } from '../interactions/nsi.ts';
import { pairWeights } from '../interactions/template-weights.ts';
import { maximumRecoilEnergyMeV } from '../kinematics.ts';
import { electronParts, electronTemplates } from './electron-templates.ts';

const m = ELECTRON_MASS_MEV;
/** 2 G_F^2 m_e / pi in cm^2/MeV, from G_F in 1/GeV^2 and (hbar c)^2 in GeV^2 cm^2. */
const SIGMA0_PER_MEV = ((2 * 1.1663787e-5 ** 2 * 0.389379372e-27) / Math.PI) * (m / 1000) * 1e-3;
const sin2 = treeLevel.parameters.sin2_theta_W!;
const standard: Interaction<object> = { source: '', parameters: () => ({}), electron: standardModelElectron };

function line(energyMeV: number): FluxMoments {
  return (from, out) => {
    for (let k = 0; k < 3; k++) out[k] = from < energyMeV ? energyMeV ** -k : 0;
  };
}

function spectrum(
  flavour: NeutrinoFlavour,
  moments: FluxMoments,
  T: Float64Array,
  terms = [{ interaction: standard, settings: {} as object }],
  values: Readonly<Record<string, number>> = {},
): Float64Array {
  const weights: Record<string, number> = {};
  const coefficients = terms.map(
    ({ interaction, settings }) => interaction.electron?.coefficients?.(flavour, settings, treeLevel) ?? {},
  );
  const all = { sin2_theta_W: sin2, ...values };
  for (const [name, polynomial] of Object.entries(pairWeights(coefficients)))
    weights[name] = evaluatePolynomial(polynomial, all);
  for (const { interaction, settings } of terms) {
    for (const [name, polynomial] of Object.entries(
      interaction.electron?.weights?.(flavour, settings, treeLevel) ?? {},
    ))
      weights[name] = evaluatePolynomial(polynomial, all);
  }
  const sum = new Float64Array(T.length);
  const beam = { moments, antineutrino: flavour.endsWith('bar') };
  for (const [name, values] of electronTemplates(electronParts(terms), beam, T)) {
    for (let i = 0; i < T.length; i++) sum[i]! += (weights[name] ?? 0) * values[i]!;
  }
  return sum;
}

/** Integral over all recoil energies at one neutrino energy; the cross section is a parabola in T. */
function total(flavour: NeutrinoFlavour, energyMeV: number): number {
  const { nodes, weights } = gaussLegendre(4);
  const half = maximumRecoilEnergyMeV(energyMeV, m) / 2;
  const T = nodes.map((x) => half * (1 + x));
  return spectrum(flavour, line(energyMeV), T).reduce((sum, value, i) => sum + half * weights[i]! * value, 0);
}

test.each([
  ['nue', 0.5 + sin2, sin2],
  ['nuebar', sin2, 0.5 + sin2],
  ['numu', -0.5 + sin2, sin2],
  ['numubar', sin2, -0.5 + sin2],
  ['nutau', -0.5 + sin2, sin2],
] as const)('%s: the total cross section is the closed form with g_L and g_R', (flavour, gL, gR) => {
  for (const E of [0.3, 3, 30, 50]) {
    const end = (2 * E * E) / (m + 2 * E);
    const y = 1 - end / E;
    const closed =
      SIGMA0_PER_MEV * (gL * gL * end + (gR * gR * E * (1 - y * y * y)) / 3 - (gL * gR * m * end * end) / (2 * E * E));
    expect(total(flavour, E) / closed).toBeCloseTo(1, 8);
  }
});

test('known totals: 9.5, 4.0, 1.55, 1.34 in 1e-45 cm^2 per MeV far above the electron mass', () => {
  // Standard numbers (e.g. G. Radel, R. Beyer, Mod. Phys. Lett. A 8 (1993) 1067) are for sin^2 theta_W near 0.23; a few per cent remain.
  for (const [flavour, expected] of [
    ['nue', 9.5e-45],
    ['nuebar', 4.0e-45],
    ['numu', 1.55e-45],
    ['numubar', 1.34e-45],
  ] as const) {
    expect(Math.abs(total(flavour, 1000) / 1000 / expected - 1)).toBeLessThan(0.04);
  }
  // Measured with nu_e from muon decay at rest: 10.1 +- 1.1 +- 1.0, LSND, Phys. Rev. D 63 (2001) 112001.
  expect(Math.abs(total('nue', 32) / 32 / 1e-45 - 10.1)).toBeLessThan(1.5);
});

test('W and Z exchange of nu_e interfere destructively: sigma(nu_e) - sigma(nu_mu) - sigma_W = (-1 + 2 sin^2 theta_W) sigma_W', () => {
  const charged = SIGMA0_PER_MEV * 1000;
  const interference = (total('nue', 1000) - total('numu', 1000) - charged) / charged;
  expect(interference).toBeCloseTo(2 * (-0.5 + sin2), 3);
});

test.each(['nue', 'nuebar', 'numu', 'numubar'] as const)(
  '%s of muon decay: the average by brute force over the spectrum',
  (flavour) => {
    const end = MUON_MASS_MEV / 2;
    const density = (E: number) => (12 * (E / end) ** 2 * (1 - E / end)) / end;
    const { nodes, weights } = gaussLegendre(12);
    const integral = (from: number, k: number) =>
      nodes.reduce((sum, x, i) => {
        const E = from + 0.5 * (end - from) * (1 + x);
        return sum + 0.5 * (end - from) * weights[i]! * density(E) * E ** -k;
      }, 0);
    const moments: FluxMoments = (from, out) => {
      for (let k = 0; k < 3; k++) out[k] = from < end ? integral(from, k) : 0;
    };
    const charged = flavour.startsWith('nue') ? 1 : 0;
    const [gV, gA] = [charged - 0.5 + 2 * sin2, (charged - 0.5) * (flavour.endsWith('bar') ? -1 : 1)];
    const T = Float64Array.of(0.001, 0.05, 1, 10, 40);
    const found = spectrum(flavour, moments, T);
    T.forEach((recoil, i) => {
      const from = 0.5 * (recoil + Math.sqrt(recoil * (recoil + 2 * m)));
      const panels = 400;
      let sum = 0;
      for (let p = 0; p < panels; p++) {
        const E = from + ((p + 0.5) * (end - from)) / panels;
        const y = 1 - recoil / E;
        const cross = (gV + gA) ** 2 + (gV - gA) ** 2 * y * y - ((gV * gV - gA * gA) * m * recoil) / (E * E);
        sum += ((end - from) / panels) * density(E) * (SIGMA0_PER_MEV / 4) * cross;
      }
      expect(found[i]! / sum).toBeCloseTo(1, 4);
    });
  },
);

test('spectra are not negative and end at T_max', () => {
  fc.assert(
    fc.property(
      fc.constantFrom<NeutrinoFlavour>('nue', 'nuebar', 'numu', 'numubar'),
      fc.double({ min: 0.01, max: 60, noNaN: true }),
      fc.double({ min: 0, max: 0.999999, noNaN: true }),
      (flavour, E, share) => {
        const end = maximumRecoilEnergyMeV(E, m);
        const [inside, beyond] = spectrum(flavour, line(E), Float64Array.of(share * end, 1.000001 * end));
        expect(inside!).toBeGreaterThanOrEqual(0);
        expect(beyond).toBe(0);
      },
    ),
  );
});

test('couplings: sin^2 theta_W is the parameter of the study, or its value at zero momentum transfer', () => {
  const tree = standardModelElectron.coefficients!('nuebar', {}, treeLevel);
  expect(evaluatePolynomial(tree.V!.nue!, { sin2_theta_W: 0.2 })).toBeCloseTo(0.9, 15);
  expect(evaluatePolynomial(tree.A!.nue!, {})).toBe(0.5);
  const plain = standardModelElectron.coefficients!('numu', {}, scholberg);
  expect(evaluatePolynomial(plain.V!.numu!, {})).toBeCloseTo(-0.5 + 2 * 0.23857, 15);
  expect(Object.keys(plain.V!)).toEqual(['numu']);
});

test('a vector mediator interferes: at one energy the amplitudes add before they are squared', () => {
  const T = Float64Array.of(0.002, 0.5);
  const settings = { charges: 'B-L', mass: 0.7 } as const;
  const term = lightVector as Interaction<object>;
  const values = { g: 2e-6 };
  const part = term.electron!.amplitudes!(settings)['light-vector'] as ElectronAmplitude;
  const coefficient = term.electron!.coefficients!('numubar', settings, treeLevel)['light-vector']!.numu!;
  const terms = [
    { interaction: standard, settings: {} },
    { interaction: term, settings },
  ];
  const found = spectrum('numubar', line(20), T, terms, values);
  T.forEach((recoil, i) => {
    const gV = -0.5 + 2 * sin2 + evaluatePolynomial(coefficient, values) * part.propagator(recoil);
    const gA = 0.5;
    const y = 1 - recoil / 20;
    const expected =
      (SIGMA0_PER_MEV / 4) * ((gV + gA) ** 2 + (gV - gA) ** 2 * y * y - ((gV * gV - gA * gA) * m * recoil) / (20 * 20));
    expect(Math.abs(gV + 0.5 - 2 * sin2)).toBeGreaterThan(0.01);
    expect(found[i]! / expected).toBeCloseTo(1, 8);
  });
});

test('flavour change by non-standard interactions adds without interference, a magnetic moment as a template', () => {
  const T = Float64Array.of(0.01);
  const alone = spectrum('numu', line(20), T)[0]!;
  const withNsi = spectrum(
    'numu',
    line(20),
    T,
    [
      { interaction: standard, settings: {} },
      { interaction: nsi as Interaction<object>, settings: {} },
    ],
    { ...Object.fromEntries(Object.keys(nsi.parameters({}, treeLevel)).map((name) => [name, 0])), eps_emu_e: 0.3 },
  );
  const y = 1 - 0.01 / 20;
  const expected = (SIGMA0_PER_MEV / 4) * 0.09 * (1 + y * y - (m * 0.01) / 400);
  expect((withNsi[0]! - alone) / expected).toBeCloseTo(1, 8);
  const templates = electronTemplates(
    electronParts([{ interaction: magneticMoment as Interaction<object>, settings: {} }]),
    { moments: line(20), antineutrino: false },
    T,
  );
  expect([...templates.keys()]).toEqual(['magnetic-moment']);
});
