import { expect, test } from 'vitest';
import { convention, rise } from './delta-chi2.ts';

test.each([
  [0.9, {}, 2.7055],
  [0.9, { sides: 'one' }, 1.6424],
  [0.95, { sides: 'one' }, 2.7055],
  [0.95, {}, 3.8415],
  [0.9, { 'degrees-of-freedom': 2 }, 4.6052],
] as const)('%f, %o: a rise by %f', (confidence, settings, expected) => {
  expect(rise(confidence, settings)).toBeCloseTo(expected, 4);
});

test('the convention is said in words', () => {
  expect(convention.statement(0.9, { sides: 'one' })).toBe(
    'rise of the profiled statistic by 1.642, one-sided, one degree of freedom',
  );
});
