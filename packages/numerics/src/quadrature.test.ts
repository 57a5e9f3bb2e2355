import { expect, test } from 'vitest';
import { gaussLegendre } from './quadrature.ts';

test('the five-point rule is that of Abramowitz and Stegun, table 25.4', () => {
  const { nodes, weights } = gaussLegendre(5);
  const expectedNodes = [-0.906179845938664, -0.538469310105683, 0, 0.538469310105683, 0.906179845938664];
  const expectedWeights = [
    0.236926885056189, 0.478628670499366, 0.568888888888889, 0.478628670499366, 0.236926885056189,
  ];
  nodes.forEach((node, i) => {
    expect(node).toBeCloseTo(expectedNodes[i]!, 14);
  });
  weights.forEach((weight, i) => {
    expect(weight).toBeCloseTo(expectedWeights[i]!, 14);
  });
});

test.each([1, 2, 3, 12, 60, 400, 2000])(
  '%i points: weights sum to 2, powers up to 2n - 1 are integrated exactly',
  (n) => {
    const { nodes, weights } = gaussLegendre(n);
    for (const power of [0, 1, 2 * n - 2, 2 * n - 1]) {
      let sum = 0;
      for (let i = 0; i < n; i++) sum += weights[i]! * nodes[i]! ** power;
      const expected = power % 2 === 0 ? 2 / (power + 1) : 0;
      expect(Math.abs(sum - expected), `x^${power}`).toBeLessThan(3e-15 + 1e-12 * expected * (power > 0 ? 1 : 0));
    }
  },
);

test('the outermost weight of a large rule keeps its relative precision', () => {
  // 40-digit evaluation with mpmath: outermost root and weight of P_400.
  const { nodes, weights } = gaussLegendre(400);
  expect(Math.abs(nodes[399]! / 0.9999819727039625 - 1)).toBeLessThan(2e-16);
  expect(Math.abs(weights[399]! / 4.626372417719012e-5 - 1)).toBeLessThan(1e-13);
});

test('nodes ascend and are symmetric', () => {
  const { nodes } = gaussLegendre(31);
  for (let i = 1; i < 31; i++) expect(nodes[i]!).toBeGreaterThan(nodes[i - 1]!);
  for (let i = 0; i < 31; i++) expect(nodes[i]! + nodes[30 - i]!).toBe(0);
});

test('refuses a number of points that is not a positive integer', () => {
  expect(() => gaussLegendre(0)).toThrow(RangeError);
  expect(() => gaussLegendre(2.5)).toThrow(RangeError);
});
