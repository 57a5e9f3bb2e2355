import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { home, type PredictResult, StudyRuns } from './lar-study.ts';

/**
 * The one-parameter ranges of non-standard interactions of nu_e from CONUS+, at one standard deviation: V. De Romeri, D. K. Papoulias, G. Sanchez Garcia,
 * Phys. Rev. D 111, 075025 (2025), Table II, as quoted in public code. A rate above threshold is all that they constrain, so that one range
 * of it has to give the ends of all intervals.
 */
const published = [
  ['eps_ee_d', [-0.034, 0.38], [0.024, 0.322]],
  ['eps_ee_u', [-0.037, 0.411], [0.026, 0.348]],
  ['eps_emu_d', [-0.114, 0.114], []],
  ['eps_emu_u', [-0.123, 0.123], []],
  ['eps_etau_d', [-0.114, 0.114], []],
  ['eps_etau_u', [-0.123, 0.123], []],
] as const;
/** Half of the last digit of a coupling. */
const ROUNDING = 0.0005;

const names = published.map(([name]) => name);
const runs = new StudyRuns();
afterAll(() => runs.remove());

/** Predicted events with one coupling. */
async function events(name: string, value: number): Promise<number> {
  const couplings = names.map((each) => `${each}: { of: nsi, start: ${each === name ? value : 0}, range: [-1, 1] }`);
  const analysis = await runs.analyse(join(home, 'pipelines/experiments/conus-plus.yaml'), [
    'inputs.interaction.terms=[standard-model, nsi]',
    `parameters={ ${couplings.join(', ')} }`,
    'analysis={ prediction: { kind: predict } }',
    'outputs=[]',
  ]);
  return (analysis.prediction as PredictResult).components.cevns!;
}

let standardModel: number;
beforeAll(async () => {
  standardModel = await events('', 0);
});

/** The rates over that of the Standard Model that all of these ends allow, each within its rounding. */
async function common(ends: readonly (readonly [name: string, value: number])[]): Promise<readonly [number, number]> {
  let [low, high] = [0, Number.POSITIVE_INFINITY];
  for (const [name, value] of ends) {
    const rates = [
      (await events(name, value - ROUNDING)) / standardModel,
      (await events(name, value + ROUNDING)) / standardModel,
    ];
    low = Math.max(low, Math.min(...rates));
    high = Math.min(high, Math.max(...rates));
  }
  return [low, high];
}

test('the outer ends are those of one rate, 1.435 times that of the Standard Model', async () => {
  const [low, high] = await common(published.flatMap(([name, outer]) => outer.map((value) => [name, value] as const)));
  expect(low).toBeLessThan(high);
  expect((low + high) / 2).toBeCloseTo(1.435, 2);
}, 60_000);

test('the inner ends are those of another one, 0.743', async () => {
  const [low, high] = await common(
    published.flatMap(([name, , inner]) => inner.map((value) => [name, value] as const)),
  );
  expect(low).toBeLessThan(high);
  expect((low + high) / 2).toBeCloseTo(0.743, 2);
}, 60_000);
