import { canonicalJson } from '@cevns/runner/json';
import { expect, test } from 'vitest';
import { graphOf, parametersAt, sections, stageNamed } from '../testing/written-study.ts';

function changed(from: string, to: string, section: 'inputs' | 'detector' = 'detector'): string[] {
  const parameters = (changes = {}) =>
    new Map(graphOf(changes).graph.stages.map(({ id, parameters: own }) => [id, canonicalJson(own)]));
  const before = parameters();
  const text = sections[section]!.replace(from, to);
  expect(text).not.toBe(sections[section]);
  return [...parameters({ [section]: text })]
    .filter(([id, own]) => own !== before.get(id))
    .map(([id]) => id.replace('small/', ''));
}

test.each([
  ['the light yield is the response only', 'light-yield: 13', 'light-yield: 14', ['response']],
  ['the mass is the target only', 'mass: 10', 'mass: 11', ['recoil']],
  ['the number of background events is the model only', 'events: 100', 'events: 90', ['model']],
  ['the onset is the timing only', 'start: 0.5', 'start: 0.6', ['timing']],
  [
    'edges in time are not in the response',
    'edges: [0, 1, 6]',
    'edges: [0, 2, 6]',
    ['timing', 'backgrounds', 'data', 'model'],
  ],
  ['the title of the detector is in no stage', 'target:', 'title: Other\n  target:', []],
])('%s', (_, from, to, stages) => {
  expect(changed(from, to).sort()).toEqual([...stages].sort());
});

test('the pulse is no parameter of flux and recoil', () => {
  expect(changed('sigma: 0.15', 'sigma: 0.2', 'inputs')).toEqual(['timing']);
});

test('parameters of backgrounds name an input in place of the path of a file', () => {
  const { stages } = graphOf().graph;
  const text = JSON.stringify(parametersAt(stages, 'backgrounds'));
  expect(text).not.toContain('/data/');
  expect(stageNamed(stages, 'backgrounds').inputs).toEqual({
    'steady/PE': { file: '/data/off.csv', label: 'off.csv' },
  });
});

test('stages get the chosen implementations and no others', () => {
  const inputs = sections.inputs!.replace('helm-lewin-smith', '{ proton: unity, neutron: klein-nystrand }');
  const { stages } = graphOf({ inputs }).graph;
  expect(stageNamed(stages, 'recoil').modules).toEqual({
    entry: '@cevns/studies/stages/recoil',
    source: '@cevns/sources/models/stopped-pion',
    proton: '@cevns/physics/form-factors/unity',
    neutron: '@cevns/physics/form-factors/klein-nystrand',
    'term:standard-model': '@cevns/physics/interactions/standard-model',
  });
  expect(stageNamed(stages, 'backgrounds').modules).toMatchObject({
    'shape:events': '@cevns/detectors/background-shapes/events',
    'shape:exponential': '@cevns/detectors/background-shapes/exponential',
  });
});

test('one form factor for both nucleons is evaluated once', () => {
  const same = (inputs: string) =>
    parametersAt<{ formFactor: { same: boolean } }>(graphOf({ inputs }).graph.stages, 'recoil').formFactor.same;
  expect(same(sections.inputs!)).toBe(true);
  expect(same(sections.inputs!.replace('helm-lewin-smith', '{ proton: unity, neutron: unity }'))).toBe(false);
});
