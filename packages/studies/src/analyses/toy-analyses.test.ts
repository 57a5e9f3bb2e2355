import { chiSquaredTail } from '@cevns/numerics/special-functions/chi-squared-distribution';
import type { StageFunction } from '@cevns/runner/stage';
import { expect, test } from 'vitest';
import { call } from '../testing/artifacts.ts';
import { analysisInputs, analysisParameters, countingModel, modules } from '../testing/counting-model.ts';
import { graphOf, parametersAt, problemsOf } from '../testing/written-study.ts';
import { presentation as goodnessPresentation } from './goodness-of-fit.presentation.ts';
import { run as goodness } from './goodness-of-fit.ts';
import { presentation as impactsPresentation } from './impacts.presentation.ts';
import { run as impacts } from './impacts.ts';
import { presentation as posteriorPresentation } from './posterior.presentation.ts';
import { type PairCounts, run as posterior } from './posterior.ts';
import { presentation as sensitivityPresentation } from './sensitivity.presentation.ts';
import { run as sensitivity } from './sensitivity.ts';
import { presentation as significancePresentation } from './significance.presentation.ts';
import { run as significance } from './significance.ts';
import { presentation as toysPresentation } from './toys.presentation.ts';
import { run as toys } from './toys.ts';

async function resultOf(run: StageFunction, parameters: object, observed?: readonly number[]) {
  const { result } = await call(run, {
    parameters: { ...analysisParameters, ...parameters },
    inputs: analysisInputs(countingModel(observed)),
    modules,
  });
  return result!.json() as never as Record<string, never> & { readonly statistic: number };
}

test('goodness of fit by toys agrees with chi2 where counts are many, and says what toys it had', async () => {
  const found = await resultOf(goodness, { toys: 2000, seed: 1 }, [55, 45, 20, 30]);
  // Five measurements, the constraint among them, and two parameters.
  const expected = chiSquaredTail(found.statistic, 3);
  expect(Math.abs(found['p-value']! - expected)).toBeLessThan(4 * found['p-value-error']! + 0.01);
  expect(found.toys).toEqual({ number: 2000, failed: 0, seed: 1 });
  expect(goodnessPresentation.lines(found as never)[0]).toContain('p-value');
  expect(JSON.stringify(goodnessPresentation.blocks(found as never))).toContain('2000, seed 1');
});

test('impacts of the background on the strength go against it', async () => {
  const found = await resultOf(impacts, { parameter: 'strength' });
  const [{ parameter, postfit, prefit, pull, constrained }] = found.impacts as never as [
    {
      parameter: string;
      postfit: { up: number; down: number };
      prefit: { up: number };
      pull: number;
      constrained: number;
    },
  ];
  expect(parameter).toBe('scale');
  expect(postfit.up).toBeLessThan(0);
  expect(postfit.down).toBeGreaterThan(0);
  expect(Math.abs(prefit.up)).toBeGreaterThan(Math.abs(postfit.up));
  expect(constrained).toBeLessThan(1);
  expect(Math.abs(pull)).toBeLessThan(1);
  expect(impactsPresentation.lines(found as never)).toHaveLength(1);
  expect(JSON.stringify(impactsPresentation.blocks(found as never))).toContain('Postfit');
});

test('sensitivity grows with the exposure, limits fall', async () => {
  const settings = { parameter: 'strength', border: 0, injected: 1, confidence: 0.9, exposures: [0.1, 1] };
  const found = await resultOf(sensitivity, settings);
  const [small, whole] = found.points as never as { significance: number[]; limits: number[]; error: number }[];
  expect(small!.significance[2]!).toBeLessThan(whole!.significance[2]!);
  expect(small!.limits[2]!).toBeGreaterThan(whole!.limits[2]!);
  expect(found.median).toEqual({ significance: small!.significance[2], limit: small!.limits[2] });
  expect(whole!.limits).toEqual([...whole!.limits].sort((a, b) => a - b));
  expect(sensitivityPresentation.lines(found as never)[1]).toContain('exposure x 1:');
  expect(JSON.stringify(sensitivityPresentation.blocks(found as never))).toContain('Median significance');
});

test('sensitivity falls with a background; of none of its own value nothing changes', async () => {
  const settings = { parameter: 'strength', border: 0, injected: 1, confidence: 0.9, exposures: [0.1, 1] };
  const found = await resultOf(sensitivity, { ...settings, background: { component: 'steady', factors: [1, 10] } });
  const points = found.points as never as { exposure: number; background: number; significance: number[] }[];
  expect(points.map(({ exposure, background }) => [exposure, background])).toEqual([
    [0.1, 1],
    [0.1, 10],
    [1, 1],
    [1, 10],
  ]);
  expect(points[3]!.significance[2]!).toBeLessThan(points[2]!.significance[2]!);
  const plain = (await resultOf(sensitivity, settings)).points as never as { significance: number[] }[];
  expect(points[2]!.significance).toEqual(plain[1]!.significance);
  expect(sensitivityPresentation.lines(found as never)[3]).toContain('exposure x 1, steady x 10:');
  expect(JSON.stringify(sensitivityPresentation.blocks(found as never))).toContain('"steady"');
});

test('the posterior of many counts is that of the fit', async () => {
  const found = await resultOf(posterior, { ensembles: 2, 'burn-in': 200, steps: 400, seed: 1 });
  const [strength] = found.parameters as never as { mean: number; deviation: number; 'effective-size': number }[];
  expect(Math.abs(strength!.mean - 1)).toBeLessThan(0.05);
  const fitted = (await resultOf(impacts, { parameter: 'strength' })).error as never as number;
  expect(Math.abs(strength!.deviation / fitted - 1)).toBeLessThan(0.1);
  expect(strength!['effective-size']).toBeGreaterThan(200);
  expect(found.sampling).toMatchObject({ ensembles: 2, steps: 400, seed: 1 });
  expect(posteriorPresentation.lines(found as never)[0]).toContain('strength');
  expect(JSON.stringify(posteriorPresentation.blocks(found as never))).toContain('R-hat');
});

test('the histogram of a posterior ends where its parameter does', async () => {
  // Few counts of a strength that is never below 0: the mean is less than four deviations above it.
  const settings = { ensembles: 2, 'burn-in': 200, steps: 400, seed: 1 };
  const found = await resultOf(posterior, settings, [5, 5, 20, 20]);
  const [strength] = found.parameters as never as {
    mean: number;
    deviation: number;
    histogram: { edges: number[]; counts: number[] };
  }[];
  expect(strength!.mean - 4 * strength!.deviation).toBeLessThan(0);
  expect(strength!.histogram.edges[0]).toBe(0);
  expect(strength!.histogram.counts[0]).toBeGreaterThan(0);
});

test('pairs of a posterior hold the draws of both parameters, and how they go together', async () => {
  const { result, pairs } = await call(posterior, {
    parameters: { ...analysisParameters, ensembles: 2, 'burn-in': 200, steps: 400, seed: 1 },
    inputs: analysisInputs(countingModel()),
    modules,
  });
  const { parameters, sampling } = result!.json() as unknown as {
    parameters: { parameter: string; mean: number; deviation: number; histogram: { counts: number[] } }[];
    sampling: { walkers: number };
  };
  const found = pairs!.json() as unknown as PairCounts[];
  expect(found).toHaveLength((parameters.length * (parameters.length - 1)) / 2);
  const draws = 2 * 400 * sampling.walkers;
  for (const {
    x,
    'x-range': [from, to],
    counts,
  } of found) {
    const across = counts[0]!.map((_, column) => counts.reduce((sum, row) => sum + row[column]!, 0));
    const held = across.reduce((sum, count) => sum + count, 0);
    expect(held).toBeGreaterThan(0.98 * draws);
    // The mean of the middles of the bins is that of the draws.
    const mean =
      across.reduce((sum, count, i) => sum + count * (from + ((i + 0.5) * (to - from)) / across.length), 0) / held;
    const own = parameters.find(({ parameter }) => parameter === x)!;
    expect(Math.abs(mean - own.mean)).toBeLessThan(0.05 * own.deviation);
  }
});

test('toys: intervals of many counts cover as they should, near a bound they do not', async () => {
  const settings = { parameter: 'strength', toys: 2000, seed: 1, confidence: [0.6827, 0.9] };
  const found = await resultOf(toys, { ...settings, at: {} });
  for (const each of found.intervals as never as { confidence: number; coverage: number; 'coverage-error': number }[]) {
    expect(Math.abs(each.coverage - each.confidence)).toBeLessThan(4 * each['coverage-error'] + 0.005);
  }
  const near = await resultOf(toys, { ...settings, at: { strength: 0 } });
  // Half of the toys have their best fit at the bound: intervals of one standard deviation cover 84 %.
  const [first] = near.intervals as never as { coverage: number }[];
  expect(Math.abs(first!.coverage - 0.84)).toBeLessThan(0.04);
  expect(toysPresentation.lines(found as never)).toHaveLength(2);
  expect(JSON.stringify(toysPresentation.blocks(found as never))).toContain('Coverage of 90 % intervals');
});

test('significance by toys beside the asymptotic one', async () => {
  const settings = { against: { strength: 0.8 }, byToys: { toys: 1000, seed: 2 } };
  const found = await resultOf(significance, settings);
  const byToys = found['by-toys'] as never as { 'p-value': number; 'p-value-error': number; z: number; seed: number };
  expect(Math.abs(byToys['p-value'] - found['p-value']!)).toBeLessThan(4 * byToys['p-value-error'] + 0.02);
  expect(byToys.seed).toBe(2);
  expect(JSON.stringify(significancePresentation.blocks(found as never))).toContain('1000 toys, seed 2');
  // Against the border rises come from one side: with many counts the p-values agree, and so do the standard deviations.
  const none = await resultOf(significance, { ...settings, against: { strength: 0 } }, [8, 8, 20, 22]);
  const atBorder = none['by-toys'] as never as typeof byToys;
  expect(Math.abs(atBorder['p-value'] - none['p-value']!)).toBeLessThan(4 * atBorder['p-value-error']);
  expect(Math.abs(atBorder.z - none.z!)).toBeLessThan(0.2);
  const far = await resultOf(significance, { ...settings, against: { strength: 0 } });
  expect(far['by-toys']).toMatchObject({ 'p-value': 0, z: null });
});

test('studies become their parameters, with defaults', () => {
  const { stages } = graphOf({
    analysis: `
  quality: { kind: goodness-of-fit }
  moved: { kind: impacts, parameter: strength }
  ahead: { kind: sensitivity, parameter: strength, exposures: [1, 2] }
  louder: { kind: sensitivity, parameter: strength, background: { component: steady, range: [0.1, 10], points: 3 } }
  sampled: { kind: posterior, steps: 50 }
  repeated: { kind: toys, parameter: strength, at: { strength: 0.5 }, seed: 3 }
  tested: { kind: significance, against: { strength: 0 }, toys: 500 }`,
  }).graph;
  expect(parametersAt(stages, 'analysis/quality')).toMatchObject({ toys: 1000, seed: 1 });
  expect(parametersAt(stages, 'analysis/moved')).toMatchObject({ parameter: 'strength' });
  expect(parametersAt(stages, 'analysis/ahead')).toMatchObject({
    border: 0,
    injected: 1,
    confidence: 0.9,
    exposures: [1, 2],
  });
  expect(parametersAt(stages, 'analysis/louder')).toMatchObject({
    background: { component: 'steady', factors: [0.1, expect.closeTo(1, 12), 10] },
  });
  expect(parametersAt(stages, 'analysis/sampled')).toMatchObject({ ensembles: 4, 'burn-in': 1000, steps: 50, seed: 1 });
  expect(parametersAt(stages, 'analysis/repeated')).toMatchObject({ at: { strength: 0.5 }, toys: 1000, seed: 3 });
  expect(parametersAt(stages, 'analysis/tested')).toMatchObject({ byToys: { toys: 500, seed: 1 } });
});

test.each([
  ['moved: { kind: impacts, parameter: strenght }', 'E602 strenght'],
  ['moved: { kind: impacts, parameter: strength, fixed: [strength] }', 'E606 strength'],
  ['repeated: { kind: toys, parameter: strength, at: { nothing: 1 } }', 'E602 nothing'],
  [
    'louder: { kind: sensitivity, parameter: strength, background: { component: steay, range: [0.1, 10] } }',
    'E602 steay',
  ],
  [
    'louder: { kind: sensitivity, parameter: strength, background: { component: cevns, range: [10, 0.1] } }',
    'E602 cevns',
    'E605 [',
  ],
  ['tested: { kind: significance, against: { strength: 0, flux: 1 }, toys: 500 }', 'E606 500'],
])('%s: %s', (section, ...problems) => {
  expect(problemsOf({ analysis: `\n  ${section}` })).toEqual(problems);
});
