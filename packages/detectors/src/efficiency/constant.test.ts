import { expect, test } from 'vitest';
import { efficiency } from './constant.ts';

test('an efficiency that depends on nothing', () => {
  const kept = efficiency.prepare({ value: 0.9 });
  expect([kept(0), kept(1e3)]).toEqual([0.9, 0.9]);
  expect(() => efficiency.prepare({ value: 1.2 })).toThrow('an efficiency in (0, 1], got 1.2');
});
