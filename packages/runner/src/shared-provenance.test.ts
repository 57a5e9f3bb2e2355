import { expect, test } from 'vitest';
import type { ProvenanceRecord } from './provenance.ts';
import { sharedProvenanceText, withShared } from './shared-provenance.ts';

const stage = (gain: number, key: string): ProvenanceRecord['stages'][string] => ({
  kind: 'scale',
  key,
  modules: { entry: '@toy/scale' },
  parameters: { gain, edges: [0, 1, 2] },
  inputs: { counts: { file: 'counts.csv', digest: 'aa' } },
  outputs: { scaled: { type: 'json', digest: `${key}${key}`, size: 12 } },
});

const record: ProvenanceRecord = {
  format: 'cevns-provenance-1',
  graph: 'toy',
  runtime: { node: '20.0.0', platform: 'linux', architecture: 'x64', packages: { cevns: '1' } },
  files: [{ label: 'counts.csv', digest: 'aa' }],
  code: { '@toy/scale': { digest: 'cc', files: { 'toy/scale': 'dd' } } },
  stages: { 'toy/a': stage(2, 'k1'), 'toy/b': stage(2, 'k2'), 'toy/c': stage(3, 'k3') },
  missing: ['toy/d'],
  results: { 'a.json': { stage: 'toy/a', output: 'scaled' } },
};

const textOf = (of: ProvenanceRecord): string =>
  [...sharedProvenanceText({ ...of, stages: () => Object.entries(of.stages) })].join('');

test('the text is JSON that stands for the very record', () => {
  expect(withShared(JSON.parse(textOf(record)))).toEqual(record);
  const empty = { ...record, stages: {}, results: {}, missing: [] };
  expect(withShared(JSON.parse(textOf(empty)))).toEqual(empty);
});

test('equal parameters stand in it once, and every stage has a line', () => {
  const text = textOf(record);
  expect(text.split('"gain":2')).toHaveLength(2);
  expect(text.split('\n').filter((line) => line.startsWith('"toy/'))).toHaveLength(3);
});

test('a record in its plain form, and what is no record, stay as they are', () => {
  expect(withShared(record)).toBe(record);
  for (const other of [null, 7, 'text', [], { shared: 1 }]) expect(withShared(other)).toEqual(other);
});
