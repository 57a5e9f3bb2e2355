import { join } from 'node:path';
import type { Summary } from '@cevns/studies/generated/summary';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type FitResult, home, StudyRuns } from './lar-study.ts';

/** Non-standard interactions in COHERENT's CsI and argon in one likelihood, against what the two give apart and what the weak charges give. */
const runs = new StudyRuns();
afterAll(() => runs.remove());

type Analyses = Awaited<ReturnType<StudyRuns['analyse']>>;
type Contour = Extract<Summary['analysis'][string], { kind: 'contour' }>;

/** A place far from both bands, in units in which the couplings of the Standard Model are about 1/2. */
const couplings = 'eps_ee_u: 0.3, eps_ee_d: -0.15';
let together: Analyses;
let apart: readonly [csi: Analyses, lar: Analyses];
beforeAll(async () => {
  const pipelines = join(home, 'pipelines');
  together = await runs.analyse(join(pipelines, 'coherent-csi-lar-nsi.yaml'), [
    `analysis.apart={ kind: fit, fixed: { ${couplings}, neutrino-flux: 1, lar-acceptance: 1 } }`,
    'outputs=[]',
  ]);
  const own = `analysis={ apart: { kind: fit, fixed: { ${couplings}, neutrino-flux: 1 } } }`;
  apart = [
    await runs.analyse(join(pipelines, 'coherent-csi-2021/nsi-up-down.yaml'), [own, 'outputs=[]']),
    await runs.analyse(join(pipelines, 'coherent-lar-2020-prediction.yaml'), [
      own,
      'inputs.interaction.terms=[standard-model, nsi]',
      'parameters={ eps_ee_u: { of: nsi, range: [-1, 1] }, eps_ee_d: { of: nsi, range: [-1, 1] } }',
      'outputs=[]',
    ]),
  ];
}, 60_000);

test('with couplings and flux held the two are independent: statistics add up', () => {
  const [csi, lar] = apart.map((analyses) => (analyses.apart as FitResult).statistic) as [number, number];
  expect((together.apart as FitResult).statistic).toBeCloseTo(csi + lar, 6);
});

test('the bands run between the directions of argon and of iodine, which the couplings to neutrons and protons give', () => {
  const { contours } = together.nsi as Contour;
  const direction = (Z: number, N: number) => -(2 * Z + N) / (Z + 2 * N);
  const [argon, caesium] = [direction(18, 22), direction(55, 78)];
  for (const { lines } of contours) {
    expect(lines.length).toBeGreaterThan(0);
    for (const { points } of lines) {
      const [[x, y], [toX, toY]] = [points[0]!, points.at(-1)!];
      expect((toY - y) / (toX - x)).toBeGreaterThan(argon);
      expect((toY - y) / (toX - x)).toBeLessThan(caesium);
    }
  }
});
