import { expect, test } from 'vitest';
import { call } from '../testing/artifacts.ts';
import { analysisInputs, analysisParameters, countingModel, modules } from '../testing/counting-model.ts';
import { run } from './predict.ts';

async function predicted(at: object = {}, observed?: readonly number[], more: object = {}) {
  const outputs = await call(run, {
    parameters: { ...analysisParameters, at, ...more },
    inputs: analysisInputs(countingModel(observed)),
    modules,
  });
  return outputs.result!.json() as unknown as {
    readonly components: Readonly<Record<string, number>>;
    readonly total: number;
    readonly observed: number;
    readonly statistic?: number;
    readonly deviance?: number;
    readonly 'cross-section': { readonly value: number; readonly 'standard-model': number };
  };
}

test('events of the components at the start values, and away from them', async () => {
  expect((await predicted()).components).toEqual({ cevns: expect.closeTo(100, 10), steady: expect.closeTo(50, 10) });
  const moved = await predicted({ strength: 0.5, scale: 2 });
  expect(moved.components).toEqual({ cevns: expect.closeTo(50, 10), steady: expect.closeTo(100, 10) });
  expect(moved.total).toBeCloseTo(150, 10);
  expect(moved.observed).toBe(150);
});

test('the statistic is the likelihood ratio to the observation itself, pulls included', async () => {
  // Expectation per bin: steady 5, 5, 20, 20 and signal 36, 54, 4, 6.
  const observed = [42, 58, 22, 28];
  const mu = [41, 59, 24, 26];
  const deviance = 2 * mu.reduce((sum, m, i) => sum + m - observed[i]! + observed[i]! * Math.log(observed[i]! / m), 0);
  const result = await predicted({}, observed);
  expect(result.deviance).toBeCloseTo(deviance, 10);
  expect(result.statistic).toBeCloseTo(deviance, 10);
  const pulled = await predicted({ scale: 1.2 }, observed);
  expect(pulled.statistic! - pulled.deviance!).toBeCloseTo(4, 10);
});

test('where events are seen and none expected there is no statistic', async () => {
  const result = await predicted({ strength: 0, scale: 0 });
  expect(result.total).toBe(0);
  expect(result).not.toHaveProperty('statistic');
});

test('the cross section goes with the strength', async () => {
  expect((await predicted({ strength: 0.5 }))['cross-section']).toEqual({
    value: expect.closeTo(2e-40, 50),
    unit: 'cm^2',
    'standard-model': 4e-40,
  });
});
