import { describe, expect, test } from 'vitest';
import { shape } from './background-shapes/exponential.ts';
import { expectedEvents, referenceShares } from './backgrounds.ts';

const falling = (edges: Float64Array) => shape.prepare({ rate: 0.0494, from: 0 }, {})(edges);

describe('shares of a quoted number of events', () => {
  test('add up to one over the reference range, whatever the bins', () => {
    const shares = referenceShares(falling, [0, 6], Float64Array.of(0, 0.125, 2, 6));
    expect(shares.reduce((sum, share) => sum + share)).toBeCloseTo(1, 14);
  });

  test('a smaller region takes its part, and its bins keep their content', () => {
    const full = referenceShares(falling, [0, 6], Float64Array.of(0, 1, 2, 6));
    const late = referenceShares(falling, [0, 6], Float64Array.of(1, 2));
    expect(late[0]).toBe(full[1]);
    expect(late[0]).toBeCloseTo((Math.exp(-0.0494) - Math.exp(-0.0988)) / (1 - Math.exp(-0.2964)), 14);
  });

  test('a background without content in its reference range is refused', () => {
    expect(() => referenceShares(falling, [-2, -1], Float64Array.of(0, 1))).toThrow(
      'reference range [-2, -1], got a content of 0',
    );
  });
});

test('independent observables multiply, the last axis fastest', () => {
  const events = expectedEvents(100, [Float64Array.of(0.25, 0.75), Float64Array.of(0.5, 0.125, 0.375)]);
  expect([...events]).toEqual([12.5, 3.125, 9.375, 37.5, 9.375, 28.125]);
});
