import { poissonFeldmanCousins } from '@cevns/fitting/limits/feldman-cousins-poisson';
import type { ModelDescription } from '@cevns/fitting/model';
import type { StageOutput } from '@cevns/runner/artifact';
import { expect, test } from 'vitest';
import type { FeldmanCousinsResult } from '../generated/summary.ts';
import { call } from '../testing/artifacts.ts';
import { analysisInputs, analysisParameters, modules } from '../testing/counting-model.ts';
import { graphOf, parametersAt, problemsOf } from '../testing/written-study.ts';
import { presentation } from './feldman-cousins.presentation.ts';
import { run } from './feldman-cousins.ts';
import { feldmanCousinsParts, generationsOf } from './feldman-cousins-plan.ts';

const channel = (name: string, count: number, background: number, signal: number, parameter: string) => {
  const factor = (nominal: number) =>
    ({
      kind: 'morph',
      axes: [0],
      nominal: Float64Array.of(nominal),
      interpolation: 'piecewise-linear',
      variations: [],
    }) as const;
  return {
    name,
    axes: [{ name: 'count', edges: Float64Array.of(0, 1) }],
    observed: Float64Array.of(count),
    components: [
      { name: 'background', terms: [{ weight: [{ coefficient: 1, powers: {} }], factors: [factor(background)] }] },
      {
        name: 'signal',
        terms: [{ weight: [{ coefficient: 1, powers: { [parameter]: 1 } }], factors: [factor(signal)] }],
      },
    ],
  };
};

/** Counts of 10^6 with signals of 1000 a and 1000 b: a and b measured as x and y with errors of 1. */
const gaussian = (x: number, y: number, lower?: number): ModelDescription => ({
  parameters: ['a', 'b'].map((name) => ({ name, initial: 1, ...(lower === undefined ? {} : { lower }) })),
  channels: [channel('first', 1e6 + 1000 * x, 1e6, 1000, 'a'), channel('second', 1e6 + 1000 * y, 1e6, 1000, 'b')],
});

const axis = (parameter: string, from: number, to: number, points: number) =>
  ({ parameter, range: [from, to], points, spacing: 'linear' }) as const;

async function construct(model: ModelDescription, settings: object, parts: Record<string, StageOutput> = {}) {
  return call(run, {
    parameters: { ...analysisParameters, confidence: [0.6827, 0.9], toys: 2000, seed: 1, ...settings },
    inputs: { ...analysisInputs(model), ...parts },
    modules,
  });
}

const resultOf = async (...of: Parameters<typeof construct>) =>
  (await construct(...of)).result!.json() as unknown as FeldmanCousinsResult;

test.each([
  // G. J. Feldman and R. D. Cousins, table X, mean of a Gaussian that cannot be negative.
  [-1, [null, 0.27], [null, 0.81]],
  [0, [null, 1.0], [null, 1.64]],
  [1, [0.24, 2.0], [null, 2.64]],
  [2, [1.0, 3.0], [0.58, 3.64]],
] as const)('a Gaussian with a boundary, x = %d: the published intervals', async (x, one, two) => {
  const found = await resultOf(gaussian(x, 0, 0), { axes: [axis('a', 0, 5, 51)], fixed: { b: 0 } });
  [0.6827, 0.9].forEach((confidence, k) => {
    const [interval, ...others] = found.intervals!.filter((each) => each.confidence === confidence);
    expect(others).toEqual([]);
    const [lower, upper] = [one, two][k]!;
    if (lower === null) expect(interval!.lower).toBeNull();
    else expect(Math.abs(interval!.lower! - lower)).toBeLessThan(4 * interval!['lower-error']! + 0.01);
    expect(Math.abs(interval!.upper! - upper)).toBeLessThan(4 * interval!['upper-error']! + 0.01);
    expect(interval!['upper-error']!).toBeLessThan(0.15);
  });
});

test.each([
  [0, 3],
  [6, 3],
])('%d counts over a known background of %d: the exact construction, to the distance of the points', async (n, b) => {
  const model = { parameters: [{ name: 's', initial: 1, lower: 0 }], channels: [channel('one', n, b, 1, 's')] };
  const settings = { axes: [axis('s', 0, 13, 131)], confidence: [0.9], toys: 4000 };
  const { intervals } = await resultOf(model, settings);
  const exact = poissonFeldmanCousins(n, b, 0.9);
  const last = intervals!.at(-1)!;
  // Where so few counts leave an island, it is one of several.
  expect(Math.abs(last.upper! - exact.upper)).toBeLessThan(0.15);
  if (exact.lower > 0) expect(Math.abs(intervals![0]!.lower! - exact.lower)).toBeLessThan(0.15);
  else expect(intervals![0]!.lower).toBeNull();
});

test('two parameters without bounds: critical values of chi2, and circles', async () => {
  const settings = { axes: [axis('a', -3.5, 4.5, 17), axis('b', -3, 5, 17)], toys: 1000 };
  const found = await resultOf(gaussian(0.6, 1.1), settings);
  [2.2958, 4.6052].forEach((level, k) => {
    const known = found.points.filter((point) => point.toys === 1000);
    expect(known.length).toBeGreaterThan(4);
    for (const { critical, 'critical-error': error } of known) {
      expect(Math.abs(critical![k]! - level)).toBeLessThan(5 * error![k]!);
    }
    const [line, ...others] = found.contours![k]!.lines;
    expect(others).toEqual([]);
    expect(line!.closed).toBe(true);
    for (const [a, b] of line!.points as [number, number][]) {
      expect(Math.abs(Math.hypot(a - 0.6, b - 1.1) / Math.sqrt(level) - 1)).toBeLessThan(0.15);
    }
    expect(found.asymptotic.contours![k]!.level).toBeCloseTo(level, 3);
  });
});

test('a region between the points is found: where no point has toys its critical values are those of chi2', async () => {
  const settings = { axes: [axis('a', -15, 15, 4), axis('b', -15, 15, 4)], confidence: [0.9], toys: 250 };
  const { contours, asymptotic, points } = await resultOf(gaussian(0.6, 1.1), settings);
  expect(points.every(({ accepted }) => !accepted[0])).toBe(true);
  for (const { lines, unresolved } of [contours![0]!, asymptotic.contours![0]!]) {
    expect(unresolved).toBeUndefined();
    expect(lines.map(({ closed, allowed }) => [closed, allowed])).toEqual([[true, 'inside']]);
    for (const [a, b] of lines[0]!.points as [number, number][]) {
      expect(Math.abs(Math.hypot(a - 0.6, b - 1.1) / Math.sqrt(4.6052) - 1)).toBeLessThan(3e-3);
    }
  }
});

test('toys are made where a border may pass: few in the middle, none far away', async () => {
  const settings = { axes: [axis('a', -6, 6, 13), axis('b', -6, 6, 13)], toys: 1000 };
  const { points, toys: account } = await resultOf(gaussian(0, 0), settings);
  const at = (a: number, b: number) => points[(a + 6) * 13 + b + 6]!;
  expect(at(0, 0).toys).toBeLessThan(200);
  expect(at(0, 0).accepted).toEqual([true, true]);
  expect(at(6, 6)).toEqual({ rise: expect.closeTo(72, 0), toys: 0, accepted: [false, false] });
  expect(at(1, 1).toys).toBeGreaterThan(400);
  expect(account.number).toBe(points.reduce((sum, point) => sum + point.toys, 0));
});

test('two parameters at the corner of what exists: the statistic of the corner is a mixture of chi2', async () => {
  // Of toys a quarter has both fits at the bound, a half one: P(rise <= c) = 1/4 + 1/2 P1(c) + 1/4 P2(c), 0.9 at c = 2.952.
  const settings = { axes: [axis('a', 0, 4, 9), axis('b', 0, 4, 9)], confidence: [0.9], toys: 4000 };
  const found = await resultOf(gaussian(1.2, 1.2, 0), settings);
  const corner = found.points[0]!;
  expect(Math.abs(corner.critical![0]! - 2.952)).toBeLessThan(4 * corner['critical-error']![0]!);
  const inner = found.points[4 * 9 + 4]!;
  expect(Math.abs(inner.critical![0]! - 4.605)).toBeLessThan(5 * inner['critical-error']![0]!);
  // The region reaches both bounds: an open line.
  expect(found.contours![0]!.lines.map(({ closed }) => closed)).toEqual([false]);
});

test('stages give the same bytes as one stage, and more toys continue those that are there', async () => {
  const model = gaussian(1, 0, 0);
  const own = { fixed: { b: 0 }, axes: [axis('a', 0, 4, 41)], confidence: [0.9], seed: 1 };
  const { parts, takes } = feldmanCousinsParts({ ...own, toys: 1000 })!;
  const made: Record<string, StageOutput> = {};
  for (const { name, parameters, takes: needed = [] } of parts) {
    const inputs = { ...analysisInputs(model), ...Object.fromEntries(needed.map((part) => [part, made[part]!])) };
    const { part } = await call(run, { parameters, inputs, modules });
    made[name] = { bytes: part!.bytes() };
  }
  const taken = Object.fromEntries(takes.map((name) => [name, made[name]!]));
  const settings = { ...own, toys: 1000 };
  const [divided, alone] = [await construct(model, settings, taken), await construct(model, settings)];
  expect(divided.result!.json()).toEqual(alone.result!.json());
  const more = feldmanCousinsParts({ ...own, toys: 4000 })!;
  expect(more.parts).toEqual(expect.arrayContaining([...parts]));
  expect(generationsOf(4000)).toEqual([250, 1000, 4000]);
  expect(generationsOf(30_000)).toEqual([250, 1000, 4000, 8000, 12_000, 16_000, 20_000, 25_000, 30_000]);
});

test('a study names one parameter or two; presentation shows both constructions', async () => {
  const { stages } = graphOf({
    analysis: `\n  one: { kind: feldman-cousins, x: { parameter: strength, range: [0, 2] } }
  small: { kind: feldman-cousins, x: { parameter: strength, range: [0, 2], points: 11 }, toys: 500, confidence: [90 %] }`,
  }).graph;
  expect(parametersAt(stages, 'analysis/one')).toMatchObject({ toys: 1000, seed: 1, confidence: [0.6827, 0.9] });
  expect(stages.filter(({ id }) => id.includes('analysis/one/')).length).toBe(1 + 2 * 6);
  expect(stages.filter(({ id }) => id.includes('analysis/small')).length).toBe(1);
  expect(
    problemsOf({
      analysis:
        '\n  one: { kind: feldman-cousins, x: { parameter: strength, range: [0, 2] }, y: { parameter: strength, range: [0, 1] } }',
    }),
  ).toEqual(['E606 strength']);
  const found = await resultOf(gaussian(1, 0, 0), { axes: [axis('a', 0, 5, 26)], fixed: { b: 0 }, toys: 500 });
  expect(presentation.lines(found)).toHaveLength(2);
  expect(presentation.lines(found)[1]).toContain('Feldman-Cousins at 90 %: a from the end of the range to 2.');
  expect(JSON.stringify(presentation.blocks(found))).toContain('By chi2 at 68.27 %');
});
