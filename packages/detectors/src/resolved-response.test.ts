import { expect, test } from 'vitest';
import { recoilGrid } from './recoil-grid.ts';
import { smearSegments } from './resolved-response.ts';
import { fold } from './response.ts';
import { smearing as gaussian } from './smearing/gaussian.ts';

const edges = Float64Array.from({ length: 41 }, (_, i) => 0.05 * i);
const quenching = (recoilMeV: number): number => 200 * recoilMeV;

/** Counts of a spectrum that falls as exp(-T/8 keV) up to 50 keV, in bins of 0.05 keVee, with a resolution in keVee. */
function counts(noise: number, panels: number): Float64Array {
  const grid = recoilGrid([0.05], 24);
  const { recoilEnergiesMeV, weightsMeV } = grid;
  const smearing = gaussian.prepare({ noise, stochastic: 0, constant: 0 } as never);
  const parts = { recoilEnergiesMeV, quenching, smearing, fineEdges: edges, nodesPerSegment: 24 };
  const rate = recoilEnergiesMeV.map((T) => Math.exp(-T / 0.008));
  return fold(rate, weightsMeV, smearSegments(parts, panels));
}

test('a wide resolution is the same in one panel and in several', () => {
  const [one, four] = [counts(0.4, 1), counts(0.4, 4)];
  for (let j = 4; j < 24; j++) expect(four[j]! / one[j]!).toBeCloseTo(1, 4);
});

test('a sharp resolution is met by panels, and missed by the nodes alone', () => {
  // Far from the ends, a bin holds the integral of the spectrum over its recoils, folded with a narrow peak.
  const sharp = counts(0.01, 64);
  const nodes = counts(0.01, 1);
  let worst = 0;
  for (let j = 4; j < 30; j++) {
    const [low, high] = [edges[j]! / 200, edges[j + 1]! / 200];
    // exp(k^2 sigma^2 / 2) of the fold of an exponential with a normal distribution.
    const fold = Math.exp((0.01 / 200 / 0.008) ** 2 / 2);
    const exact = 0.008 * (Math.exp(-low / 0.008) - Math.exp(-high / 0.008)) * fold;
    expect(Math.abs(sharp[j]! / exact - 1)).toBeLessThan(1e-6);
    worst = Math.max(worst, Math.abs(nodes[j]! / exact - 1));
  }
  expect(worst).toBeGreaterThan(0.05);
});

test('an efficiency in the recoil energy multiplies recoils before they are smeared, and a step of it is met where panels end', () => {
  const from = 0.0043;
  const { recoilEnergiesMeV, weightsMeV } = recoilGrid([0.05], 24);
  const smearing = gaussian.prepare({ noise: 0.1 });
  const kept = (recoilMeV: number): number => (recoilMeV < from ? 0 : 0.7);
  const parts = { recoilEnergiesMeV, quenching, smearing, kept, fineEdges: edges, nodesPerSegment: 24 };
  const own = fold(
    recoilEnergiesMeV.map((T) => Math.exp(-T / 0.008)),
    weightsMeV,
    smearSegments({ ...parts, breakPointsMeV: [from] }, 32),
  );
  const exact = new Float64Array(edges.length - 1);
  const row = new Float64Array(edges.length - 1);
  const step = (0.05 - from) / 20000;
  for (let i = 0; i < 20000; i++) {
    const recoil = from + step * (i + 0.5);
    smearing(quenching(recoil), edges, row);
    for (let b = 0; b < row.length; b++) exact[b]! += 0.7 * step * Math.exp(-recoil / 0.008) * row[b]!;
  }
  const largest = Math.max(...exact);
  own.forEach((count, b) => {
    expect(Math.abs(count - exact[b]!) / largest).toBeLessThan(1e-6);
  });
});
