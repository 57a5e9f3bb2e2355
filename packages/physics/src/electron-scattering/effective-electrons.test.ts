import { gaussLegendre } from '@cevns/numerics/quadrature';
import { expect, test } from 'vitest';
import { MUON_MASS_MEV } from '../constants.ts';
import { evaluatePolynomial } from '../couplings/polynomial.ts';
import { couplings as treeLevel } from '../couplings/tree-level.ts';
import type { NeutrinoFlavour } from '../flavours.ts';
import type { FluxMoments } from '../flux-moments.ts';
import { standardModelElectron } from '../interactions/electron-amplitudes.ts';
import { interaction as electronScattering } from '../interactions/electron-scattering.ts';
import { pairWeights } from '../interactions/template-weights.ts';
import { bindingEnergiesMeV, effectiveElectrons } from './effective-electrons.ts';
import { electronParts, electronTemplates } from './electron-templates.ts';
import { SHELLS } from './shells.ts';

const Z = { C: 6, O: 8, F: 9, Na: 11, Al: 13, Si: 14, Ar: 18, Ca: 20, Ge: 32, I: 53, Xe: 54, Cs: 55, W: 74, Pb: 82 };

function numbers(symbol: keyof typeof Z, energiesKeV: number[], binding: 'steps' | 'free' = 'steps'): number[] {
  const out = new Float64Array(energiesKeV.length);
  const T = Float64Array.from(energiesKeV, (energy) => energy / 1000);
  effectiveElectrons([{ symbol, Z: Z[symbol], count: 1 }], binding, T, out);
  return [...out];
}

const SYMBOLS =
  'H He Li Be B C N O F Ne Na Mg Al Si P S Cl Ar K Ca Sc Ti V Cr Mn Fe Co Ni Cu Zn Ga Ge As Se Br Kr Rb Sr Y Zr Nb Mo Tc Ru Rh Pd Ag Cd In Sn Sb Te I Xe Cs Ba La Ce Pr Nd Pm Sm Eu Gd Tb Dy Ho Er Tm Yb Lu Hf Ta W Re Os Ir Pt Au Hg Tl Pb Bi Po At Rn Fr Ra Ac Th Pa U'.split(
    ' ',
  );

test('every atom has as many electrons as protons, and shells in the order of their binding', () => {
  expect(Object.keys(SHELLS)).toEqual(SYMBOLS.filter((symbol) => symbol in SHELLS));
  for (const [symbol, shells] of Object.entries(SHELLS)) {
    const protons = SYMBOLS.indexOf(symbol) + 1;
    expect(
      shells.reduce((sum, { electrons }) => sum + electrons, 0),
      symbol,
    ).toBe(protons);
    for (let i = 1; i < shells.length; i++) {
      expect(shells[i]!.bindingEnergyMeV).toBeLessThan(shells[i - 1]!.bindingEnergyMeV);
    }
  }
});

test('inner shells are bound the stronger the more protons there are, K as 13.6 eV (Z - 1)^2 and more', () => {
  const all = Object.entries(SHELLS);
  all.forEach(([symbol, shells], i) => {
    const protons = SYMBOLS.indexOf(symbol) + 1;
    const K = shells[0]!.bindingEnergyMeV * 1e6;
    // Screening by the outer shells and relativity: 0.8 for the lightest to 1.04 for uranium.
    if (protons > 10) {
      expect(K / (13.606 * (protons - 1) ** 2), symbol).toBeGreaterThan(0.78);
      expect(K / (13.606 * (protons - 1) ** 2), symbol).toBeLessThan(1.04);
    }
    if (i === 0 || protons < 15) return;
    for (const shell of [0, 1, 2, 3]) {
      expect(shells[shell]!.bindingEnergyMeV, `${symbol} ${shell}`).toBeGreaterThan(
        all[i - 1]![1][shell]!.bindingEnergyMeV,
      );
    }
  });
});

test('K and L3 edges agree with the X-ray Data Booklet (2009), table 1-1, to 0.2 %', () => {
  const booklet: [keyof typeof Z, number, number?][] = [
    ['Na', 1070.8],
    ['Al', 1559.6],
    ['Si', 1839, 99.2],
    ['Ar', 3205.9, 248.4],
    ['Ca', 4038.5, 346.2],
    ['Ge', 11103, 1217.0],
    ['I', 33169, 4557],
    ['Xe', 34561, 4786],
    ['Cs', 35985, 5012],
    ['W', 69525, 10207],
    ['Pb', 88005, 13035],
  ];
  for (const [symbol, K, L3] of booklet) {
    expect(Math.abs((SHELLS[symbol]![0]!.bindingEnergyMeV * 1e6) / K - 1)).toBeLessThan(2e-3);
    if (L3 !== undefined) {
      expect(Math.abs((SHELLS[symbol]![3]!.bindingEnergyMeV * 1e6) / L3 - 1), symbol).toBeLessThan(4e-3);
      expect(SHELLS[symbol]![3]!.electrons).toBe(4);
    }
  }
});

test('caesium and iodine step at their edges as in the analyses of COHERENT CsI', () => {
  // Steps at 35.99, 5.71, 5.36, 5.01, 1.21, 1.07, 1.00, 0.74, 0.73 keV (Cs) and 33.17, 5.19, 4.86, 4.56, 1.07, 0.93, 0.88, 0.63, 0.62 keV (I).
  expect(numbers('Cs', [36.1, 35.9, 5.6, 5.2, 4.9, 1.15, 1.03, 0.9, 0.732])).toEqual([
    55, 53, 51, 49, 45, 43, 41, 37, 33,
  ]);
  expect(numbers('I', [33.3, 33, 5, 4.7, 4.4, 1.0, 0.9, 0.7, 0.625])).toEqual([53, 51, 49, 47, 43, 41, 39, 35, 31]);
  expect(numbers('Ar', [3.3, 3.1, 0.3, 0.1, 0.02, 0.001])).toEqual([18, 16, 14, 8, 6, 0]);
});

test('free electrons all count, and so do those of an element without a table', () => {
  expect(numbers('Xe', [1e-6, 1], 'free')).toEqual([54, 54]);
  const out = new Float64Array(1);
  effectiveElectrons([{ symbol: 'Pu', Z: 94, count: 2 }], 'steps', Float64Array.of(1e-6), out);
  expect(out[0]).toBe(188);
  const plutonium = [{ symbol: 'Pu', Z: 94, A: 239, chargeRadiusFm: null }];
  expect(electronScattering.warnings!({}, { nuclei: plutonium, endPointMeV: 50 })[0]).toMatch(/electrons of Pu count/);
  expect(electronScattering.warnings!({ binding: 'free' }, { nuclei: plutonium, endPointMeV: 50 })).toEqual([]);
});

test('break points are all steps of all elements, once', () => {
  const energies = bindingEnergiesMeV(['Cs', 'I', 'Cs']);
  expect(energies).toEqual([...energies].sort((a, b) => a - b));
  expect(new Set(energies).size).toBe(energies.length);
  expect(energies).toContain(SHELLS.I![0]!.bindingEnergyMeV);
  expect(bindingEnergiesMeV(['Pu'])).toEqual([]);
});

test('COHERENT CsI: some 1e-4 electron recoils below 5 keVee in the Standard Model, beside 341 nuclear ones', () => {
  const end = MUON_MASS_MEV / 2;
  const michel = (normalisation: (x: number) => number): FluxMoments => {
    const { nodes, weights } = gaussLegendre(10);
    return (from, out) => {
      out.fill(0);
      nodes.forEach((node, i) => {
        const E = from + 0.5 * (end - from) * (1 + node);
        for (let k = 0; k < 3; k++)
          out[k]! += (0.5 * (end - from) * weights[i]! * normalisation(E / end) * E ** -k) / end;
      });
    };
  };
  const beams: [NeutrinoFlavour, FluxMoments][] = [
    ['nue', michel((x) => 12 * x * x * (1 - x))],
    ['numubar', michel((x) => 2 * x * x * (3 - 2 * x))],
    ['numu', (_, out) => void out.set([1, 1 / 29.79, 1 / 29.79 ** 2])],
  ];
  const fluencePerCm2 = 5.793617638e14;
  const pairsOfCsI = (14.6e3 / (132.905 + 126.904)) * 6.02214e23;
  const edges = [0, ...bindingEnergiesMeV(['Cs', 'I']).filter((energy) => energy < 0.005), 0.005];
  const { nodes, weights } = gaussLegendre(4);
  const parts = electronParts([
    { interaction: { source: '', parameters: () => ({}), electron: standardModelElectron }, settings: {} },
  ]);
  let events = 0;
  for (let i = 1; i < edges.length; i++) {
    const half = (edges[i]! - edges[i - 1]!) / 2;
    const T = nodes.map((x) => edges[i - 1]! + half * (1 + x));
    const electrons = new Float64Array(T.length);
    effectiveElectrons(
      [
        { symbol: 'Cs', Z: 55, count: pairsOfCsI },
        { symbol: 'I', Z: 53, count: pairsOfCsI },
      ],
      'steps',
      T,
      electrons,
    );
    for (const [flavour, moments] of beams) {
      const beam = { moments, antineutrino: flavour === 'numubar' };
      const polynomials = pairWeights([standardModelElectron.coefficients!(flavour, {}, treeLevel)]);
      for (const [name, values] of electronTemplates(parts, beam, T)) {
        const weight = evaluatePolynomial(polynomials[name]!, treeLevel.parameters);
        T.forEach((_, k) => {
          events += fluencePerCm2 * half * weights[k]! * weight * values[k]! * electrons[k]!;
        });
      }
    }
  }
  // By hand: G_F^2 m/(2 pi) [2 (g_V^2 + g_A^2) summed over flavours = 3.42] x 5 keV x 81.7 electrons on average x 3.384e25 x fluence.
  const byHand = 4.308e-45 * 3.42 * 0.005 * 81.7 * pairsOfCsI * fluencePerCm2;
  expect(Math.abs(events / byHand - 1)).toBeLessThan(0.01);
  expect(events).toBeGreaterThan(1e-4);
  expect(events).toBeLessThan(1.5e-4);
});
