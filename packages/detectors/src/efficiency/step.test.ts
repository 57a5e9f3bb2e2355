import { expect, test } from 'vitest';
import { efficiency } from './step.ts';

test('nothing below, all of the height from the threshold on', () => {
  const kept = efficiency.prepare({ height: 0.9, from: 0.3 });
  expect([kept(0.299999), kept(0.3), kept(5)]).toEqual([0, 0.9, 0.9]);
  expect(efficiency.breakPoints!({ from: 0.3 })).toEqual([0.3]);
});

test('the height is 1 unless given, and no more', () => {
  expect(efficiency.prepare({ from: 1 })(1)).toBe(1);
  expect(() => efficiency.prepare({ from: 1, height: 2 })).toThrow('a height of the efficiency in (0, 1], got 2');
});
