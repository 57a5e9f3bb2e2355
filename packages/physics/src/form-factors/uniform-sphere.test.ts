import { expect, test } from 'vitest';
import { uniformSphere } from './uniform-sphere.ts';

test('series and closed form meet at x = 1, and the first zero is that of tan x = x', () => {
  expect(uniformSphere(1)).toBeCloseTo(3 * (Math.sin(1) - Math.cos(1)), 15);
  expect(uniformSphere(1 + 1e-12)).toBeCloseTo(uniformSphere(1), 11);
  expect(uniformSphere(0.01)).toBeCloseTo(1 - 1e-5 + 1e-8 / 280, 15);
  expect(Math.abs(uniformSphere(4.493409457909064))).toBeLessThan(1e-16);
});
