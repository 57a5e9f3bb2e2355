import { expect, test } from 'vitest';
import { shape } from './exponential-in-energy.ts';

test('bins hold the integral, and parts of a bin as much as the bin', () => {
  const contents = shape.prepare({ scale: 2 }, {});
  const whole = contents(Float64Array.of(1, 5))[0]!;
  expect(whole).toBeCloseTo(2 * (Math.exp(-0.5) - Math.exp(-2.5)), 14);
  expect(contents(Float64Array.of(1, 1.7, 4, 5)).reduce((sum, each) => sum + each)).toBeCloseTo(whole, 14);
});

test('the scale has to be positive', () => {
  expect(() => shape.prepare({ scale: 0 }, {})).toThrow('positive scale');
});
