import { createRandomStream } from '@cevns/numerics/random/random-stream';
import { expect, test } from 'vitest';
import { effectiveSize } from './chain-convergence.ts';

/** Walkers that remember a share of where they were: x = share x + sqrt(1 - share^2) normal, in the second of two dimensions. */
function remembering(share: number, steps: number, walkers: number) {
  const random = createRandomStream(3, 'chain');
  const points = new Float64Array(2 * steps * walkers);
  for (let w = 0; w < walkers; w++) {
    let x = random.normal();
    for (let step = 0; step < steps; step++) {
      points[(step * walkers + w) * 2 + 1] = 5 + x;
      x = share * x + Math.sqrt(1 - share ** 2) * random.normal();
    }
  }
  return { points, dimensions: 2, steps, walkers, acceptance: 1 };
}

test.each([
  [0.5, 3],
  [0.9, 19],
  [-0.5, 1],
])('walkers that remember %d of a step are worth one point in %d', (share, time) => {
  // An integrated autocorrelation time of (1 + share) / (1 - share), and 1 at least; its estimate scatters by sqrt(2 (10 time + 1) / points) (Sokal).
  const points = 3 * 40_000;
  const scatter = Math.sqrt((2 * (10 * time + 1)) / points);
  const size = effectiveSize([remembering(share, points / 3, 3)], 1);
  expect(Math.abs((size * time) / points - 1)).toBeLessThan(3 * scatter);
});

test('products of steps and later ones are their sums', () => {
  const chain = remembering(0.8, 150, 5);
  const { points, steps, walkers } = chain;
  const x = (step: number, w: number) => points[(step * walkers + w) * 2 + 1]!;
  let mean = 0;
  for (let step = 0; step < steps; step++) for (let w = 0; w < walkers; w++) mean += x(step, w) / (steps * walkers);
  const covariance = (lag: number) => {
    let sum = 0;
    for (let w = 0; w < walkers; w++) {
      for (let step = 0; step + lag < steps; step++) sum += (x(step, w) - mean) * (x(step + lag, w) - mean);
    }
    return sum / (walkers * (steps - lag));
  };
  let time = 1;
  for (let lag = 1; lag < 75; lag++) {
    time += (2 * covariance(lag)) / covariance(0);
    if (lag >= 5 * time) break;
  }
  expect(effectiveSize([chain], 1)).toBeCloseTo((steps * walkers) / Math.max(1, time), 9);
});

test('what never moves is worth no point', () => {
  const still = { points: new Float64Array(40), dimensions: 1, steps: 10, walkers: 4, acceptance: 0 };
  expect(effectiveSize([still], 0)).toBe(0);
});
