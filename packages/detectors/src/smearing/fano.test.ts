import { expect, test } from 'vitest';
import { smearing } from './fano.ts';
import { smearing as gaussian } from './gaussian.ts';

const edges = Float64Array.from({ length: 61 }, (_, i) => 0.02 * i);
const germanium = { 'fano-factor': 0.11, 'energy-per-electron': 2.96e-3 };

const bins = (
  model: (energy: number, edges: Float64Array, out: Float64Array) => void,
  energy: number,
): Float64Array => {
  const out = new Float64Array(edges.length - 1);
  model(energy, edges, out);
  return out;
};

test('the variance is that of the pairs and that of the noise', () => {
  const out = bins(smearing.prepare({ ...germanium, noise: 0.07 }), 0.6);
  const centres = out.map((_, i) => 0.02 * i + 0.01);
  const mean = out.reduce((sum, p, i) => sum + p * centres[i]!, 0);
  const variance = out.reduce((sum, p, i) => sum + p * (centres[i]! - mean) ** 2, 0);
  expect(mean).toBeCloseTo(0.6, 8);
  // A bin of the width h adds h^2 / 12.
  expect(variance).toBeCloseTo(0.11 * 2.96e-3 * 0.6 + 0.07 ** 2 + 0.02 ** 2 / 12, 8);
});

test('it is the gaussian with a stochastic term of sqrt(F eps)', () => {
  const own = bins(smearing.prepare({ ...germanium, noise: 0.03 }), 0.31);
  const other = bins(gaussian.prepare({ stochastic: Math.sqrt(0.11 * 2.96e-3), noise: 0.03 }), 0.31);
  own.forEach((p, i) => {
    expect(p).toBeCloseTo(other[i]!, 15);
  });
});

test('without energy and noise all of it is in the bin of 0', () => {
  expect(bins(smearing.prepare(germanium), 0)[0]).toBe(1);
});

test.each([
  [{ ...germanium, 'energy-per-electron': 0 }, 'a positive energy per electron'],
  [{ ...germanium, 'fano-factor': -1 }, 'a Fano factor of 0 or more'],
  [{ ...germanium, noise: -1 }, 'a noise of 0 or more'],
  [{ ...germanium, 'fano-factor': 0 }, 'a Fano factor or a noise'],
])('%j is refused', (parameters, message) => {
  expect(() => smearing.prepare(parameters)).toThrow(message);
});
