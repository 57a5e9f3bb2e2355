import { orderGraph } from '@cevns/runner/graph';
import type { StageSpec } from '@cevns/runner/stage';
import { expect, test } from 'vitest';
import { SharedGraph } from './shared-graph.ts';

const stage = (id: string, kind: string, parameters: object, inputs: StageSpec['inputs'] = {}): StageSpec => ({
  id: `study/${id}`,
  kind,
  modules: { entry: `@toy/${kind}` },
  parameters: parameters as StageSpec['parameters'],
  inputs,
  outputs: ['out'],
});
const from = (id: string) => ({ from: { stage: `study/${id}`, output: 'out' } });
const study = (gain: number): StageSpec[] => [
  stage('source', 'source', { seed: 1 }),
  stage('scaled', 'scale', { gain }, from('source')),
  stage('sum', 'sum', {}, from('scaled')),
];

test('stages that compute the same from the same are one; what follows from a difference is apart', () => {
  const shared = new SharedGraph();
  const first = shared.add('c/1', { name: 'study', stages: study(2) });
  const second = shared.add('c/2', { name: 'study', stages: study(3) });
  const third = shared.add('c/3', { name: 'study', stages: study(2) });
  expect(shared.stages.map(({ id }) => id)).toEqual(['c/1/source', 'c/1/scaled', 'c/1/sum', 'c/2/scaled', 'c/2/sum']);
  expect([...third]).toEqual([...first]);
  expect(second.get('study/source')).toBe('c/1/source');
  expect(orderGraph({ name: 'c', stages: shared.stages }).stages).toHaveLength(5);
});

test('equal parameters are one object', () => {
  const shared = new SharedGraph();
  for (const gain of [1, 2, 3]) shared.add(`c/${gain}`, { name: 'study', stages: study(gain) });
  const sums = shared.stages.filter(({ kind }) => kind === 'sum');
  expect(sums).toHaveLength(3);
  expect(new Set(sums.map(({ parameters }) => parameters)).size).toBe(1);
});

test('the same stage with another module, file or output is another stage', () => {
  const base = stage('a', 'read', {}, { table: { file: '/x.csv', label: 'x.csv' } });
  const others: StageSpec[] = [
    { ...base, modules: { entry: '@toy/other' } },
    { ...base, inputs: { table: { file: '/y.csv', label: 'x.csv' } } },
    { ...base, outputs: ['other'] },
  ];
  const shared = new SharedGraph();
  [base, ...others].forEach((one, i) => {
    shared.add(`c/${i}`, { name: 'study', stages: [one] });
  });
  expect(shared.stages).toHaveLength(4);
});
