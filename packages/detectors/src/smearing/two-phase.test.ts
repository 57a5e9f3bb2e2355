import { expect, test } from 'vitest';
import { smearing } from './two-phase.ts';

const xenon = { 'energy-per-electron': 0.0137, 'extraction-efficiency': 0.8, gain: 28, 'single-electron-spread': 0.25 };
const edges = Float64Array.from({ length: 801 }, (_, i) => i);

function bins(parameters: object, energy: number): Float64Array {
  const out = new Float64Array(edges.length - 1);
  smearing.prepare({ ...xenon, ...parameters })(energy, edges, out);
  return out;
}

test('mean and variance of the two steps', () => {
  // 8 electrons are extracted on average, Poisson: variance g^2 m (1 + s^2), and h^2 / 12 of the bins.
  const out = bins({}, 0.137);
  const mean = out.reduce((sum, p, i) => sum + p * (i + 0.5), 0);
  const variance = out.reduce((sum, p, i) => sum + p * (i + 0.5 - mean) ** 2, 0);
  // What is at 0 PE exactly counts at the centre of its bin.
  expect(mean).toBeCloseTo(224 + 0.5 * Math.exp(-8), 3);
  expect(variance / (28 ** 2 * 8 * (1 + 0.25 ** 2) + 1 / 12)).toBeCloseTo(1, 4);
});

test('events without an electron are in the bin of 0, and one electron is a peak at the gain', () => {
  const out = bins({}, 0.0137);
  expect(out[0]).toBeCloseTo(Math.exp(-0.8), 4);
  const ofOne = out.subarray(0, 56).reduce((sum, p) => sum + p, 0) - out[0]!;
  const twice = 0.8 ** 2 / 2;
  // One standard deviation of 2 electrons is 9.9 PE: half of them are below 56 PE.
  expect(ofOne).toBeCloseTo(Math.exp(-0.8) * (0.8 + twice / 2), 2);
});

test('fewer electrons fluctuate less', () => {
  const spread = (fano: number) => {
    const out = bins({ 'fano-factor': fano, 'extraction-efficiency': 1 }, 0.137);
    const mean = out.reduce((sum, p, i) => sum + p * (i + 0.5), 0);
    return out.reduce((sum, p, i) => sum + p * (i + 0.5 - mean) ** 2, 0);
  };
  expect(spread(0.2) / (28 ** 2 * 10 * (0.2 + 0.25 ** 2) + 1 / 12)).toBeCloseTo(1, 4);
  expect(spread(0.2)).toBeLessThan(spread(1));
});

test.each([
  [{ gain: 0 }, 'a positive gain'],
  [{ 'single-electron-spread': 0 }, 'a positive spread of one electron'],
  [{ 'extraction-efficiency': 1.2 }, 'to find an electron in (0, 1]'],
  [{ noise: -1 }, 'a noise of 0 or more'],
])('%j is refused', (parameters, message) => {
  expect(() => smearing.prepare({ ...xenon, ...parameters })).toThrow(message);
});
