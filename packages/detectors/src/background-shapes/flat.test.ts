import { expect, test } from 'vitest';
import { shape } from './flat.ts';

test('a bin holds its width', () => {
  expect([...shape.prepare({}, {})(Float64Array.of(-1, 0.5, 2, 10))]).toEqual([1.5, 1.5, 8]);
});
