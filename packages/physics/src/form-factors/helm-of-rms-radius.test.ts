import { expect, test } from 'vitest';
import { helmOfRmsRadius, helmRmsRadiusFm } from './helm-of-rms-radius.ts';
import { caesium, rmsRadiusFm } from './testing/caesium.ts';
import { helmFormFactor } from './uniform-sphere.ts';

test('has the rms radius asked for, and is the Helm form factor of the diffraction radius that belongs to it', () => {
  expect(rmsRadiusFm(helmOfRmsRadius(caesium, 5.01))).toBeCloseTo(5.01, 4);
  for (const q of [0.1, 0.5, 1.5]) {
    expect(helmOfRmsRadius(caesium, helmRmsRadiusFm(6.1))(q)).toBeCloseTo(helmFormFactor(6.1)(q), 14);
  }
});

test('refuses a radius smaller than the surface', () => {
  expect(() => helmOfRmsRadius(caesium, 1.55)).toThrow(/1\.559 fm for Cs133, got 1\.55 fm/);
});
