import { expect, test } from 'vitest';
import { graphOf, parametersAt, problemsOf, sections, stageNamed } from '../testing/written-study.ts';
import type { InteractionsParameters } from './interactions.ts';

const analysis = (reactions: string, more = '') => ({
  analysis: `{ cc: { kind: interactions, reactions: ${reactions}${more} } }`,
});
const oscillating = {
  inputs: `${sections.inputs}\n  oscillation: { model: sterile-3+1 }`,
  parameters: '\n  s2_14: { of: oscillation }\n  split: { of: oscillation.dm2_41, range: [0 eV^2, 2 eV^2] }',
};
const own =
  '{ name: own, target: Cs, flavour: nue, table: /data/own.csv, energy: { column: E, unit: GeV }, cross-section: { column: s, unit: 1e-40 cm^2 } }';

test('a stage of its own: source and reactions, neither a model nor what the detector sees', () => {
  const { stages } = graphOf(analysis(`[nue-i127, ${own}]`)).graph;
  const stage = stageNamed(stages, 'analysis/cc');
  expect(stage.inputs).toEqual({ 'table/own': { file: '/data/own.csv', label: 'own.csv' } });
  expect(stage.modules).toEqual({
    entry: '@cevns/studies/analyses/interactions',
    source: '@cevns/sources/models/stopped-pion',
    'reaction:nue-i127': '@cevns/physics/inelastic/nue-i127',
  });
  const { reactions, values, ...rest } = parametersAt<InteractionsParameters>(stages, 'analysis/cc');
  expect(values).toEqual({});
  expect(JSON.stringify(rest)).not.toContain('pulse');
  expect(reactions).toMatchObject([
    { name: 'nue-i127', isotopes: ['I127'] },
    {
      name: 'own',
      isotopes: ['Cs133'],
      flavours: ['nue'],
      table: { energy: { column: 'E', unit: 1000 }, crossSection: { column: 's', unit: 1e-40 } },
    },
  ]);
  expect(reactions[0]!.nuclei).toBeCloseTo(reactions[1]!.nuclei, -10);
});

test('what the detector and the likelihood are does not change the stage', () => {
  const stageOf = (changes: object) =>
    stageNamed(graphOf({ ...analysis('[nue-i127]'), ...changes }).graph.stages, 'analysis/cc');
  const other = { detector: sections.detector!.replace('factor: 0.09', 'factor: 0.1') };
  expect(stageOf(other)).toEqual(stageOf({}));
});

test('free parameters of the oscillation have their starts, or the values of `at:`', () => {
  const valuesAt = (more: string) =>
    parametersAt<InteractionsParameters>(
      graphOf({ ...oscillating, ...analysis('[nue-i127]', more) }).graph.stages,
      'analysis/cc',
    ).values;
  expect(valuesAt('')).toEqual({ s2_14: 0, split: 1 });
  expect(valuesAt(', at: { s2_14: 0.1, split: 1.5 eV^2 }')).toEqual({ s2_14: 0.1, split: 1.5 });
});

test('a table may come from a command', () => {
  const table = own.replace('/data/own.csv', '{ command: maker, output: own.csv }');
  const commands = '{ maker: { program: /data/maker.py, outputs: [own.csv] } }';
  const { stages } = graphOf({ ...analysis(`[${table}]`), commands }).graph;
  expect(stages.map(({ id }) => id)).toContain('small/command/maker');
  expect(problemsOf(analysis(`[${table}]`))).toEqual(['E607 maker']);
});

test('what does not go together', () => {
  expect(problemsOf(analysis('[nue-ar40]'))).toEqual(['E606 nue-ar40']);
  expect(problemsOf(analysis(`[${own.replace('target: Cs', 'target: Cs137')}]`))).toEqual(['E606 Cs137']);
  expect(problemsOf(analysis('[nue-i127, nue-i127]'))).toEqual(['E606 nue-i127']);
  expect(problemsOf(analysis(`[${own.replace('name: own', 'name: nue-d')}]`))).toEqual(['E606 nue-d']);
  expect(problemsOf(analysis('[nue-i127]', ', at: { strength: 2 }'))).toEqual(['E606 2']);
  expect(problemsOf(analysis('[nue-i127]', ', experiment: far'))).toEqual(['E606 far']);
  const outputs = '[{ kind: table, of: cc, file: cc.csv }]';
  expect(problemsOf({ ...analysis('[nue-i127]'), outputs })).toEqual(['E606 cc']);
});
