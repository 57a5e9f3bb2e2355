import type { ProvenanceRecord, RunTimings } from '@cevns/runner/provenance';
import { expect, test } from 'vitest';
import { withProvenance } from './report-provenance.ts';

const digest = (digit: string): string => digit.repeat(64);
const stage = (key: string, inputs: object, parameters: object = {}) => ({
  kind: 'flux',
  key: digest(key),
  modules: { entry: '@cevns/studies/stages/flux' },
  parameters,
  inputs,
  outputs: {},
});
const record = {
  format: 'cevns-provenance-1',
  graph: 'small',
  runtime: { node: '20.20.2', platform: 'linux', architecture: 'x64', packages: { cevns: '0.1.0' } },
  files: [{ label: '<b>events.csv', digest: digest('e') }],
  code: { '@cevns/studies/stages/flux': { digest: digest('c'), files: {} } },
  stages: {
    'small/a': stage('a', { from: { stage: 'small/z', output: 'x', digest: digest('x') } }, { toys: { seed: 7 } }),
    'small/z': stage('b', { events: { file: '<b>events.csv', digest: digest('e') } }),
  },
  missing: [],
  results: {},
} as unknown as ProvenanceRecord;
const timings: RunTimings = {
  format: 'cevns-timings-1',
  run: 'r1',
  durationMs: 1234,
  stages: { 'small/a': { status: 'ran', durationMs: 12.3 }, 'small/z': { status: 'cached' } },
};
const page = '<p>before</p><!-- slot provenance --><p>after</p>';

test('versions, seeds, digests and the graph, each stage after what it takes from', () => {
  const html = withProvenance(page, record);
  expect(html).toContain('cevns 0.1.0, Node.js 20.20.2, linux x64');
  expect(html).toContain('<dt>Seeds</dt><dd>a: 7</dd>');
  expect(html).toContain(digest('e'));
  expect(html).toContain(digest('c'));
  expect(html).toContain('&lt;b&gt;events.csv');
  expect(html).not.toContain('<b>');
  expect(html.indexOf('<th scope="row">z</th>')).toBeLessThan(
    html.indexOf('<th scope="row">a</th><td class="wrap">z</td>'),
  );
  expect(html).toMatch(/^<p>before<\/p>.*<p>after<\/p>$/s);
});

test('times and the state of the store come only when they are given, since they differ from run to run', () => {
  expect(withProvenance(page, record)).not.toMatch(/ ms|in the store|computed/);
  const html = withProvenance(page, record, timings);
  expect(html).toContain('<td>computed</td><td class="right">12 ms</td>');
  expect(html).toContain('<td>in the store</td>');
  expect(html).toContain('r1, 1.23 s');
});

test('a record whose stages go in circles is shown all the same', () => {
  const circle = { stage: 'small/a', output: 'x', digest: digest('x') };
  const stages = { 'small/a': { ...record.stages['small/a']!, inputs: { circle } } };
  expect(withProvenance(page, { ...record, stages })).toContain('The graph of 1 stages');
});
