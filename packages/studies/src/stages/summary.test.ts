import { expect, test } from 'vitest';
import { call } from '../testing/artifacts.ts';
import { run } from './summary.ts';

const good = { converged: true, 'positive-definite': true, 'at-limit': [] };

async function summaryOf(
  results: Record<string, object>,
  more: object = {},
  accuracy: object = { quadrature: 1e-9 },
): Promise<Summary> {
  const inputsNamed = { signals: ['signal:cevns'], warnings: ['warnings:cevns'] };
  const others = { 'signal:cevns': { json: { accuracy } as never }, 'warnings:cevns': { json: [] } };
  const { summary } = await call(run, {
    parameters: { study: 'small', conventions: {}, analyses: Object.keys(results), ...inputsNamed, ...more },
    inputs: {
      ...Object.fromEntries(Object.entries(results).map(([name, json]) => [name, { json: json as never }])),
      ...others,
    },
  });
  return JSON.parse(summary!.text()) as Summary;
}

interface Summary {
  readonly warnings: readonly string[];
  readonly analysis: Readonly<Record<string, unknown>>;
}

test('every number of every analysis is in it, in the order of the study', async () => {
  const summary = await summaryOf({ b: { kind: 'predict', total: 1 / 3 }, a: { kind: 'fit', status: good } });
  expect(Object.keys(summary.analysis)).toEqual(['b', 'a']);
  expect(summary.analysis.b).toEqual({ kind: 'predict', total: 1 / 3 });
  expect(summary.warnings).toEqual([]);
});

test('title and references are there when the study has them', async () => {
  expect(await summaryOf({})).not.toHaveProperty('title');
  expect(await summaryOf({}, { title: 'T', references: ['doi:1'] })).toMatchObject({
    title: 'T',
    references: ['doi:1'],
  });
});

test.each([
  ['a parameter at its limit', { 'at-limit': ['strength'] }, /strength.*limit/],
  ['a Hessian that is not positive definite', { 'positive-definite': false }, /not positive definite/],
  ['bins of negative expectation', { 'negative-bins': 3 }, /\b3\b.*bins/],
])('warned of: %s', async (_, status, text) => {
  const { warnings } = await summaryOf({ own: { kind: 'fit', status: { ...good, ...status } } });
  expect(warnings).toEqual([expect.stringMatching(text)]);
  expect(warnings[0]).toMatch(/^own: /);
});

test('both fits of a significance are judged, and told apart', async () => {
  const status = { ...good, 'at-limit': ['onset'] };
  const { warnings } = await summaryOf({ discovery: { kind: 'significance', status, 'null-status': status } });
  expect(warnings).toHaveLength(2);
  expect(warnings[0]).not.toBe(warnings[1]);
});

test('estimated errors are stated, and warned of where they matter', async () => {
  expect(await summaryOf({})).toMatchObject({ accuracy: { quadrature: 1e-9 }, warnings: [] });
  const { warnings } = await summaryOf({}, {}, { quadrature: 0.02, tabulation: 0.005 });
  expect(warnings).toEqual([
    expect.stringMatching(/recoil.* 2\.0 %/),
    expect.stringMatching(/interpolation.* 0\.50 %/),
  ]);
});
