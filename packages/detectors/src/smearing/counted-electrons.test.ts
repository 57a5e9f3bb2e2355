import { expect, test } from 'vitest';
import { smearing } from './counted-electrons.ts';

const ccd = { 'energy-per-electron': 3.75e-3, 'fano-factor': 0.12 };

function bins(parameters: object, energy: number, edges: Float64Array): Float64Array {
  const out = new Float64Array(edges.length - 1);
  smearing.prepare({ ...ccd, ...parameters })(energy, edges, out);
  return out;
}

test('without noise whole numbers are counted: the mean and the variance are those of the pairs', () => {
  const out = bins(
    {},
    0.045,
    Float64Array.from({ length: 41 }, (_, i) => i),
  );
  const moment = (power: number) => out.reduce((sum, p, k) => sum + p * k ** power, 0);
  expect(moment(0)).toBeCloseTo(1, 12);
  expect(moment(1)).toBeCloseTo(12, 11);
  expect(moment(2) - 144).toBeCloseTo(0.12 * 12, 9);
});

test('noise blurs the numbers: the sum over them of a normal distribution', () => {
  const edges = Float64Array.of(2.5, 3.5, 4.5);
  const exact = bins(
    {},
    0.013,
    Float64Array.from({ length: 21 }, (_, i) => i),
  );
  const noisy = bins({ noise: 0.2 }, 0.013, edges);
  // Probability of less than 2.5 standard deviations above the mean, erf(2.5 / sqrt 2) = 0.987580669348448.
  const inside = 0.987580669348448;
  const neighbour = (1 - inside) / 2;
  expect(noisy[0]).toBeCloseTo(inside * exact[3]! + neighbour * (exact[2]! + exact[4]!), 11);
});

test('lost electrons lower the mean', () => {
  const out = bins(
    { 'collection-efficiency': 0.5 },
    0.045,
    Float64Array.from({ length: 41 }, (_, i) => i),
  );
  expect(out.reduce((sum, p, k) => sum + p * k, 0)).toBeCloseTo(6, 11);
});

test.each([
  [{ 'energy-per-electron': 0 }, 'a positive energy per electron'],
  [{ noise: -0.1 }, 'a noise of 0 or more'],
  [{ 'fano-factor': 2 }, 'a Fano factor in (0, 1]'],
])('%j is refused', (parameters, message) => {
  expect(() => smearing.prepare({ ...ccd, ...parameters })).toThrow(message);
});
