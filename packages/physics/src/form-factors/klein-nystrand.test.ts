import { expect, test } from 'vitest';
import { formFactor as kleinNystrand } from './klein-nystrand.ts';
import { caesium, rmsRadiusFm } from './testing/caesium.ts';

test('the rms radius follows from the shape, 3/5 R^2 + 6 a^2', () => {
  const R = 1.2 * Math.cbrt(133);
  expect(rmsRadiusFm(kleinNystrand.prepare(caesium, 'proton', {}))).toBeCloseTo(Math.sqrt(0.6 * R * R + 6 * 0.49), 4);
});
