import { gaussLegendre } from '@cevns/numerics/quadrature';
import { expect, test } from 'vitest';
import { surfaceAttenuation, surfaceCurvature, symmetrisedFermiTransform } from './fermi-surface.ts';

test('the functions of the surface meet their definitions where those do not cancel', () => {
  expect(surfaceAttenuation(0)).toBe(1);
  for (const y of [0.9, 1.5, 1.999, 2.001, 5, 40]) {
    expect(surfaceAttenuation(y)).toBeCloseTo((2 * y) / (Math.exp(y) - Math.exp(-y)), 14);
    expect(surfaceCurvature(y)).toBeCloseTo((y / Math.tanh(y) - 1) / (y * y), 14);
  }
});

test('the curvature has the series 1/3 - y^2/45 + 2 y^4/945 - y^6/4725', () => {
  expect(surfaceCurvature(0)).toBeCloseTo(1 / 3, 16);
  const y = 0.02;
  expect(surfaceCurvature(y)).toBeCloseTo(1 / 3 - y ** 2 / 45 + (2 * y ** 4) / 945 - y ** 6 / 4725, 15);
});

test('the transform is that of the density, by quadrature', () => {
  const [c, a] = [5.6, 0.52];
  const { nodes, weights } = gaussLegendre(400);
  const end = 30;
  for (const q of [0, 0.01, 0.3, 0.9, 1.7, 2.5]) {
    let sum = 0;
    for (let i = 0; i < nodes.length; i++) {
      const r = (end / 2) * (1 + nodes[i]!);
      const wave = q === 0 ? 1 : Math.sin(q * r) / (q * r);
      sum += ((end / 2) * weights[i]! * r * r * Math.sinh(c / a) * wave) / (Math.cosh(r / a) + Math.cosh(c / a));
    }
    expect(Math.abs(symmetrisedFermiTransform(q, c, a) - sum)).toBeLessThan(3e-13 * c ** 3);
  }
});
