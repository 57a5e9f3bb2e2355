import { expect, test } from 'vitest';
import { formFactor as helm } from './helm.ts';
import { caesium, rmsRadiusFm } from './testing/caesium.ts';

test('the rms radius follows from the shape, 3/5 R^2 + 3 s^2', () => {
  const R = 1.2 * Math.cbrt(133);
  expect(rmsRadiusFm(helm.prepare(caesium, 'proton', {}))).toBeCloseTo(Math.sqrt(0.6 * R * R + 3 * 0.81), 4);
});
