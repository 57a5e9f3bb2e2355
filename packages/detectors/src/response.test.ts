import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { recoilGrid } from './recoil-grid.ts';
import { buildResponse, collectBins, fold, smearRecoils } from './response.ts';
import { smearing } from './smearing/gamma.ts';

const whole = (n: number) => Float64Array.from({ length: n + 1 }, (_, i) => i);
const csi = { 'energy-per-photoelectron': 0.0749, 'shape-slope': 9.56 };
const parts = {
  recoilEnergiesMeV: recoilGrid([0.02], 8).recoilEnergiesMeV,
  quenching: (recoilMeV: number) => 87.8 * recoilMeV,
  smearing: smearing.prepare(csi),
  efficiency: () => 1,
  fineEdges: whole(400),
  edges: Float64Array.of(0, 8, 30, 400),
};

describe('the response matrix', () => {
  test('has rows that add up to one without losses', () => {
    const matrix = buildResponse(parts);
    parts.recoilEnergiesMeV.forEach((_, i) => {
      expect(matrix[3 * i]! + matrix[3 * i + 1]! + matrix[3 * i + 2]!).toBeCloseTo(1, 12);
    });
  });

  test('takes the efficiency at the centres of the fine bins', () => {
    const smeared = Float64Array.of(0.1, 0.2, 0.3, 0.4);
    const kept = collectBins(smeared, whole(4), Float64Array.of(1, 2, 4), (pe) => pe / 10);
    expect(kept[0]).toBeCloseTo(0.2 * 0.15, 15);
    expect(kept[1]).toBeCloseTo(0.3 * 0.25 + 0.4 * 0.35, 15);
  });

  test('is linear in the efficiency', () => {
    const smeared = smearRecoils(parts);
    const efficiency = fc.tuple(
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.double({ min: 0, max: 0.01, noNaN: true }),
    );
    fc.assert(
      fc.property(efficiency, efficiency, ([a, b], [c, d]) => {
        const collect = (eff: (pe: number) => number) => collectBins(smeared, parts.fineEdges, parts.edges, eff);
        const first = collect((pe) => a + b * pe);
        const second = collect((pe) => c + d * pe);
        collect((pe) => a + c + (b + d) * pe).forEach((value, i) => {
          expect(Math.abs(value - first[i]! - second[i]!)).toBeLessThan(1e-13);
        });
      }),
      { numRuns: 20 },
    );
  });

  test('refuses edges between fine edges and negative energies', () => {
    expect(() => buildResponse({ ...parts, edges: Float64Array.of(0, 8.5) })).toThrow(
      'Expected bin edges on fine edges, got 8.5',
    );
    expect(() => buildResponse({ ...parts, quenching: (t) => -t })).toThrow(
      'Expected a quenching that is not negative',
    );
  });
});

describe('fold', () => {
  test('integrates a spectrum: all events of a falling one arrive', () => {
    const grid = recoilGrid([0.02], 8);
    const rate = grid.recoilEnergiesMeV.map((t) => 1e6 * (0.02 - t));
    const counts = fold(rate, grid.weightsMeV, buildResponse(parts));
    expect(counts[0]! + counts[1]! + counts[2]!).toBeCloseTo((1e6 * 0.02 ** 2) / 2, 9);
  });

  test('refuses shapes that do not match', () => {
    expect(() => fold(new Float64Array(3), new Float64Array(2), new Float64Array(6))).toThrow('Expected 3 weights');
    expect(() => fold(new Float64Array(3), new Float64Array(3), new Float64Array(7))).toThrow('got 3 and 7 entries');
  });
});
