import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Store } from '@cevns/runner/store';
import type { Summary } from '@cevns/studies/generated/summary';
import { openStudy } from '@cevns/studies/open-study';
import { codeOf, runStudy } from '@cevns/studies/run-study';
import { afterAll, describe, expect, test } from 'vitest';
import { csi2017Fixture } from './csi-2017-fixture.ts';

/** The study of COHERENT's first CsI[Na] data through the whole of the product, against an independent program and the paper. */
const home = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const code = codeOf(home);
const folder = mkdtempSync(join(tmpdir(), 'cevns-2017-'));
const store = new Store(join(folder, 'store'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const { fits, predicted, predictedWithReleaseTimeTemplates, effectOnPrediction } = csi2017Fixture;

type FitResult = Extract<Summary['analysis'][string], { kind: 'fit' }>;
type PredictResult = Extract<Summary['analysis'][string], { kind: 'predict' }>;
type SignificanceResult = Extract<Summary['analysis'][string], { kind: 'significance' }>;

let runs = 0;
async function analyse(sets: readonly string[] = []): Promise<Summary['analysis']> {
  const study = await openStudy({ file: join(home, 'pipelines/coherent-csi-2017.yaml'), home, sets });
  const { summary } = await runStudy(study, {
    code,
    store,
    folder: join(folder, String(runs++)),
    version: 'test',
    jobs: 1,
  });
  return (JSON.parse(summary) as Summary).analysis;
}

function expectEvents(analysis: Summary['analysis'], target: (typeof fits)['strength']): void {
  const { parameters, components, statistic, bins, status } = analysis.strength as FitResult;
  const { value, plus, minus } = parameters['cevns-strength']!;
  const perStrength = components.cevns! / value;
  expect(bins).toBe(144);
  expect([status.converged, status['positive-definite']]).toEqual([true, true]);
  expect(Math.abs(components.cevns! - target.N)).toBeLessThan(0.05);
  expect(Math.abs(plus! * perStrength - target.Nplus)).toBeLessThan(0.05);
  expect(Math.abs(minus! * perStrength - target.Nminus)).toBeLessThan(0.05);
  expect(Math.abs(components.brn! - target.brn)).toBeLessThan(0.01);
  expect(Math.abs(components['steady-state']! - target.ss)).toBeLessThan(0.05);
  expect(Math.abs(statistic - target.statistic)).toBeLessThan(0.005);
  expect(Math.abs((analysis.discovery as SignificanceResult).z - target.z)).toBeLessThan(0.002);
}

describe('the study as it ships', async () => {
  const analysis = await analyse();
  const prediction = analysis.prediction as PredictResult;
  const { parameters, components } = analysis.strength as FitResult;

  test('prediction: 174.0 CEvNS events, 174.8 with the time templates of the release', () => {
    expect(prediction.components.cevns! / predicted).toBeCloseTo(1, 4);
    expect(prediction.components.brn).toBeCloseTo(5.419, 9);
    expect(prediction.components['steady-state']).toBeCloseTo(405, 9);
    expect(predictedWithReleaseTimeTemplates).toBeCloseTo(174.8, 1);
    expect(Math.abs(prediction.components.cevns! - 175)).toBeLessThan(1.5);
  });

  test('strength: 121.5 +23.5 -22.7 events, 5.83 standard deviations', () => {
    expectEvents(analysis, fits.strength);
    expect(Math.abs(components.cevns! - 121)).toBeLessThan(1);
  });

  test('agrees with the publication: 134 +- 22 of 173 +- 48 events', () => {
    const { value, error } = parameters['cevns-strength']!;
    expect(Math.abs(components.cevns! - 134)).toBeLessThan(22);
    expect(Math.abs((components.cevns! / value) * error! - 22)).toBeLessThan(1.5);
    expect(Math.abs(prediction.components.cevns! - 173)).toBeLessThan(2);
  });

  test('cross section with everything uncertain in the prediction', () => {
    const { parameters: fitted, statistic } = analysis['cross-section'] as FitResult;
    const target = fits['cross-section'];
    const { value, plus, minus } = fitted['cevns-strength']!;
    expect(Math.abs(value - target.strength)).toBeLessThan(0.0005);
    expect(Math.abs(plus! - target.plus)).toBeLessThan(0.0005);
    expect(Math.abs(minus! - target.minus)).toBeLessThan(0.0005);
    expect(Math.abs(statistic - target.statistic)).toBeLessThan(0.005);
    for (const [name, pull] of Object.entries(target.pulls)) {
      expect(Math.abs(fitted[name]!.value - pull), name).toBeLessThan(0.003);
    }
  });
});

test('with the fall of the background fitted over all 12 us: the published numbers, 134 +- 22 and 6.7', async () => {
  const analysis = await analyse(['detector.backgrounds.steady-state.time.rate=0.0586 /us']);
  expectEvents(analysis, fits['fall over 12 us']);
  expect(Math.abs((analysis.strength as FitResult).components.cevns! - 134)).toBeLessThan(0.5);
  expect(Math.abs((analysis.discovery as SignificanceResult).z - 6.7)).toBeLessThan(0.1);
});

test.each(Object.entries(effectOnPrediction))('effect of %s on the prediction, up and down', async (name, effects) => {
  const nominal = await analyse();
  for (const [i, pull] of [1, -1].entries()) {
    const varied = await analyse([`analysis.prediction.at={ ${name}: ${pull} }`]);
    const ratio =
      (varied.prediction as PredictResult).components.cevns! / (nominal.prediction as PredictResult).components.cevns!;
    expect(Math.abs(ratio - 1 - effects[i]!)).toBeLessThan(2e-5);
  }
});
