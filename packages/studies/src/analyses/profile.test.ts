import { expect, test } from 'vitest';
import { call } from '../testing/artifacts.ts';
import { analysisInputs, analysisParameters, countingModel, modules } from '../testing/counting-model.ts';
import { type Curve, run } from './profile.ts';

const parameters = { parameter: 'strength', range: [1, 2], points: 11, confidence: [0.6827, 0.9] };

async function profiled(more: object = {}, observed?: readonly number[]): Promise<Curve> {
  const { curve, result } = await call(run, {
    parameters: { ...analysisParameters, ...parameters, ...more },
    inputs: analysisInputs(countingModel(observed)),
    modules,
  });
  const found = curve!.json() as unknown as Curve;
  expect(result!.json()).toMatchObject({ kind: 'profile', ...found });
  return found;
}

const rise = (strength: number): number => 2 * (100 * strength - 150 + 150 * Math.log(150 / (100 * strength)));

test('a signal alone has the likelihood of counting', async () => {
  const { x, delta, best } = await profiled({ fixed: { scale: 0 } });
  expect(x).toEqual(Array.from({ length: 11 }, (_, i) => expect.closeTo(1 + i / 10, 12)));
  expect(best.value).toBeCloseTo(1.5, 6);
  x.forEach((strength, i) => {
    expect(delta[i]).toBeCloseTo(rise(strength), 7);
  });
});

test('levels are quantiles of chi2 of one degree of freedom, and the intervals end on them', async () => {
  const { intervals } = await profiled({ fixed: { scale: 0 } });
  expect(intervals.map(({ level }) => level)).toEqual([expect.closeTo(1, 3), expect.closeTo(2.7055, 3)]);
  for (const { lower, upper, level } of intervals) {
    expect(rise(lower!)).toBeCloseTo(level, 5);
    expect(rise(upper!)).toBeCloseTo(level, 5);
  }
});

test('profiling makes the curve flatter than holding', async () => {
  const free = await profiled();
  const held = await profiled({ fixed: { scale: 1 } });
  expect(free.delta.at(-1)!).toBeLessThan(held.delta.at(-1)!);
  expect(Math.min(...(free.delta as number[]))).toBeGreaterThanOrEqual(-1e-9);
});

test('an interval that reaches a bound is open there', async () => {
  const { intervals } = await profiled({ range: [0, 1] }, [5, 5, 20, 20]);
  expect(intervals[0]).toMatchObject({ lower: null, upper: expect.any(Number) });
});

test('logarithmic spacing has equal ratios', async () => {
  const { x, spacing } = await profiled({ range: [0.5, 2], points: 3, spacing: 'log' });
  expect(x).toEqual([0.5, expect.closeTo(1, 12), 2]);
  expect(spacing).toBe('log');
});

test('both minima of a coupling that enters squared have their intervals', async () => {
  const model = countingModel();
  const [channel] = model.channels;
  const [steady, cevns] = channel!.components;
  const weight = [{ coefficient: 100, powers: { strength: 2 } }];
  const squared = { ...cevns!, terms: [{ ...cevns!.terms[0]!, weight }] };
  const { curve } = await call(run, {
    parameters: { ...analysisParameters, ...parameters, range: [-2, 2], points: 41, fixed: { scale: 0 } },
    inputs: analysisInputs({
      parameters: [{ name: 'strength', initial: 1, lower: -3, upper: 3 }, model.parameters[1]!],
      channels: [{ ...channel!, components: [steady!, squared] }],
    }),
    modules,
  });
  const { intervals } = curve!.json() as unknown as Curve;
  expect(intervals.map(({ confidence }) => confidence)).toEqual([0.6827, 0.6827, 0.9, 0.9]);
  for (const { lower, upper, level } of intervals) {
    expect(rise(lower! ** 2)).toBeCloseTo(level, 5);
    expect(rise(upper! ** 2)).toBeCloseTo(level, 5);
  }
  expect(intervals[0]!.upper!).toBeLessThan(0);
  expect(intervals[1]!.lower!).toBeGreaterThan(0);
});
