import { gaussLegendre } from '@cevns/numerics/quadrature';
import { expect, test } from 'vitest';
import { shape } from './power-law.ts';

test.each([0.5, 1, 1.0001, 2.5])('bins hold the integral of x^-%f', (power) => {
  const edges = Float64Array.of(0.2, 0.3, 0.5, 0.9);
  const { nodes, weights } = gaussLegendre(30);
  [...shape.prepare({ power }, {})(edges)].forEach((content, i) => {
    const [low, high] = [edges[i]!, edges[i + 1]!];
    const half = (high - low) / 2;
    const exact = nodes.reduce((sum, x, k) => sum + weights[k]! * half * (low + half * (1 + x)) ** -power, 0);
    expect(content / exact).toBeCloseTo(1, 11);
  });
});

test('the power is 1 unless given', () => {
  expect(shape.prepare({}, {})(Float64Array.of(1, Math.E))[0]).toBeCloseTo(1, 14);
});

test('nothing is integrated down to 0, and the power has to be positive', () => {
  expect(() => shape.prepare({}, {})(Float64Array.of(0, 1))).toThrow('in bins above 0, got one from 0');
  expect(() => shape.prepare({ power: 0 }, {})).toThrow('positive power');
});
