import { expect, test } from 'vitest';
import { regionEdges } from './region.ts';

const binning = { PE: [0, 8, 12, 60], time: [0, 1, 6] };

test('the binning is cut to the region of its observable', () => {
  const parameters = { binning, region: { PE: [4, 12], time: [0, 6] } as const };
  expect([...regionEdges(parameters, 'PE')]).toEqual([4, 8, 12]);
  expect([...regionEdges(parameters, 'time')]).toEqual([0, 1, 6]);
});

test('a region outside the binning is refused', () => {
  expect(() => regionEdges({ binning, region: { PE: [0, 61] } }, 'PE')).toThrow(RangeError);
});
