/** Studies of workspaces of pyhf, run as a user runs them, against published numbers and those of an independent implementation. */
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compileModel } from '@cevns/fitting/compile';
import { modelFromWorkspace } from '@cevns/fitting/histfactory/model-from-workspace';
import { interpolation as polynomialLinear } from '@cevns/fitting/interpolation/polynomial-linear';
import { asymptoticCls } from '@cevns/fitting/limits/asymptotic-cls';
import { normalCdf, normalTail } from '@cevns/numerics/special-functions/normal-distribution';
import type { Summary } from '@cevns/studies/generated/summary';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type FitResult, home, type SignificanceResult, StudyRuns } from './lar-study.ts';

type Kind<K extends Summary['analysis'][string]['kind']> = Extract<Summary['analysis'][string], { kind: K }>;

const runs = new StudyRuns();
afterAll(() => runs.remove());

const read = (path: string) => JSON.parse(readFileSync(path, 'utf8'));
const fixture = (name: string) => join(home, 'packages/fitting/src/fixtures', `${name}.json`);

/**
 * CLs of a strength mu of the two bins without any minimiser: at given mu each background factor solves a quadratic equation, and the
 * statistic falls monotonically to the border at 0, where its minimum is for these data.
 */
function exactCls(mu: number) {
  const [signal, background, error, observed] = [
    [12, 11],
    [50, 52],
    [3, 7],
    [51, 48],
  ] as const;
  const tau = background.map((b, i) => (b / error[i]!) ** 2);
  /** Factor of a background and the statistic of its bin, up to a constant, where the auxiliary measurement counted m. */
  const profiled = (i: number, strength: number, n: number, m: number) => {
    const [s, b, t] = [strength * signal[i]!, background[i]!, tau[i]!];
    // d/dg: b - n b / (s + g b) + t - m / g = 0
    const p = s * (b + t) - (n + m) * b;
    const a = b * (b + t);
    const g = (-p + Math.sqrt(p * p + 4 * a * m * s)) / (2 * a);
    const expected = s + g * b;
    return { g, value: 2 * (expected - n * Math.log(expected) + t * g - m * Math.log(t * g)) };
  };
  const total = (strength: number, n: readonly number[], m: readonly number[]) =>
    n.reduce((sum, count, i) => sum + profiled(i, strength, count, m[i]!).value, 0);
  const q = total(mu, observed, tau) - total(0, observed, tau);
  const factors = observed.map((count, i) => profiled(i, 0, count, tau[i]!).g);
  const asimov = factors.map((g, i) => g * background[i]!);
  const counted = factors.map((g, i) => g * tau[i]!);
  const qAsimov = total(mu, asimov, counted) - total(0, asimov, counted);
  const root = Math.sqrt(qAsimov);
  const ratio = (x: number) => normalTail(x) / normalCdf(root - x);
  // Above the border q-tilde continues linearly: sqrt(q) becomes (q + qA) / (2 sqrt(qA)).
  const x = q <= qAsimov ? Math.sqrt(q) : (q + qAsimov) / (2 * root);
  return {
    observed: normalTail(x) / normalTail(x - root),
    expected: [-2, -1, 0, 1, 2].map((n) => ratio(root - n)).sort((a, b) => a - b),
  };
}

describe('two bins with an uncorrelated background', () => {
  const file = join(home, 'pipelines/workspace/two-bins.yaml');

  // Documentation of pyhf, https://pyhf.readthedocs.io: uncorrelated_background(signal=[12, 11], bkg=[50, 52], bkg_uncertainty=[3, 7]).
  const published = {
    observed: 0.05251497,
    expected: [0.00260626, 0.01382005, 0.06445321, 0.23525644, 0.57303621],
  };

  test('CLs of a strength of 1, observed and expected', () => {
    const { model } = modelFromWorkspace(read(join(home, 'pipelines/workspace/two-bins.json')));
    const compiled = compileModel(model, { 'polynomial-linear': polynomialLinear });
    const cls = asymptoticCls(compiled, { parameter: 'mu', border: 0, fixed: {} });
    if (cls.status === 'failed') throw new Error(cls.message);
    const at = cls.at(1);
    // What is published was found by fits of less accuracy.
    expect(Math.abs(at.cls - published.observed)).toBeLessThan(1e-5);
    const sorted = [...at.expected].sort((a, b) => a - b);
    published.expected.forEach((value, n) => {
      expect(Math.abs(sorted[n]! - value)).toBeLessThan(1e-5);
    });
    const exact = exactCls(1);
    expect(Math.abs(at.cls - exact.observed)).toBeLessThan(1e-9);
    exact.expected.forEach((value, n) => {
      expect(Math.abs(sorted[n]! - value)).toBeLessThan(1e-9);
    });
  });

  test('the study excludes 1 at a confidence of 1 - 0.05251497', async () => {
    const analyses = await runs.analyse(file, ['analysis.exclusion.confidence=94.748503 %', 'outputs=[]']);
    expect((analyses.exclusion as Kind<'limit'>).upper).toBeCloseTo(1, 5);
    expect((analyses.discovery as SignificanceResult).z).toBe(0);
  });
});

describe('two channels with 30 parameters', () => {
  const answers = read(fixture('histfactory-answers'));
  const limits = read(fixture('limits')).workspace.limits as {
    readonly confidence: number;
    readonly observed: number;
    readonly expected: readonly number[];
  }[];
  let analyses: Summary['analysis'];
  let table: string;

  beforeAll(async () => {
    copyFileSync(fixture('histfactory-workspace'), join(runs.folder, 'workspace.json'));
    const file = join(runs.folder, 'study.yaml');
    writeFileSync(
      file,
      `schema: cevns/1.0
study: thirty-parameters
inputs: { workspace: ./workspace.json }
analysis:
  strength: fit
  scan: { kind: profile, x: { parameter: mu, range: [0, 2], points: 21 }, confidence: [90 %, 95 %] }
  discovery: { kind: significance, against: { mu: 0 } }
  exclusion: { kind: limit, parameter: mu, convention: cls, confidence: 95 % }
  pulls: { kind: impacts, parameter: mu }
outputs:
  - { kind: table, of: strength, experiment: beam_on, file: bins.csv }
  - { kind: figure, of: strength, experiment: brn_sideband, axis: bin, file: bins.svg }
`,
    );
    analyses = await runs.analyse(file);
    table = readFileSync(join(runs.lastResults, 'tables/bins.csv'), 'utf8');
  }, 60_000);

  test('values and Hesse errors of all parameters', () => {
    const { parameters } = analyses.strength as FitResult;
    expect(Object.keys(parameters).sort()).toEqual([...answers.par_names].sort());
    for (const [name, { value, error }] of Object.entries(parameters)) {
      expect(Math.abs(value - answers.bestfit[name].value), name).toBeLessThan(1e-6);
      expect(Math.abs(error! / answers.bestfit[name].hesse - 1), name).toBeLessThan(1e-5);
    }
    const [minus, plus] = answers['minos_mu_68.27'];
    expect(parameters.mu!.minus).toBeCloseTo(-minus, 6);
    expect(parameters.mu!.plus).toBeCloseTo(plus, 6);
  });

  test('the profile and its intervals', () => {
    const { x, delta, intervals, best } = analyses.scan as Kind<'profile'>;
    for (const [mu, rise] of answers.profile_scan_mu as [number, number][]) {
      const i = x.findIndex((value) => Math.abs(value - mu) < 1e-12);
      if (i >= 0) expect(Math.abs(delta[i]! - rise)).toBeLessThan(1e-6);
    }
    [answers.minos_mu_90, answers.minos_mu_95].forEach((expected, n) => {
      expect(intervals[n]!.lower! - best.value).toBeCloseTo(expected[0], 5);
      expect(intervals[n]!.upper! - best.value).toBeCloseTo(expected[1], 5);
    });
  });

  test('discovery, CLs limit and impacts', () => {
    expect((analyses.discovery as SignificanceResult).z).toBeCloseTo(answers.discovery.Z, 6);
    const { upper, expected } = analyses.exclusion as Kind<'limit'>;
    const answer = limits.find(({ confidence }) => confidence === 0.95)!;
    expect(upper).toBeCloseTo(answer.observed, 6);
    expect(expected).toHaveLength(5);
    answer.expected.forEach((value, n) => {
      expect(Math.abs(expected![n]! - value)).toBeLessThan(1e-6);
    });
    const { impacts } = analyses.pulls as Kind<'impacts'>;
    for (const [name, shifts] of Object.entries<Record<string, number>>(answers.impacts)) {
      const own = impacts.find(({ parameter }) => parameter === name)!;
      expect(own.prefit!.up).toBeCloseTo(shifts.prefit_up!, 6);
      expect(own.postfit!.down).toBeCloseTo(shifts.postfit_down!, 5);
    }
  });

  test('tables show the bins of one channel', () => {
    const workspace = read(fixture('histfactory-workspace'));
    const observed = workspace.observations.find(({ name }: { name: string }) => name === 'beam_on').data as number[];
    const [header, ...rows] = table.trim().split('\n');
    expect(header!.split(',').slice(0, 2)).toEqual(['bin_low', 'bin_high']);
    expect(rows.map((row) => Number(row.split(',').at(-1)))).toEqual(observed);
  });
});
