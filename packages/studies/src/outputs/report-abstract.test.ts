import { expect, test } from 'vitest';
import { abstractOf } from './report-abstract.ts';

const inputs = {
  source: { title: 'A source', model: 'stopped-pion', exposure: '3.198e23 POT' },
  baseline: '19.3 m',
  interaction: { couplings: 'tree-level', 'form-factor': 'helm', terms: ['standard-model', { term: 'nsi' }] },
  data: 'asimov',
};
const detector = {
  target: { material: 'CsI', mass: '14.6 kg' },
  quenching: { model: 'constant', factor: 0.1 },
  observables: { PE: {}, time: {} },
};
const study = {
  inputs,
  detector,
  region: { PE: ['8 PE', '60 PE'] },
  systematics: { 'neutrino-flux': { scales: 'cevns', uncertainty: '10 %' }, brn: { scales: 'brn' } },
  parameters: { strength: { scales: 'cevns' } },
  analysis: { prediction: { kind: 'predict' }, fit: 'fit' },
};
const said = (tree: unknown) => Object.fromEntries(abstractOf(tree).map(({ term, value }) => [term, value]));

test('a sentence for every section, with quantities as they are written', () => {
  expect(said(study)).toEqual({
    Source: 'A source; exposure 3.198\\times10^{23} POT; at 19.3 m.',
    Detector: '14.6 kg of CsI; quenching constant; observed: PE, time.',
    Data: 'Asimov: the expectation itself in place of counts.',
    Region: 'PE 8 PE to 60 PE.',
    Interaction: 'standard-model + nsi; couplings tree-level; form factor helm.',
    Systematics: 'neutrino-flux (of cevns, 10 %), brn.',
    'Free parameters': 'strength.',
    Analyses: 'prediction (predict), fit.',
  });
});

test('the scale of an energy is said, and no quenching where there is none', () => {
  const { quenching: _, ...calorimeter } = detector;
  const observables = { energy: { binning: { edges: [20, 50], unit: 'eVnr' } }, time: {} };
  expect(said({ ...study, detector: { ...calorimeter, observables } }).Detector).toBe(
    '14.6 kg of CsI; observed: energy in eVnr, time.',
  );
});

test('of a compound, the quenching of each element is said', () => {
  const quenching = { Cs: { model: 'lindhard' }, I: { model: 'constant', factor: 0.1 } };
  expect(said({ ...study, detector: { ...detector, quenching } }).Detector).toBe(
    '14.6 kg of CsI; quenching lindhard (Cs), constant (I); observed: PE, time.',
  );
});

test('of several experiments, what all share is said once', () => {
  const experiments = [
    { name: 'near', baseline: '20 m', systematics: { efficiency: { uncertainty: '1 %' } } },
    { name: 'far', baseline: '121 m' },
  ];
  expect(said({ ...study, inputs: { ...inputs, experiments } })).toMatchObject({
    'Source (near)': expect.stringContaining('at 20 m'),
    'Source (far)': expect.stringContaining('at 121 m'),
    Detector: expect.stringContaining('CsI'),
    Systematics: expect.stringContaining('near-efficiency (1 %)'),
  });
});

test('a reactor: its cores with powers and distances', () => {
  const cores = [{ 'thermal-power': '4.25 GW', distance: '355 m' }, { distance: '469 m' }];
  const reactor = { title: 'Chooz', 'thermal-power': '4 GW', cores };
  expect(said({ inputs: { source: reactor } })).toEqual({
    Source: 'Chooz; 4.25 GW thermal at 355 m; 4 GW thermal at 469 m.',
  });
  expect(said({ inputs: { source: { model: 'reactor', 'thermal-power': '3.9 GW' }, baseline: '17 m' } })).toEqual({
    Source: 'reactor; at 17 m; 3.9 GW thermal.',
  });
});

test('what is not there, or not as expected, is left out', () => {
  expect(abstractOf({})).toEqual([]);
  expect(abstractOf({ inputs: { source: 7, interaction: null }, detector: [] })).toEqual([]);
  expect(said({ inputs: { workspace: 'w.json' } })).toEqual({ Likelihood: 'The workspace w.json.' });
});
