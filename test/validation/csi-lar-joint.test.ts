import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type FitResult, home, type SignificanceResult, StudyRuns } from './lar-study.ts';

/** COHERENT's CsI and liquid argon in one likelihood with one flux uncertainty, against what the two give apart. */
const runs = new StudyRuns();
afterAll(() => runs.remove());

const joint = join(home, 'pipelines/coherent-csi-lar-joint.yaml');
const csi = join(home, 'pipelines/coherent-csi-2021.yaml');
const lar = join(home, 'pipelines/coherent-lar-2020.yaml');

type Analyses = Awaited<ReturnType<StudyRuns['analyse']>>;
let together: Analyses;
let apart: { csi: Analyses; lar: Analyses };
beforeAll(async () => {
  together = await runs.analyse(joint, [
    'analysis.apart={ kind: fit, fixed: { cevns-strength: 1, lar-acceptance: 1, neutrino-flux: 1 } }',
    'analysis.csi-alone={ kind: fit, experiments: [csi], fixed: [neutrino-flux] }',
  ]);
  apart = {
    csi: await runs.analyse(csi, [
      'analysis.apart={ kind: fit, fixed: { cevns-strength: 1, neutrino-flux: 1 } }',
      'analysis.alone={ kind: fit, fixed: [neutrino-flux] }',
    ]),
    lar: await runs.analyse(lar, [
      'analysis.apart={ kind: fit, fixed: { cevns-strength: 1, cevns-f90: 0, cevns-time-mean: 0, brn-energy: 0, brn-time-mean: 0, brn-time-width: 0 } }',
    ]),
  };
}, 60_000);

test('with the signal held the two are independent: statistics add up', () => {
  const { statistic, bins } = together.apart as FitResult;
  const [own, other] = [apart.csi.apart as FitResult, apart.lar.apart as FitResult];
  expect(bins).toBe(99 + 960);
  expect(statistic).toBeCloseTo(own.statistic + other.statistic, 6);
  expect((together.apart as FitResult).parameters['lar-brn']!.value).toBeCloseTo(other.parameters.brn!.value, 6);
});

test('an analysis of one of the experiments is that of a study of it alone', () => {
  const [one, alone] = [together['csi-alone'] as FitResult, apart.csi.alone as FitResult];
  expect(one.bins).toBe(alone.bins);
  expect(one.statistic).toBeCloseTo(alone.statistic, 9);
  const { value, error } = alone.parameters['cevns-strength']!;
  expect(one.parameters['cevns-strength']!.value).toBeCloseTo(value, 9);
  expect(one.parameters['cevns-strength']!.error!).toBeCloseTo(error!, 9);
  expect(Object.keys(one.parameters).filter((name) => name.startsWith('lar-'))).toEqual([]);
});

describe('the shared flux', () => {
  test('has one pull and correlations with the uncertainties of both', () => {
    const { parameters, correlation } = together.flux as FitResult;
    const flux = parameters['neutrino-flux']!;
    expect(flux.prior).toEqual({ mean: 1, sigma: 0.1 });
    expect(flux.pull).toBeCloseTo((flux.value - 1) / 0.1, 9);
    // Both data sets constrain it beyond its prior.
    expect(flux.error!).toBeLessThan(0.08);
    const row = correlation!.matrix[correlation!.parameters.indexOf('neutrino-flux')]!;
    const correlated = (name: string) => row[correlation!.parameters.indexOf(name)]!;
    expect(correlated('csi-efficiency')).toBeLessThan(-0.1);
    expect(correlated('lar-brn')).toBeLessThan(-0.05);
  });

  test('is degenerate with a free strength: no pull, its prior width, and a correlation of -0.1 strength / error', () => {
    const { parameters, correlation } = together['cross-section'] as FitResult;
    const flux = parameters['neutrino-flux']!;
    const strength = parameters['cevns-strength']!;
    expect(flux.pull).toBeCloseTo(0, 6);
    expect(flux.error).toBeCloseTo(0.1, 6);
    const [i, j] = ['neutrino-flux', 'cevns-strength'].map((name) => correlation!.parameters.indexOf(name));
    expect(correlation!.matrix[i!]![j!]).toBeCloseTo((-0.1 * strength.value) / strength.error!, 4);
  });
});

test('together CEvNS is seen better than in either', () => {
  const z = (analyses: Analyses) => (analyses.discovery as SignificanceResult).z!;
  expect(z(together)).toBeGreaterThan(Math.max(z(apart.csi), z(apart.lar)));
  expect(z(together)).toBeLessThan(Math.hypot(z(apart.csi), z(apart.lar)));
});
