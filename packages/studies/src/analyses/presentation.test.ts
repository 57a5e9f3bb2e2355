import type { ReportBlock } from '@cevns/plotting/report/report';
import { expect, test } from 'vitest';
import type { AnalysesResult } from '../generated/summary.ts';
import { analyses } from './registry.ts';

const resultBlocks = (result: AnalysesResult) => analyses[result.kind]!.presentation.blocks(result);

const status = {
  converged: true,
  edm: 1.23e-12,
  'positive-definite': true,
  'at-limit': [],
  iterations: 5,
  evaluations: 9,
};
const held = { value: 1, error: null, minus: null, plus: null, fixed: true };
const fit = {
  kind: 'fit',
  parameters: {
    flux: {
      value: 1.0123,
      error: 0.1,
      minus: null,
      plus: null,
      fixed: false,
      prior: { mean: 1, sigma: 0.1 },
      pull: 0.123,
    },
    held,
    onset: { value: 0.4321, error: 0.0123, minus: 0.0121, plus: 0.0125, fixed: false, unit: 'us' },
  },
  statistic: 98.76543,
  deviance: 90.1,
  bins: 99,
  components: { steady: 50.04, cevns: 306.66 },
  total: 356.7,
  observed: 350,
  interval: 'profile likelihood',
  status,
  'cross-section': { value: 1.65e-38, minus: 3e-39, plus: 3e-39, unit: 'cm^2', 'standard-model': 1.89e-38 },
} as AnalysesResult;

function rows(block: ReportBlock | undefined): readonly (readonly unknown[])[] {
  if (block?.kind !== 'table') throw new Error('Expected a table');
  return block.rows as readonly (readonly unknown[])[];
}

function factsOf(blocks: readonly ReportBlock[]): Record<string, unknown> {
  const entries = blocks.flatMap((block) => (block.kind === 'facts' ? block.entries : []));
  return Object.fromEntries(entries.map(({ term, value }) => [term, value]));
}

test('a fit: values rounded as the Particle Data Group does, units, held parameters last', () => {
  expect(rows(resultBlocks(fit)[0])).toEqual([
    ['onset', expect.stringMatching(/^0\.432.*0\.01[23].* μs$/), '0.0123', ''],
    ['flux', expect.stringMatching(/^1\.01.*0\.10/), '0.1', '0.12'],
    ['held', '1 (held)', '', ''],
  ]);
});

test('a fit: fitted and observed events', () => {
  expect(rows(resultBlocks(fit)[1])).toEqual([
    ['steady', '50.0'],
    ['cevns', '306.7'],
    ['total', '356.7'],
    ['observed', '350'],
  ]);
});

test('the cross section stands beside that of the Standard Model', () => {
  expect(factsOf(resultBlocks(fit))['Flux-averaged cross section']).toMatch(/^165.*30.*10\^\{−40\}.*189\.0\)$/);
});

test('an Asimov observation is not rounded to whole events', () => {
  const predicted = { kind: 'predict', at: {}, components: { cevns: 1.25 }, total: 1.25, observed: 1.25, bins: 1 };
  expect(rows(resultBlocks(predicted as unknown as AnalysesResult)[0]).at(-1)).toEqual(['observed', '1.25']);
});

test('a significance: the number, what it is against, and by which method', () => {
  const result = {
    kind: 'significance',
    against: { strength: 0 },
    z: 11.61234,
    statistic: 134.8,
    method: 'asymptotic',
  };
  expect(factsOf(resultBlocks(result as unknown as AnalysesResult))).toMatchObject({
    Significance: '11.612 standard deviations',
    Against: 'strength = 0',
    Method: 'asymptotic',
  });
});

test('a profile: an interval without an end is open', () => {
  const intervals = [
    { confidence: 0.6827, level: 1, lower: 0.81234, upper: 1.2 },
    { confidence: 0.9, level: 2.7, lower: null, upper: 1.4 },
  ];
  const result = { kind: 'profile', parameter: 'strength', best: { value: 1, statistic: 2 }, intervals };
  expect(rows(resultBlocks(result as unknown as AnalysesResult)[0])).toEqual([
    ['68.27 %', '0.8123', '1.2'],
    ['90 %', 'open', '1.4'],
  ]);
});
