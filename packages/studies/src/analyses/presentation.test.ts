import type { ReportBlock } from '@cevns/plotting/report/report';
import { expect, test } from 'vitest';
import type { AnalysesResult } from '../generated/summary.ts';
import { eventLine, type Titles } from './presentation.ts';
import { analyses } from './registry.ts';

const resultBlocks = (result: AnalysesResult, titles: Titles = {}) =>
  analyses[result.kind]!.presentation.blocks(result, titles);

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
  return block.rows.map((row) => row.map((cell) => (typeof cell === 'string' ? cell : cell.text)));
}

function factsOf(blocks: readonly ReportBlock[]): Record<string, unknown> {
  const entries = blocks.flatMap((block) => (block.kind === 'facts' ? block.entries : []));
  return Object.fromEntries(entries.map(({ term, value }) => [term, value]));
}

test('a fit: values rounded as the Particle Data Group does, units, held parameters last', () => {
  expect(rows(resultBlocks(fit)[0])).toEqual([
    ['onset', '0.432^{+0.013}_{-0.012} μs', '0.012', ''],
    ['flux', '1.01 ± 0.10', '0.10', '0.12'],
    ['held', '1 (held)', '', ''],
  ]);
});

test('a fit: an interval that is open on one side says so, and a held parameter is not pulled', () => {
  const note = 'no minus error: the bound of the parameter comes first';
  const parameters = {
    strength: { value: 0, error: null, minus: null, plus: 0.123, fixed: false, note },
    flux: { value: 1.2, error: null, minus: null, plus: null, fixed: true, prior: { mean: 1, sigma: 0.1 }, pull: 2 },
  };
  const blocks = resultBlocks({ ...fit, parameters } as AnalysesResult, { parameters: { strength: 'CEvNS strength' } });
  expect(rows(blocks[0])).toEqual([
    ['CEvNS strength', '0.00^{+0.12}', '', ''],
    ['flux', '1.2 (held)', '', ''],
  ]);
  expect(blocks[1]).toEqual({ kind: 'paragraph', text: `CEvNS strength: ${note}.` });
});

test('a fit: correlations below the diagonal, with two decimals', () => {
  const correlation = {
    parameters: ['a', 'b', 'c'],
    matrix: [
      [1, -0.123, 0.5],
      [-0.123, 1, -0.001],
      [0.5, -0.001, 1],
    ],
  };
  expect(rows(resultBlocks({ ...fit, correlation } as AnalysesResult, { parameters: { b: 'Beta' } }).at(-1))).toEqual([
    ['1 a', '', ''],
    ['2 Beta', '-0.12', ''],
    ['3 c', '0.50', '0.00'],
  ]);
});

test('a fit: pulls have bars, correlations are shaded by their size', () => {
  const correlation = {
    parameters: ['a', 'b'],
    matrix: [
      [1, -0.123],
      [-0.123, 1],
    ],
  };
  const blocks = resultBlocks({ ...fit, correlation } as AnalysesResult);
  const cellsOf = (block: ReportBlock | undefined) => (block?.kind === 'table' ? block.rows : []);
  expect(cellsOf(blocks[0])[1]![3]).toEqual({ text: '0.12', bar: 0.123 });
  expect(cellsOf(blocks.at(-1))[1]![1]).toEqual({ text: '-0.12', shade: -0.123 });
});

test('main numbers: what was fitted without a prior, with its convention', () => {
  const { highlights } = analyses.fit!.presentation;
  expect(highlights!(fit, { parameters: { onset: 'Onset' } })).toEqual([
    { quantity: 'Onset', value: '0.432^{+0.013}_{-0.012} μs', convention: 'profile likelihood' },
    expect.objectContaining({ quantity: 'Flux-averaged cross section' }),
  ]);
});

test('a fit: how good it is, in words, with what to beware of', () => {
  const goodness = {
    'p-value': 0.61234,
    'degrees-of-freedom': 97,
    method: 'approximate: chi2 tail',
    'sparse-bins': 60,
  };
  expect(factsOf(resultBlocks({ ...fit, 'goodness-of-fit': goodness } as AnalysesResult))).toMatchObject({
    'Goodness of fit':
      'p ≈ 0.61 with 97 degrees of freedom (approximate: χ^{2} tail; 60 of 99 bins expect fewer than 5 events)',
    Minimisation: 'converged',
  });
  expect(factsOf(resultBlocks(fit))).not.toHaveProperty('Goodness of fit');
});

test('a fit: fitted and observed events', () => {
  expect(
    rows(resultBlocks(fit, { components: { steady: 'Steady state' }, parameters: { cevns: 'not this' } })[1]),
  ).toEqual([
    ['Steady state', '50.0'],
    ['cevns', '306.7'],
    ['Total', '356.7'],
    ['Observed', '350'],
  ]);
});

test('the cross section stands beside that of the Standard Model', () => {
  expect(factsOf(resultBlocks(fit))['Flux-averaged cross section']).toMatch(/^165.*30.*10\^\{−40\}.*189\.0\)$/);
});

test('an Asimov observation is not rounded to whole events', () => {
  const predicted = { kind: 'predict', at: {}, components: { cevns: 1.25 }, total: 1.25, observed: 1.25, bins: 1 };
  expect(rows(resultBlocks(predicted as unknown as AnalysesResult)[0]).at(-1)).toEqual(['Observed', '1.25']);
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

test('a contour tells where its lines go, and how far the Standard Model is from the best fit', () => {
  const axis = (parameter: string) => ({ parameter, spacing: 'linear' as const, values: [0, 1] });
  const contour = {
    kind: 'contour',
    x: { ...axis('a'), unit: 'MeV' },
    y: axis('b'),
    delta: [
      [0, 1],
      [1, null],
    ],
    failed: 1,
    best: { values: { a: 0.25, b: 0.5 }, statistic: 80 },
    'standard-model': { values: { a: 0 }, delta: 1.2345 },
    contours: [
      {
        confidence: 0.9,
        level: 4.605,
        lines: [
          {
            closed: true,
            allowed: 'inside',
            points: [
              [0.1, 0.2],
              [0.3, 0.2],
              [0.3, 0.7],
            ],
          },
        ],
      },
      { confidence: 0.95, level: 5.991, lines: [] },
    ],
    'degrees-of-freedom': 2,
    evaluations: 4,
    status,
  } as AnalysesResult;
  const blocks = resultBlocks(contour, { parameters: { b: 'β' } });
  expect(JSON.stringify(blocks[0])).toContain('a (MeV) = 0.25, β = 0.5');
  expect(JSON.stringify(blocks[0])).toContain('1.234');
  expect(rows(blocks[1])).toEqual([
    ['90 %', '4.605', 'closed, allowed inside', '0.1 to 0.3', '0.2 to 0.7'],
    ['95 %', '5.991', 'none in the range', '', ''],
  ]);
  expect(analyses.contour!.presentation.lines(contour)).toEqual([
    'best fit: a 0.25, b 0.5',
    'Standard Model: statistic higher by 1.234',
    '90 %: 1 closed and 0 open contour',
    '95 %: no line in the range',
  ]);
  const [first] = (contour as unknown as { readonly contours: object[] }).contours;
  const hidden = { ...contour, contours: [{ ...first, unresolved: [[0.25, 0.5]] }] } as AnalysesResult;
  const warning = 'not drawn: the region around (0.25, 0.5), which is too narrow for the points of the plane';
  expect(analyses.contour!.presentation.lines(hidden)[2]).toContain(`90 %: 1 closed and 0 open contour; ${warning}`);
  expect(JSON.stringify(resultBlocks(hidden))).toContain('Not drawn at 90 %');
});

test('a limit is said with its unit and its convention', () => {
  const limit = {
    kind: 'limit',
    parameter: 'mu',
    unit: '1e-10 mu_B',
    confidence: 0.9,
    convention: { name: 'delta-chi2', statement: 'rise by 2.706' },
    border: 0,
    upper: 28.6412,
    status,
  } as AnalysesResult;
  const { lines } = analyses.limit!.presentation;
  expect(lines(limit)).toEqual(['mu: upper limit at 90 % 28.64 × 1e-10 mu_B (rise by 2.706)']);
  const { upper: _, ...curve } = limit as AnalysesResult & { upper: number };
  const against = { parameter: 'mass', spacing: 'log', values: [1, 10, 100] };
  const scanned = { ...curve, against, curve: [2, null, 5] } as unknown as AnalysesResult;
  expect(lines(scanned)).toEqual(['mu: upper limit at 90 % 2 to 5 × 1e-10 mu_B against mass (rise by 2.706)']);
  expect(JSON.stringify(resultBlocks(limit))).toContain('28.64 × 10^{-10} μ_{B}');
  expect(JSON.stringify(resultBlocks({ ...limit, upper: null } as AnalysesResult))).toContain('none within the bound');
});

test('small numbers of events have digits, large ones one decimal', () => {
  const components = { csi: 312.44, ten: 10, ge: 1.7166, low: 0.021449, tiny: 3.1e-5, none: 0, less: -0.5 };
  expect(eventLine(components)).toBe('csi 312.4, ten 10.0, ge 1.72, low 0.0214, tiny 3.10e-5, none 0.0, less -0.500');
});
