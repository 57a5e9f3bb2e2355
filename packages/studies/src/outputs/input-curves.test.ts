import * as efficiencyModel from '@cevns/detectors/efficiency/logistic';
import * as constantModel from '@cevns/detectors/quenching/constant';
import * as quenchingModel from '@cevns/detectors/quenching/polynomial';
import * as tabulatedModel from '@cevns/detectors/quenching/tabulated';
import * as formFactor from '@cevns/physics/form-factors/helm-lewin-smith';
import type { CurvesFigure } from '@cevns/plotting/figures/curves';
import { expect, test } from 'vitest';
import { call } from '../testing/artifacts.ts';
import { run } from './input-curves.ts';

async function curvesOf(parameters: object, modules: object, inputs: object = {}): Promise<CurvesFigure> {
  const { curves } = await call(run, {
    parameters: parameters as never,
    modules: modules as never,
    inputs: inputs as never,
  });
  return curves!.json() as unknown as CurvesFigure;
}

test('form factors: one of the most abundant isotope of each element, one at no momentum', async () => {
  const nucleus = (symbol: string, Z: number, A: number, count: number) => ({
    symbol,
    Z,
    A,
    count,
    nuclearMassMeV: 931 * A,
  });
  const nuclei = [nucleus('Ge', 32, 72, 3), nucleus('Ge', 32, 74, 4), nucleus('Ar', 18, 40, 9)];
  const own = { nuclei, formFactor: { proton: {}, neutron: {}, same: true } };
  const { curves } = await curvesOf({ shows: 'form-factor', own }, { proton: formFactor, neutron: formFactor });
  expect(curves.map(({ label }) => label)).toEqual(['^{74}Ge', '^{40}Ar']);
  for (const { pieces } of curves) expect(pieces[0]![0]).toEqual([0, 1]);
  // At 50 MeV the smaller nucleus has kept more of its coherence.
  const at = (i: number) => curves[i]!.pieces[0]!.find(([q]) => q >= 50)![1];
  expect(at(1)).toBeGreaterThan(at(0));
});

test('quenching in keV with the variations in quadrature as a band', async () => {
  const part = (slope: number) => ({
    'recoil-energy-unit': 'MeVnr',
    'electron-equivalent-energy-unit': 'MeVee',
    coefficients: [slope],
  });
  const variation = (width: number) => ({ part: 'quenching', up: part(0.1 + width), down: part(0.1 - width) });
  const own = { quenching: part(0.1), variations: { one: variation(0.03), two: variation(0.04) } };
  const { curves, bands } = await curvesOf(
    { shows: 'quenching', own, highestRecoilKeV: 20 },
    { quenching: quenchingModel },
  );
  const last = curves[0]!.pieces[0]!.at(-1)!;
  expect(last[0]).toBe(20);
  expect(last[1]).toBeCloseTo(2, 9);
  const [x, low, high] = bands![0]!.points.at(-1)!;
  expect(x).toBe(20);
  expect([low, high].map((value) => value / 20)).toEqual([expect.closeTo(0.05, 9), expect.closeTo(0.15, 9)]);
});

test('quenching of elements: a curve and a band of each, with the table and the module of each', async () => {
  const tables = { at: 't', content: 'qf', 'recoil-energy-unit': 'keVnr' };
  const own = {
    elements: [
      ['Na', { quenching: { ...tables, table: 'quenching/Na' }, variations: {} }],
      [
        'I',
        {
          quenching: { factor: 0.05 },
          variations: { one: { part: 'quenching', up: { factor: 0.06 }, down: { factor: 0.04 } } },
        },
      ],
    ],
  };
  const { curves, bands } = await curvesOf(
    { shows: 'quenching', own, highestRecoilKeV: 20 },
    { 'quenching:Na': tabulatedModel, 'quenching:I': constantModel },
    { 'quenching/Na': { text: 't,qf\n1,0.2\n30,0.2\n' } },
  );
  expect(curves.map(({ label, pieces }) => [label, pieces[0]!.at(-1)![1]])).toEqual([
    ['Na', expect.closeTo(4, 9)],
    ['I', expect.closeTo(1, 9)],
  ]);
  expect(bands!.map(({ label, points }) => [label, points.at(-1)![1]])).toEqual([['±1σ, I', expect.closeTo(0.8, 9)]]);
});

test('an efficiency against its variable, in the unit of the axis', async () => {
  const own = { efficiency: { height: 1, steepness: 4, midpoint: 0.5, offset: 0 }, variations: {} };
  const variable = { label: 'Energy', unit: 'keV', from: 0, to: 1000, perUnit: 1e-3 };
  const { x, curves, bands } = await curvesOf({ shows: 'efficiency', own, variable }, { efficiency: efficiencyModel });
  expect(x).toMatchObject({ label: 'Energy', unit: 'keV' });
  expect(curves[0]!.pieces[0]!.find(([at]) => at === 500)![1]).toBeCloseTo(0.5, 9);
  expect(bands).toBeUndefined();
});

test('recoil spectra: templates times weights, summed over isotopes of an element, per keV', async () => {
  const shape = [2];
  const spectra = {
    'nue/Cs133/pp': { shape, data: Float64Array.of(2, 1) },
    'nue/I127/pp': { shape, data: Float64Array.of(4, 0) },
    'nue/I127/nn': { shape, data: Float64Array.of(10, 0) },
  };
  const grid = { recoilEnergiesMeV: { shape, data: Float64Array.of(0.001, 0.01) } };
  const weights = [
    {
      species: 'nue',
      flavour: 'nue',
      templates: { pp: [{ coefficient: 1000, powers: {} }], nn: [{ coefficient: 100, powers: { eps: 1 } }] },
    },
  ];
  const { curves } = await curvesOf(
    { shows: 'recoil', own: { weights, at: { eps: 2 } } },
    {},
    { grid: { arrays: grid }, spectra: { arrays: spectra } },
  );
  expect(curves).toEqual([
    {
      label: 'Cs',
      pieces: [
        [
          [1, 2],
          [10, 1],
        ],
      ],
    },
    {
      label: 'I',
      pieces: [
        [
          [1, 4 + 2],
          [10, 0],
        ],
      ],
    },
  ]);
});
