import { expect, test } from 'vitest';
import { histogramOf } from './histogram.ts';

test('values at edges belong to the bin above, those beyond are counted apart', () => {
  expect(histogramOf([0, 0.5, 1, 1.99, 2, 3, 4, 4.01, -0.1], 0, 4, 4)).toEqual({
    edges: [0, 1, 2, 3, 4],
    counts: [2, 2, 1, 2],
    above: 1,
    below: 1,
  });
});
