import { expect, test } from 'vitest';
import { formFactor as lewinSmith } from './helm-lewin-smith.ts';
import { caesium, rmsRadiusFm } from './testing/caesium.ts';

test('the surface thickness cancels in the rms radius, 3/5 (c^2 + 7 pi^2 a^2 / 3)', () => {
  const c = 1.23 * Math.cbrt(133) - 0.6;
  const expected = Math.sqrt(0.6 * (c * c + (7 / 3) * (Math.PI * 0.52) ** 2));
  expect(rmsRadiusFm(lewinSmith.prepare(caesium, 'proton', {}))).toBeCloseTo(expected, 4);
});
