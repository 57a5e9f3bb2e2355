import { gaussLegendre } from '@cevns/numerics/quadrature';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { smearing } from './gamma.ts';

/** CsI[Na], COHERENT arXiv:2110.07730. */
const csi = { 'energy-per-photoelectron': 0.0749, 'shape-slope': 9.56 };
const grid = (from: number, to: number, bins: number) =>
  Float64Array.from({ length: bins + 1 }, (_, i) => from + ((to - from) * i) / bins);

function probabilities(energyKeVee: number, edges: Float64Array, parameters = csi) {
  const out = new Float64Array(edges.length - 1);
  smearing.prepare(parameters)(energyKeVee, edges, out);
  return out;
}

describe('over all photoelectrons', () => {
  const energy = fc.double({ min: 0.01, max: 5, noNaN: true });

  test('probabilities are not negative and add up to one', () => {
    fc.assert(
      fc.property(energy, (energyKeVee) => {
        const all = probabilities(energyKeVee, grid(0, 2000, 2000));
        expect(Math.min(...all)).toBeGreaterThanOrEqual(0);
        expect(all.reduce((sum, p) => sum + p)).toBeCloseTo(1, 12);
      }),
    );
  });

  test('the mean is the light yield times the energy, the variance mean^2 / (1 + B)', () => {
    fc.assert(
      fc.property(energy, (energyKeVee) => {
        const mean = energyKeVee / 0.0749;
        const edges = grid(0, 12 * mean + 20, 4000);
        const width = edges[1]!;
        const p = probabilities(energyKeVee, edges);
        const moment = (k: number) => p.reduce((sum, value, i) => sum + value * (edges[i]! + width / 2) ** k, 0);
        // The moments of a histogram differ from those of the density by width^2 / 12.
        expect(Math.abs(moment(1) / mean - 1)).toBeLessThan(1e-4);
        expect(Math.abs((moment(2) - moment(1) ** 2) / (mean ** 2 / (1 + 9.56 * energyKeVee)) - 1)).toBeLessThan(1e-3);
      }),
      { numRuns: 20 },
    );
  });
});

test('bins agree with a quadrature of the density where shape 1 + B is whole', () => {
  // B = 4 exactly: the density is x^4 exp(-x/s) / (24 s^5).
  const energyKeVee = 4 / 9.56;
  const scale = energyKeVee / (0.0749 * 5);
  const rule = gaussLegendre(12);
  const p = probabilities(energyKeVee, grid(0, 60, 60));
  p.forEach((value, i) => {
    let integral = 0;
    rule.nodes.forEach((node, k) => {
      const x = i + (node + 1) / 2;
      integral += ((rule.weights[k]! / 2) * (x ** 4 * Math.exp(-x / scale))) / (24 * scale ** 5);
    });
    expect(Math.abs(value - integral)).toBeLessThan(1e-14);
  });
});

test('narrow bins add up to wide ones, which are differences of the distribution function', () => {
  const wide = Float64Array.of(0, 20, 60);
  const shapeSlope = fc.double({ min: 0, max: 100, noNaN: true });
  const energy = fc.double({ min: Math.log(1e-3), max: Math.log(20), noNaN: true }).map(Math.exp);
  fc.assert(
    fc.property(energy, shapeSlope, fc.constantFrom(60, 240, 600), (energyKeVee, slope, bins) => {
      const parameters = { ...csi, 'shape-slope': slope };
      const narrow = probabilities(energyKeVee, grid(0, 60, bins), parameters);
      probabilities(energyKeVee, wide, parameters).forEach((expected, j) => {
        const sum = narrow
          .subarray((wide[j]! * bins) / 60, (wide[j + 1]! * bins) / 60)
          .reduce((total, value) => total + value);
        expect(Math.abs(sum - expected)).toBeLessThan(1e-13);
      });
    }),
    { numRuns: 500 },
  );
});

test('with shape slope 0 the distribution is exponential', () => {
  const [first, second] = probabilities(0.749, Float64Array.of(0, 5, 20), {
    'energy-per-photoelectron': 0.0749,
    'shape-slope': 0,
  });
  expect(first).toBeCloseTo(1 - Math.exp(-0.5), 14);
  expect(second).toBeCloseTo(Math.exp(-0.5) - Math.exp(-2), 14);
});

test('without energy all probability is in the bin that starts at zero', () => {
  expect([...probabilities(0, Float64Array.of(-1, 0, 1, 2))]).toEqual([0, 1, 0]);
});

test('parameters out of range are refused', () => {
  expect(() => smearing.prepare({ ...csi, 'energy-per-photoelectron': 0 })).toThrow('energy per photoelectron, got 0');
  expect(() => smearing.prepare({ ...csi, 'shape-slope': -1 })).toThrow('shape slope that is not negative, got -1');
});
