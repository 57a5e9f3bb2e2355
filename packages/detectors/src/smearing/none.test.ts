import { expect, test } from 'vitest';
import { crossingsMeV } from '../quenching/inverse-quenching.ts';
import { recoilGrid } from '../recoil-grid.ts';
import { smearSegments } from '../resolved-response.ts';
import { fold } from '../response.ts';
import { smearing } from './none.ts';

test('the energy itself is in its half-open bin', () => {
  const out = new Float64Array(3);
  smearing.prepare({})(0.2, Float64Array.of(0, 0.1, 0.2, 0.3), out);
  expect([...out]).toEqual([0, 0, 1]);
});

test('a bin holds the integral of the spectrum over its recoils, where panels end at the edges', () => {
  const quenching = (recoilMeV: number): number => 200 * recoilMeV;
  const edges = Float64Array.from({ length: 12 }, (_, i) => 0.13 + 0.21 * i);
  const { recoilEnergiesMeV, weightsMeV } = recoilGrid([0.02, 0.05], 24);
  const breakPointsMeV = crossingsMeV(quenching, [...edges], 0.05);
  const parts = { recoilEnergiesMeV, quenching, smearing: smearing.prepare({}), fineEdges: edges, nodesPerSegment: 24 };
  const response = smearSegments({ ...parts, breakPointsMeV }, 1);
  const counts = fold(
    recoilEnergiesMeV.map((T) => Math.exp(-T / 0.008)),
    weightsMeV,
    response,
  );
  counts.forEach((count, j) => {
    const exact = 0.008 * (Math.exp(-edges[j]! / 200 / 0.008) - Math.exp(-edges[j + 1]! / 200 / 0.008));
    expect(count / exact).toBeCloseTo(1, 9);
  });
});
