import { describe, expect, test } from 'vitest';
import { smearing } from './gaussian.ts';

function bins(parameters: Parameters<typeof smearing.prepare>[0], energyKeVee: number, edges: readonly number[]) {
  const out = new Float64Array(edges.length - 1);
  smearing.prepare(parameters)(energyKeVee, Float64Array.from(edges), out);
  return [...out];
}

describe('the normal distribution of the reconstructed energy', () => {
  test('sigma of the argon release: 0.58 sqrt(E) keVee', () => {
    const sigma = 0.58 * Math.sqrt(9);
    // Published values of the standard normal distribution: 0.682689492 within one, 0.954499736 within two standard deviations.
    const edges = [9 - 2 * sigma, 9 - sigma, 9 + sigma, 9 + 2 * sigma];
    const [below, within, above] = bins({ stochastic: 0.58 }, 9, edges);
    expect(within).toBeCloseTo(0.682689492137, 11);
    expect(below).toBeCloseTo((0.954499736104 - 0.682689492137) / 2, 11);
    expect(above).toBeCloseTo(below!, 14);
  });

  test('terms add in quadrature', () => {
    // 0.3^2 * 4 + 0.1^2 * 16 + 0.8^2 = 1.16.
    const sigma = Math.sqrt(0.36 + 0.16 + 0.64);
    const [within] = bins({ stochastic: 0.3, constant: 0.1, noise: 0.8 }, 4, [4 - sigma, 4 + sigma]);
    expect(within).toBeCloseTo(0.682689492137, 11);
  });

  test('mean and total are kept far from the edges', () => {
    const edges = Array.from({ length: 401 }, (_, i) => i / 20);
    const shares = bins({ stochastic: 0.5 }, 10, edges);
    expect(shares.reduce((total, share) => total + share, 0)).toBeCloseTo(1, 9);
    expect(shares.reduce((total, share, i) => total + (share * (i + 0.5)) / 20, 0)).toBeCloseTo(10, 6);
  });

  test('far tails keep their relative precision', () => {
    // 1 - Phi(10) = 7.619853024160527e-24.
    expect(bins({ noise: 1 }, 5, [15, 100])[0]! / 7.619853024160527e-24).toBeCloseTo(1, 10);
  });

  test('no energy and no noise: all in the bin that holds zero', () => {
    expect(bins({ stochastic: 0.58 }, 0, [0, 0.5, 1])).toEqual([1, 0]);
  });
});

test('a resolution without terms, and a negative one, are refused', () => {
  expect(() => smearing.prepare({})).toThrow('at least one term');
  expect(() => smearing.prepare({ noise: -1 })).toThrow('noise term');
});
