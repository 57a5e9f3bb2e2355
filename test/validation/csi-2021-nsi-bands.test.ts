import { join } from 'node:path';
import type { Summary } from '@cevns/studies/generated/summary';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { home, StudyRuns } from './lar-study.ts';

/**
 * The bands of the planes of up and down couplings against what follows from the weak charges of caesium and iodine alone. The rate depends on
 * Q + (2 Z + N) eps_u + (Z + 2 N) eps_d, so bands are straight, run along -(2 Z + N) / (Z + 2 N), and have a mirror image about the line on which
 * Q is cancelled. Couplings that change the flavour have no Q. With two nuclei, all this lies between the values of each.
 */
type Contour = Extract<Summary['analysis'][string], { kind: 'contour' }>;

/** Tree level: Q = Z (1/2 - 2 sin^2 theta_W) - N / 2. */
const SIN2_THETA_W = 0.23857;
const nuclei = [
  { Z: 55, N: 78 },
  { Z: 53, N: 74 },
];
const between = (of: (Z: number, N: number) => number): readonly [number, number] => {
  const values = nuclei.map(({ Z, N }) => of(Z, N));
  return [Math.min(...values), Math.max(...values)];
};
const slopes = between((Z, N) => -(2 * Z + N) / (Z + 2 * N));
/** What the down couplings of a band and of its mirror image add up to, where the up coupling is 0. */
const mirrors = between((Z, N) => (-2 * (Z * (0.5 - 2 * SIN2_THETA_W) - N / 2)) / (Z + 2 * N));

function expectBetween(value: number, [low, high]: readonly [number, number]): void {
  expect(value).toBeGreaterThan(low);
  expect(value).toBeLessThan(high);
}

interface Edge {
  readonly slope: number;
  /** The down coupling where the up coupling is 0. */
  readonly intercept: number;
  /** The farthest that a point of the contour is from the straight line through its ends. */
  readonly bend: number;
}

/** The edges of bands at a confidence level, from below to above. */
function edgesOf({ contours }: Contour, confidence: number): Edge[] {
  const { lines } = contours.find((contour) => contour.confidence === confidence)!;
  return lines
    .map(({ points }): Edge => {
      const [[x, y], [toX, toY]] = [points[0]!, points.at(-1)!];
      const slope = (toY - y) / (toX - x);
      const intercept = y - slope * x;
      const bend = Math.max(...points.map(([u, d]) => Math.abs(d - intercept - slope * u)));
      return { slope, intercept, bend };
    })
    .sort((a, b) => a.intercept - b.intercept);
}

const runs = new StudyRuns();
afterAll(() => runs.remove());
const planes: Record<string, Contour> = {};
beforeAll(async () => {
  for (const study of ['nsi-up-down', 'nsi-flavour-changing']) {
    const analysis = await runs.analyse(join(home, `pipelines/coherent-csi-2021/${study}.yaml`), ['outputs=[]']);
    planes[study] = analysis.nsi as Contour;
  }
}, 120_000);

describe.each([
  ['nsi-up-down', 0.6827, 4],
  ['nsi-up-down', 0.9, 2],
  ['nsi-flavour-changing', 0.6827, 2],
  ['nsi-flavour-changing', 0.9, 2],
] as const)('%s at %f', (study, confidence, count) => {
  test(`${count} straight edges, which run between the directions of caesium and iodine`, () => {
    const edges = edgesOf(planes[study]!, confidence);
    expect(edges).toHaveLength(count);
    for (const { slope, bend } of edges) {
      expectBetween(slope, slopes);
      expect(bend).toBeLessThan(1e-4);
    }
  });

  test('mirror images of each other', () => {
    const edges = edgesOf(planes[study]!, confidence);
    edges.forEach(({ intercept }, i) => {
      const sum = intercept + edges.at(-1 - i)!.intercept;
      if (study === 'nsi-up-down') expectBetween(sum, mirrors);
      else expect(Math.abs(sum)).toBeLessThan(1e-6);
    });
  });
});
