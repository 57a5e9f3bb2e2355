import { toInternal } from '@cevns/language/units';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { foundProblems, graphOf, parametersAt, sections } from '../testing/written-study.ts';
import { keVOfRecoil } from './detector-units.ts';

const inputs = sections.inputs!.replace(/data: .*/, 'data: asimov');

interface Parts {
  /** Model of a quenching with the factor 1; 0.2 unless given. */
  readonly quenching?: string;
  readonly efficiency?: string;
  readonly observables?: string;
  readonly smearing?: string;
  readonly backgrounds?: string;
}

const IN_KEVEE = '{ energy: { binning: { edges: [0, 1, 2, 4] } } }';
const IN_PE = '{ PE: { binning: { edges: [0, 10, 40] } } }';
const POISSON = '{ model: poisson, light-yield: 13 }';

const study = ({
  efficiency,
  observables = IN_KEVEE,
  smearing = '{ model: gaussian, noise: 0.1 }',
  backgrounds,
  quenching,
}: Parts) => ({
  inputs,
  systematics: '',
  detector: `
  target: { material: CsI, mass: 2 }
  quenching: { model: ${quenching ?? 'constant'}, factor: ${quenching === undefined ? 0.2 : 1} }
  smearing: ${smearing}
  observables: ${observables}${efficiency === undefined ? '' : `\n  efficiency: ${efficiency}`}${backgrounds === undefined ? '' : `\n  backgrounds: ${backgrounds}`}`,
});

const response = (parts: Parts) =>
  parametersAt<Record<string, unknown>>(graphOf(study(parts)).graph.stages, 'response');

test('without an efficiency everything is kept, and bins are whole', () => {
  expect(response({})).toMatchObject({ efficiency: { value: 1 }, finePerBin: 1 });
});

test('quantities of any unit become numbers, those of variations too', () => {
  const own = { 'electron-equivalent-energy': 1.5 };
  const written = JSON.stringify({ model: 'erf', midpoint: own, width: { 'electron-equivalent-energy': 0.2 } });
  expect(response({ efficiency: written }).efficiency).toEqual({ midpoint: 1.5, width: 0.2 });
  expect(response({ efficiency: written }).finePerBin).toBe(86);
});

test('an efficiency in the recoil energy, and one in keVee of a detector that counts photoelectrons', () => {
  const recoil = '{ model: step, in: recoil-energy, from: { recoil-energy: 0.01 } }';
  expect(response({ efficiency: recoil })).toMatchObject({
    efficiencyIn: 'recoil-energy',
    efficiency: { from: 0.01 },
    finePerBin: 1,
  });
  const energy = '{ model: step, in: energy, from: { electron-equivalent-energy: 1 } }';
  const settings = response({ efficiency: energy, observables: IN_PE, smearing: POISSON });
  expect(settings).toMatchObject({ efficiencyIn: 'energy', efficiency: { from: 1 }, finePerBin: 1 });
});

test('electrons are an observable of the recoil energy', () => {
  const smearing = '{ model: counted-electrons, energy-per-electron: 0.00375 }';
  const observables = '{ electrons: { binning: { edges: [0.5, 1.5, 4.5] } } }';
  expect(response({ observables, smearing }).finePerBin).toBe(1);
  const efficiency = '{ model: step, from: 1 }';
  expect(response({ observables, smearing, efficiency })).toMatchObject({
    observable: 'electrons',
    fineBinWidth: 1,
    fineBinOrigin: 0.5,
  });
});

test('lines are energies in front of a detector that counts photoelectrons', () => {
  const backgrounds =
    '{ a: { events: 5, PE: { model: lines, lines: [{ energy: { electron-equivalent-energy: 2 } }] } } }';
  const { stages } = graphOf(study({ observables: IN_PE, smearing: POISSON, backgrounds })).graph;
  expect(parametersAt<Record<string, unknown>>(stages, 'backgrounds')).toMatchObject({
    backgrounds: { a: { PE: { parameters: { lines: [{ energy: 2 }] } } } },
  });
});

const IN_KEVNR = '{ energy: { binning: { edges: [20, 50, 100], unit: eVnr } } }';

describe('bins of the recoil energy', () => {
  const recoils = (parts: Parts) => ({
    ...study({ observables: IN_KEVNR, smearing: 'none', ...parts }),
    region: '{ energy: [{ recoil-energy: 3.0e-5 }, { recoil-energy: 1.0e-4 }] }',
  });
  const lowered = (parts: Parts) =>
    graphOf({ ...recoils(parts), detector: recoils(parts).detector.replace(/ {2}quenching: .*\n/, '') });
  const ofStage = (parts: Parts, name = 'response') =>
    parametersAt<Record<string, unknown>>(lowered(parts).graph.stages, name);

  test('are in keV, and nothing is quenched', () => {
    expect(ofStage({})).toMatchObject({
      binning: { energy: [0.02, 0.05, 0.1] },
      region: { energy: [0.03, 0.1] },
      quenching: { factor: 1 },
    });
  });

  test('a resolution and an efficiency are in keV, an efficiency in the energy before it in MeV', () => {
    const smearing = '{ model: gaussian, stochastic: { recoil-energy: 2.0e-6 }, noise: { recoil-energy: 7.0e-6 } }';
    const steep =
      'height: 1, steepness: { inverse-recoil-energy: 3.0e+5 }, midpoint: { recoil-energy: 4.1e-5 }, offset: 0';
    expect(ofStage({ smearing, efficiency: `{ model: logistic, ${steep} }` })).toMatchObject({
      smearing: { stochastic: 0.002, noise: 0.007 },
      efficiency: { steepness: 300, midpoint: 0.041 },
    });
    expect(ofStage({ efficiency: `{ model: logistic, in: recoil-energy, ${steep} }` })).toMatchObject({
      efficiency: { steepness: 3e5, midpoint: 4.1e-5 },
      efficiencyIn: 'recoil-energy',
    });
  });

  test('shapes of backgrounds are in keV', () => {
    const backgrounds = `{
      a: { events: 5, energy: { model: exponential-in-energy, scale: { recoil-energy: 3.0e-5 } } },
      b: { events: 5, energy: { model: lines, lines: [{ energy: { recoil-energy: 1.12e-4 } }] } } }`;
    expect(ofStage({ backgrounds }, 'backgrounds')).toMatchObject({
      backgrounds: {
        a: { energy: { parameters: { scale: 0.03 } } },
        b: { energy: { parameters: { lines: [{ energy: 0.112 }] } } },
      },
    });
  });
});

test('bins in eVee and MeVee are in keVee', () => {
  const edges = (binning: string) =>
    response({ observables: `{ energy: { binning: ${binning} } }` }).binning as Record<string, number[]>;
  expect(edges('{ edges: [200, 300.1], unit: eVee }')).toEqual({ energy: [0.2, 0.3001] });
  expect(edges('{ edges: [0.0021, 2], unit: MeVee }')).toEqual({ energy: [2.1, 2000] });
});

test('a recoil energy is the number of keV that was written, whatever its unit', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 999_999_999 }), fc.integer({ min: -9, max: 0 }), (digits, power) => {
      const written = `${digits}e${power}`;
      expect(keVOfRecoil(toInternal(`${written} keVnr`, 'recoil-energy'))).toBe(Number(written));
      expect(keVOfRecoil(toInternal(`${written} eVnr`, 'recoil-energy'))).toBe(Number(`${digits}e${power - 3}`));
      expect(keVOfRecoil(toInternal(`${written} MeVnr`, 'recoil-energy'))).toBe(Number(`${digits}e${power + 3}`));
    }),
  );
});

describe('refused', () => {
  const falling = '{ model: exponential-in-energy, scale: { photoelectrons: 3 } }';
  test.each<[string, Parts, string, string]>([
    [
      'PE in a detector in keVee',
      { efficiency: '{ model: step, from: { photoelectrons: 3 } }' },
      'E403 {',
      'this is in PE, and the detector observes energy',
    ],
    [
      'keVee where the efficiency is in keVnr',
      { efficiency: '{ model: step, in: recoil-energy, from: { electron-equivalent-energy: 1 } }' },
      'E404 {',
      'this is in keVee, and the efficiency is',
    ],
    [
      'a resolution in keVee of keVnr',
      {
        observables: IN_KEVNR,
        smearing: '{ model: gaussian, noise: { electron-equivalent-energy: 0.01 } }',
        quenching: 'constant',
      },
      'E404 {',
      'this is in keVee, and the detector observes energy in keVnr',
    ],
    [
      'a column in keVnr of an efficiency in keVee',
      { efficiency: '{ model: tabulated, table: /data/e.csv, at: e, unit: keVnr, content: kept }' },
      'E404 keVnr',
      'this is in keVnr, and the detector observes energy',
    ],
    [
      'tables beside bins in eVnr',
      {
        observables: IN_KEVNR,
        smearing: 'none',
        quenching: 'constant',
        backgrounds: '{ a: { events: 5, energy: { model: events, table: /data/off.csv, column: e } } }',
      },
      'E606 eVnr',
      'columns of tables have energies in keVnr, and these bins are in eVnr',
    ],
    [
      'an efficiency in PE without any',
      { efficiency: '{ model: step, in: PE, from: { photoelectrons: 3 } }' },
      'E606 PE',
      'the efficiency is in photoelectrons',
    ],
    [
      'a shape in PE in keVee',
      { backgrounds: `{ a: { events: 5, energy: ${falling} } }` },
      'E403 {',
      'this is in PE, and the detector observes energy',
    ],
    ['a smearing in keVee of PE', { observables: IN_PE }, 'E606 {', 'gives an energy'],
    ['a smearing in PE of keVee', { smearing: POISSON }, 'E606 {', 'gives photoelectrons'],
    [
      'both observables',
      { observables: '{ energy: { binning: { edges: [0, 1] } }, electrons: { binning: { edges: [0, 1] } } }' },
      'E606 energy',
      'the recoil energy twice',
    ],
    [
      'a spectrum whose electrons have no efficiency',
      {
        efficiency: '{ model: step, in: recoil-energy, from: { recoil-energy: 0.01 } }',
        backgrounds: '{ a: { events: 5, energy: argon-39 } }',
      },
      'E606 argon-39',
      'says nothing of the electrons',
    ],
    [
      'an efficiency applied to what is not its variable',
      {
        efficiency: '{ model: step, in: recoil-energy, from: { recoil-energy: 0.01 } }',
        backgrounds: '{ a: { events: 5, energy: { model: flat, efficiency: applied } } }',
      },
      'E606 {',
      'the shape is one in the reconstructed energy',
    ],
  ])('%s', (_, parts, place, message) => {
    const found = foundProblems(study(parts));
    expect(found.map(({ code, word }) => `${code} ${word}`)).toEqual([place]);
    expect(found[0]!.message).toContain(message);
  });
});
