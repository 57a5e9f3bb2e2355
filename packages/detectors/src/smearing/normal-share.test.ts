import { normalCdf } from '@cevns/numerics/special-functions/normal-distribution';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addNormal, reachingBins } from './normal-share.ts';

test('bins hold differences of the distribution function, whatever the place of the mean', () => {
  const edges = Float64Array.of(-3, -1, 0, 0.5, 2, 7, 40);
  for (const mean of [-60, -3, -0.2, 0, 0.3, 1, 6, 41, 100]) {
    const out = new Float64Array(6).fill(1);
    addNormal(0.5, mean, 1.5, edges, out);
    out.forEach((value, i) => {
      const share = normalCdf((edges[i + 1]! - mean) / 1.5) - normalCdf((edges[i]! - mean) / 1.5);
      expect(value).toBeCloseTo(1 + 0.5 * share, 14);
    });
  }
});

test('numbers that are left out reach no bin', () => {
  const positive = (max: number) => fc.double({ min: 0.01, max, noNaN: true });
  fc.assert(
    fc.property(
      positive(50),
      positive(2),
      positive(20),
      positive(200),
      positive(5000),
      (step, spread, noise, low, width) => {
        const edges = Float64Array.of(low, low + width);
        const { least, most } = reachingBins({ step, spread: spread * step, noise }, edges);
        for (const k of [0, least / 2, least - 1, most + 1, 2 * most + 5]) {
          if (k < 0 || (k >= least && k <= most)) continue;
          const out = new Float64Array(1);
          addNormal(1, step * k, Math.sqrt(k * (spread * step) ** 2 + noise ** 2), edges, out);
          expect(out[0]!).toBeLessThan(1e-30);
        }
      },
    ),
    { numRuns: 300 },
  );
});
