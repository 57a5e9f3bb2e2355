import * as ar40 from '@cevns/physics/inelastic/nue-ar40';
import * as i127 from '@cevns/physics/inelastic/nue-i127';
import * as reactorModel from '@cevns/sources/models/reactor';
import * as stoppedPion from '@cevns/sources/models/stopped-pion';
import * as sterile from '@cevns/sources/oscillations/sterile';
import { expect, test } from 'vitest';
import type { InteractionsResult } from '../generated/summary.ts';
import { call } from '../testing/artifacts.ts';
import { presentation } from './interactions.presentation.ts';
import { run } from './interactions.ts';

const source = { exposure: 3.198e23, 'neutrinos-per-proton-per-flavour': 0.0848 };
const one = [{ coefficient: 1, powers: {} }];
const weights = ['nue', 'numu', 'numubar', 'nuebar'].map((flavour) => ({
  species: flavour,
  flavour,
  templates: { [flavour]: one },
}));
const iodine = { name: 'nue-i127', flavours: ['nue'], source: 'measured', isotopes: ['I127'], nuclei: 2e25 };
const own = {
  name: 'own',
  flavours: ['nue', 'numu', 'numubar'],
  source: 'made up',
  isotopes: ['Cs133'],
  nuclei: 1e25,
  table: { input: 'table/own', energy: { column: 'E', unit: 1e3 }, crossSection: { column: 's', unit: 1e-40 } },
};
const modules = { source: stoppedPion, 'reaction:nue-i127': i127, 'reaction:nue-ar40': ar40 };

async function resultOf(parameters: object, table = 'E,s\n0,0\n0.06,3600\n', more = {}): Promise<InteractionsResult> {
  const { result } = await call(run, {
    parameters: { source, baselineM: 20, weights, values: {}, ...parameters },
    inputs: { 'table/own': { text: table } },
    modules: { ...modules, ...more },
  });
  return result!.json() as unknown as InteractionsResult;
}

test('a named reaction: fluence times nuclei times the measured average', async () => {
  const fluence = (3.198e23 * 0.0848) / (4 * Math.PI * 2000 ** 2);
  const found = (await resultOf({ reactions: [iodine] })).reactions['nue-i127']!;
  expect(found['cross-section'].value / 9.2e-40).toBeCloseTo(1, 9);
  expect(found.events / (fluence * 2e25 * 9.2e-40)).toBeCloseTo(1, 9);
  expect(found.fluence.value / fluence).toBeCloseTo(1, 12);
  expect(found).toMatchObject({
    flavours: ['nue'],
    isotopes: ['I127'],
    threshold: { value: 0.662, unit: 'MeV' },
    'relative-uncertainty': 0.21,
  });
});

test('a table in its units, for several flavours: E^2 in 1e-40 cm^2 averages to the mean of E^2', async () => {
  const { events, ...found } = (await resultOf({ reactions: [own] })).reactions.own!;
  // Means of E^2 in units of (m_mu / 2)^2: 2/5 for nu_e and 8/15 for anti-nu_mu; the line at its energy.
  const end = 105.6583755 / 2;
  const line = (139.57039 ** 2 - 105.6583755 ** 2) / (2 * 139.57039);
  const expected = ((2 / 5) * end ** 2 + (8 / 15) * end ** 2 + line ** 2) / 3;
  expect(found['cross-section'].value / (expected * 1e-40)).toBeCloseTo(1, 6);
  expect(events / (found['cross-section'].value * found.fluence.value * 1e25)).toBeCloseTo(1, 12);
});

test('thresholds: below the first energy of a table there is nothing', async () => {
  const line = { ...own, flavours: ['numu'] };
  const at = async (from: number) =>
    (await resultOf({ reactions: [line] }, `E,s\n${from},1\n0.06,1\n`)).reactions.own!.events;
  expect(await at(0.0297)).toBeGreaterThan(0);
  expect(await at(0.0299)).toBe(0);
});

test('oscillation: what arrives is less, and of other flavours', async () => {
  const lost = (coefficient: number) => [{ coefficient, powers: { s: 1 } }];
  const oscillating = {
    oscillation: { convention: 'sin2-2theta' },
    shape: {
      parameter: 'split',
      owner: 'oscillation',
      of: [],
      setting: 'dm2_41',
      scale: 'linear',
      from: 0,
      to: 1e4,
      knots: 17,
    },
    weights: [
      { species: 'nue', flavour: 'nue', templates: { nue: one } },
      { species: 'nue~oscillating', flavour: 'nue', templates: { nue: lost(-1), nutau: lost(1) } },
    ],
  };
  const at = async (s: number, split: number, reaction: object = iodine) => {
    const parameters = { ...oscillating, values: { s, split }, reactions: [reaction] };
    const [found] = Object.values((await resultOf(parameters, undefined, { oscillation: sterile })).reactions);
    return found!.events;
  };
  const all = await at(0, 1);
  expect(await at(0.4, 0)).toBeCloseTo(all, 12);
  // Over many oscillations half of the amplitude is gone.
  expect((await at(0.4, 4000)) / all).toBeCloseTo(1 - 0.4 / 2, 3);
  const active = { ...iodine, flavours: ['nue', 'nutau'] };
  expect((await at(0.4, 3, active)) / all).toBeCloseTo(1, 12);
});

test('neutrinos that do not react, and more energetic ones than a cross section is known for, are told', async () => {
  const reactor = {
    'thermal-power': 1e10,
    exposure: 1e12,
    'fission-fractions': { U235: 1 },
    spectra: 'huber-mueller',
    'low-energy': 'cut',
  };
  const parameters = { source: reactor, reactions: [{ ...iodine, name: 'nue-ar40' }] };
  await expect(resultOf(parameters, undefined, { source: reactorModel })).rejects.toThrow(
    '`nue-ar40` is a reaction of nue, and the source gives nuebar',
  );
  await expect(resultOf({ reactions: [own] }, 'E,s\n0,0\n0.05,1\n')).rejects.toThrow(/^<table\/own>: .* up to 50 MeV/);
  await expect(resultOf({ reactions: [own] }, 'E,sigma\n0,0\n0.06,1\n')).rejects.toThrow(/^<table\/own>: .*'s'/);
  await expect(resultOf({ reactions: [own] }, 'E,s\n0,0\n0.06,-1\n')).rejects.toThrow(/^<table\/own>: .*>= 0/);
});

test('a reader sees interactions with the uncertainty of the cross section, where there is one', async () => {
  const result = await resultOf({ reactions: [iodine, own] });
  const lines = presentation.lines(result);
  expect(lines[0]).toMatch(/^nue-i127: [\d.]+ ± [\d.]+ interactions, 9\.200e-40 cm\^2 on average$/);
  expect(lines[1]).not.toContain('±');
  const [table] = presentation.blocks(result);
  expect(table).toMatchObject({
    kind: 'table',
    rows: [['nue-i127', 'nue', expect.stringContaining('I127'), '9.2'], []].map((row) => expect.arrayContaining(row)),
  });
});
