import { expect, test } from 'vitest';
import { sourceDistance } from './distance.ts';

const core = { 'thermal-power': 1 };

test('where a baseline is due, where it may be replaced, and where it would mean nothing', () => {
  expect(sourceDistance('stopped-pion', {})).toEqual({ kind: 'study' });
  expect(sourceDistance('reactor', core)).toEqual({ kind: 'study' });
  expect(sourceDistance('reactor', { cores: [core] })).toEqual({ kind: 'study' });
  expect(sourceDistance('reactor', { cores: [{ ...core, distance: 17 }] })).toEqual({ kind: 'own', distanceM: 17 });
  const two = [17, 30].map((distance) => ({ ...core, distance }));
  expect(sourceDistance('reactor', { cores: two })).toEqual({ kind: 'none' });
  expect(sourceDistance('solar', {})).toEqual({ kind: 'none' });
  expect(() => sourceDistance('reactor', { cores: [...two, core] })).toThrow(/distance/);
  expect(() => sourceDistance('reactor', {})).toThrow(/either/);
});
