import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Store } from '@cevns/runner/store';
import type { Summary } from '@cevns/studies/generated/summary';
import { openStudy } from '@cevns/studies/open-study';
import { codeOf, runStudy } from '@cevns/studies/run-study';
import { afterAll, describe, expect, test } from 'vitest';

/**
 * The residual spectrum of CsI[Na] 2017 by chi-squared, against normal equations solved here: with the normalisation of the signal held the
 * model is linear, T s + B b, with one measurement 1 +- 0.25 of b beside the bins.
 */
const home = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const shipped = join(home, 'pipelines/coherent-csi-2017-residual.yaml');
const code = codeOf(home);
const folder = mkdtempSync(join(tmpdir(), 'cevns-measured-'));
const store = new Store(join(folder, 'store'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Fit = Extract<Summary['analysis'][string], { kind: 'fit' }>;
type Matrix = readonly (readonly number[])[];

const ANALYSES = [
  'prediction: predict',
  'cross-section: fit',
  'strength: { kind: fit, fixed: [signal-normalisation] }',
  'discovery: { kind: significance, against: { cevns-strength: 0 }, fixed: [signal-normalisation] }',
  'toys: { kind: toys, parameter: cevns-strength, fixed: [signal-normalisation], toys: 2000 }',
];
const TABLES = ['prediction', 'strength'].map((of) => `{ kind: table, of: ${of}, axis: PE, file: ${of}.csv }`);
const SETS = [
  `analysis={ ${ANALYSES.join(', ')} }`,
  `outputs=[${TABLES.join(', ')}]`,
  // Bounds play no part in normal equations.
  'parameters.cevns-strength={ scales: cevns, range: [-5, 5] }',
];

let count = 0;

async function run(file: string, sets: readonly string[] = SETS) {
  const own = join(folder, String(count++));
  const options = { code, store, folder: own, version: 'test', jobs: 2 };
  const { summary } = await runStudy(await openStudy({ file, home, sets }), options);
  const [header, ...rows] = readFileSync(join(own, 'tables/prediction.csv'), 'utf8').trim().split('\n');
  const column = (name: string) => rows.map((row) => Number(row.split(',')[header!.split(',').indexOf(name)]));
  const { 'cross-section': crossSection, ...results } = (JSON.parse(summary) as { analysis: Results }).analysis;
  return { column, crossSection, ...results };
}

interface Results {
  readonly 'cross-section': Fit;
  readonly strength: Fit;
  readonly discovery: { readonly z: number };
  readonly toys: Toys;
}

interface Toys {
  readonly method: string;
  readonly intervals: readonly { readonly confidence: number; readonly coverage: number }[];
}

/** The inverse of a small symmetric matrix, by elimination. */
function inverse(matrix: Matrix): number[][] {
  const n = matrix.length;
  const rows = matrix.map((row, i) => [...row, ...row.map((_, j) => (i === j ? 1 : 0))]);
  for (let k = 0; k < n; k++) {
    const pivot = rows[k]![k]!;
    rows[k] = rows[k]!.map((value) => value / pivot);
    for (let i = 0; i < n; i++) {
      if (i === k) continue;
      const factor = rows[i]![k]!;
      rows[i] = rows[i]!.map((value, j) => value - factor * rows[k]![j]!);
    }
  }
  return rows.map((row) => row.slice(n));
}

/** Least squares of `observed` = sum over templates, with weights `V`^-1, and the prior of the last template. */
function leastSquares(
  templates: Matrix,
  observed: readonly number[],
  V: Matrix,
  prior: { mean: number; sigma: number },
) {
  const W = inverse(V);
  const weighted = (a: readonly number[], b: readonly number[]) =>
    a.reduce((sum, left, i) => sum + b.reduce((own, right, j) => own + left * W[i]![j]! * right, 0), 0);
  const last = templates.length - 1;
  const information = templates.map((a, i) =>
    templates.map((b, j) => weighted(a, b) + (i === last && j === last ? prior.sigma ** -2 : 0)),
  );
  const right = templates.map((a, i) => weighted(a, observed) + (i === last ? prior.mean / prior.sigma ** 2 : 0));
  const covariance = inverse(information);
  const values = covariance.map((row) => row.reduce((sum, value, j) => sum + value * right[j]!, 0));
  const rest = observed.map((n, bin) => n - templates.reduce((sum, t, i) => sum + values[i]! * t[bin]!, 0));
  const statistic = weighted(rest, rest) + ((values[last]! - prior.mean) / prior.sigma) ** 2;
  return { values, errors: covariance.map((row, i) => Math.sqrt(row[i]!)), statistic };
}

const PRIOR = { mean: 1, sigma: 1.355 / 5.419 };

describe('twelve independent bins', async () => {
  const { column, strength, discovery, toys, crossSection } = await run(shipped);
  const observed = column('observed');
  const V = column('observed_error').map((error, i, all) => all.map((_, j) => (i === j ? error ** 2 : 0)));
  const templates = [column('cevns'), column('brn')];
  const expected = leastSquares(templates, observed, V, PRIOR);

  test('the data are those of the table', () => {
    expect(observed).toEqual([9, 11, 24, 25, 21, 17, 5, 10, 6, 0, 5, 9]);
    expect(column('observed_error')[0]).toBeCloseTo(Math.sqrt(61), 8);
  });

  test('fit, errors and statistic are those of least squares', () => {
    const { value, error, plus, minus } = strength.parameters['cevns-strength']!;
    expect(value).toBeCloseTo(expected.values[0]!, 7);
    expect(error).toBeCloseTo(expected.errors[0]!, 7);
    // The statistic is a parabola.
    expect(plus).toBeCloseTo(expected.errors[0]!, 6);
    expect(minus).toBeCloseTo(expected.errors[0]!, 6);
    expect(strength.parameters.brn!.value).toBeCloseTo(expected.values[1]!, 7);
    expect(strength.statistic).toBeCloseTo(expected.statistic, 7);
    expect(strength['goodness-of-fit']).toMatchObject({ 'degrees-of-freedom': 11, 'sparse-bins': 0 });
  });

  test('so many events as published: 134 +- 22 of a fit to both dimensions', () => {
    expect(Math.abs(strength.components.cevns! - 134)).toBeLessThan(22);
    expect(strength.components.cevns).toBeCloseTo(133.8, 1);
    expect(expected.errors[0]! * column('cevns').reduce((sum, events) => sum + events)).toBeCloseTo(29.9, 1);
    expect(strength.statistic).toBeCloseTo(2.67, 2);
  });

  test('the significance is that of the rise to no signal', () => {
    const without = leastSquares(templates.slice(1), observed, V, PRIOR);
    expect(discovery.z).toBeCloseTo(4.48, 2);
    expect(discovery.z).toBeCloseTo(Math.sqrt(without.statistic - expected.statistic), 6);
  });

  test('the cross section has the uncertainty of the whole signal', () => {
    const { value, plus, minus } = crossSection.parameters['cevns-strength']!;
    expect([value, plus, minus]).toEqual([0.769, 0.36, 0.229].map((each) => expect.closeTo(each, 3)));
  });

  test('intervals of toys of normal errors cover what they say', () => {
    expect(toys.method).toContain('measured values with their covariance');
    for (const { confidence, coverage } of toys.intervals) {
      expect(Math.abs(coverage - confidence)).toBeLessThan(4 * Math.sqrt((confidence * (1 - confidence)) / 2000));
    }
  });
});

test('bins with a common error, from a file with their covariance', async () => {
  const matrix = Array.from({ length: 12 }, (_, i) =>
    Array.from({ length: 12 }, (__, j) => (i === j ? 60 + i : 0) + 20 * Math.exp(-Math.abs(i - j) / 4)),
  );
  const names = matrix.map((_, i) => `bin_${i}`).join(',');
  writeFileSync(join(folder, 'covariance.csv'), `${names}\n${matrix.map((row) => row.join(',')).join('\n')}\n`);
  const file = join(folder, 'study.yaml');
  const text = readFileSync(shipped, 'utf8').replaceAll('../configs/', `${home}/configs/`);
  writeFileSync(file, text.replace('error: error', 'covariance: covariance.csv'));
  const { column, strength } = await run(file);
  const expected = leastSquares([column('cevns'), column('brn')], column('observed'), matrix, PRIOR);
  const { value, error } = strength.parameters['cevns-strength']!;
  expect(value).toBeCloseTo(expected.values[0]!, 7);
  expect(error).toBeCloseTo(expected.errors[0]!, 7);
  expect(strength.statistic).toBeCloseTo(expected.statistic, 7);
  column('observed_error').forEach((each, i) => {
    expect(each).toBeCloseTo(Math.sqrt(matrix[i]![i]!), 9);
  });
});
