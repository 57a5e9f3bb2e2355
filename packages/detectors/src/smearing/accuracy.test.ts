import { expect, test } from 'vitest';
import { recoilGrid } from '../recoil-grid.ts';
import { smearSegments } from '../resolved-response.ts';
import { fold } from '../response.ts';
import { smearing as counted } from './counted-electrons.ts';
import { smearing as fano } from './fano.ts';
import type { Smearing, SmearingModel } from './smearing.ts';
import { smearing as twoPhase } from './two-phase.ts';

/** Counts of a falling spectrum up to 2 keVnr, QF = 0.2, in fine bins; by the recoil grid and its panels. */
function counts(smearing: Smearing, edges: Float64Array, panels: number, breaksKeVee: readonly number[]): Float64Array {
  const { recoilEnergiesMeV, weightsMeV } = recoilGrid([0.002], 24);
  const parts = { recoilEnergiesMeV, quenching, smearing, fineEdges: edges, nodesPerSegment: 24 };
  const breakPointsMeV = breaksKeVee.map((energy) => energy / 200);
  return fold(recoilEnergiesMeV.map(spectrum), weightsMeV, smearSegments({ ...parts, breakPointsMeV }, panels));
}

/** The same by brute force: the midpoints of 20000 equal steps in the energy, no root, no polynomials, no break points. */
function bruteForce(smearing: Smearing, edges: Float64Array): Float64Array {
  const total = new Float64Array(edges.length - 1);
  const row = new Float64Array(edges.length - 1);
  const step = 0.002 / 20000;
  for (let i = 0; i < 20000; i++) {
    const recoil = step * (i + 0.5);
    smearing(quenching(recoil), edges, row);
    const events = step * spectrum(recoil);
    for (let b = 0; b < row.length; b++) total[b]! += events * row[b]!;
  }
  return total;
}

const quenching = (recoilMeV: number): number => 200 * recoilMeV;
const spectrum = (recoilMeV: number): number => Math.exp(-recoilMeV / 5e-4);

const energies = Float64Array.from({ length: 36 }, (_, i) => 0.05 + 0.01 * i);
const numbers = Float64Array.from({ length: 90 }, (_, i) => i);
const silicon = { 'energy-per-electron': 3.75e-3, 'fano-factor': 0.12 };
const xenon = { 'energy-per-electron': 0.0137, 'extraction-efficiency': 0.8, gain: 28, 'single-electron-spread': 0.25 };

test.each([
  ['fano', fano, { 'energy-per-electron': 2.96e-3, 'fano-factor': 0.11, noise: 0.002 }, energies],
  ['counted electrons with noise', counted, { ...silicon, noise: 0.2 }, numbers],
  ['whole electrons', counted, { ...silicon, 'collection-efficiency': 0.9 }, numbers],
  ['two-phase', twoPhase, xenon, Float64Array.from({ length: 60 }, (_, i) => 10 * i)],
] as const)(
  '%s: counts are those of a brute-force integral to 1e-6 of the largest bin',
  (_, model, parameters, edges) => {
    const smearing = model.prepare(parameters as never);
    const exact = bruteForce(smearing, edges);
    const breaks = (model as SmearingModel<object>).breakPointsKeVee?.(parameters, edges) ?? [];
    const largest = Math.max(...exact);
    counts(smearing, edges, 16, breaks).forEach((count, b) => {
      expect(Math.abs(count - exact[b]!) / largest).toBeLessThan(1e-6);
    });
  },
);
