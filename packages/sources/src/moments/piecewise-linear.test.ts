import fc from 'fast-check';
import { expect, test } from 'vitest';
import { piecewiseLinearMoments } from './piecewise-linear.ts';
import { tabulateMoments } from './tabulated-moments.ts';

const energies = Float64Array.of(0.02, 0.5, 1.3, 4, 9, 16.34);
const values = Float64Array.of(0, 2, 0.4, 3, 1, 0);

function density(energyMeV: number): number {
  const next = energies.findIndex((each) => each >= energyMeV);
  if (next <= 0) return 0;
  const part = (energyMeV - energies[next - 1]!) / (energies[next]! - energies[next - 1]!);
  return values[next - 1]! + part * (values[next]! - values[next - 1]!);
}

test('closed forms agree with the polynomials that other densities are tabulated by', () => {
  const table = piecewiseLinearMoments(energies, values);
  const other = tabulateMoments({ density, breakPointsMeV: [...energies], relativeTolerance: 1e-13 });
  expect(table.total).toBeCloseTo(other.total, 12);
  const [own, reference] = [new Float64Array(3), new Float64Array(3)];
  fc.assert(
    fc.property(fc.double({ min: 0.021, max: 16.3, noNaN: true }), (from) => {
      table.moments(from, own);
      other.moments(from, reference);
      for (let k = 0; k < 3; k++) expect(Math.abs(own[k]! - reference[k]!)).toBeLessThan(1e-11 * (1 + reference[k]!));
    }),
    { numRuns: 200 },
  );
});

test('nothing at the highest energy, all of it below the lowest', () => {
  const { moments, total } = piecewiseLinearMoments(energies, values);
  const out = new Float64Array(3);
  moments(16.34, out);
  expect([...out]).toEqual([0, 0, 0]);
  moments(0, out);
  expect(out[0]).toBe(total);
});

test('a table that starts at zero energy has finite moments', () => {
  const { moments } = piecewiseLinearMoments(Float64Array.of(0, 1), Float64Array.of(1, 1));
  const out = new Float64Array(3);
  moments(0, out);
  expect([...out].every(Number.isFinite)).toBe(true);
  moments(0.5, out);
  expect(out[1]).toBeCloseTo(Math.LN2, 14);
  expect(out[2]).toBeCloseTo(1, 14);
});
