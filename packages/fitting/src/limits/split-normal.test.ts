import { gaussLegendre } from '@cevns/numerics/quadrature';
import { normalCdf, normalQuantile } from '@cevns/numerics/special-functions/normal-distribution';
import { expect, test } from 'vitest';
import { drawBetween } from './split-normal.ts';

const cases = [
  // [below, above, low, high]
  [1, 1, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY],
  [0.5, 2, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY],
  [1, 3, -0.7, 4],
  [2, 0.6, 0.3, 2.5],
  [1.2, 0.8, -9, -5],
  [1, 1, 6, Number.POSITIVE_INFINITY],
] as const;

test.each(cases)('widths %d and %d between %d and %d: the density is the rate at which shares grow', (...ends) => {
  const step = 1e-4;
  let last = ends[2];
  for (const share of [0.02, 0.2, 0.5, 0.8, 0.98]) {
    const at = (value: number) => drawBetween(...ends, normalQuantile(value));
    const { t, lnDensity } = at(share);
    expect(t).toBeGreaterThan(last);
    expect(t).toBeLessThan(ends[3]);
    last = t;
    const rate = (2 * step * share) / (at(share * (1 + step)).t - at(share * (1 - step)).t);
    // Where the two halves meet the density bends, but does not jump.
    expect(Math.abs(Math.log(rate) - lnDensity)).toBeLessThan(1e-4);
  }
});

test.each(cases)('widths %d and %d between %d and %d: the density integrates to 1', (below, above, low, high) => {
  const { nodes, weights } = gaussLegendre(60);
  const [from, to] = [Math.max(low, -9 * below), Math.min(high, 9 * above)];
  const density = (t: number) => {
    // The deviate that leads to t, by bisection.
    let [a, b] = [-40, 40];
    for (let k = 0; k < 80; k++) {
      const middle = 0.5 * (a + b);
      if (drawBetween(below, above, low, high, middle).t < t) a = middle;
      else b = middle;
    }
    return Math.exp(drawBetween(below, above, low, high, 0.5 * (a + b)).lnDensity);
  };
  const pieces = [from, ...(from < 0 && to > 0 ? [0] : []), to];
  let sum = 0;
  for (let piece = 0; piece + 1 < pieces.length; piece++) {
    const [start, end] = [pieces[piece]!, pieces[piece + 1]!];
    nodes.forEach((node, k) => {
      sum += 0.5 * (end - start) * weights[k]! * density(0.5 * (start + end) + 0.5 * (end - start) * node);
    });
  }
  expect(sum).toBeCloseTo(1, 6);
});

test('between infinite ends a distribution of equal widths is the normal one', () => {
  const { t, lnDensity } = drawBetween(2, 2, -100, 100, 0.3);
  expect(t).toBe(0.6);
  expect(Math.exp(lnDensity)).toBeCloseTo(Math.exp(-0.045) / (2 * Math.sqrt(2 * Math.PI)), 14);
  expect(normalCdf(t / 2)).toBeCloseTo(normalCdf(0.3), 14);
});
