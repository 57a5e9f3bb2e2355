import { describe, expect, test } from 'vitest';
import { foundProblems, graphOf, parametersAt, sections } from '../testing/written-study.ts';

const inputs = sections.inputs!.replace(/data: .*/, 'data: asimov');

interface Parts {
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
}: Parts) => ({
  inputs,
  systematics: '',
  detector: `
  target: { material: CsI, mass: 2 }
  quenching: { model: constant, factor: 0.2 }
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
      'E403 {',
      'this is in keVee, and the efficiency is',
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
    ['a smearing in keVee of PE', { observables: IN_PE }, 'E606 {', 'gives an energy in keVee'],
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
