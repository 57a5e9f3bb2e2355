import { expect, test } from 'vitest';
import { maximumRecoilEnergyMeV, minimumNeutrinoEnergyMeV } from '../kinematics.ts';
import { delayAfterLightUs, maximumDarkMatterRecoilMeV, minimumDarkMatterEnergyMeV } from './kinematics.ts';

test('lowest energy and highest recoil are inverse to each other', () => {
  for (const massMeV of [0, 1, 25, 60, 5000]) {
    for (const momentum of [0.5, 20, 130]) {
      for (const M of [938, 37215, 123800]) {
        const E = Math.hypot(massMeV, momentum);
        const T = maximumDarkMatterRecoilMeV(E, massMeV, M);
        expect(minimumDarkMatterEnergyMeV(T, massMeV, M) / E).toBeCloseTo(1, 10);
      }
    }
  }
});

test('massless particles are neutrinos', () => {
  expect(maximumDarkMatterRecoilMeV(30, 0, 123800)).toBeCloseTo(maximumRecoilEnergyMeV(30, 123800), 14);
  expect(minimumDarkMatterEnergyMeV(0.01, 0, 123800)).toBeCloseTo(minimumNeutrinoEnergyMeV(0.01, 123800), 12);
});

test('slow particles on a nucleus of their own mass give all their energy', () => {
  expect(maximumDarkMatterRecoilMeV(1000.01, 1000, 1000) / 0.01).toBeCloseTo(1, 6);
});

test('nothing recoils from a particle at rest', () => {
  expect(maximumDarkMatterRecoilMeV(25, 25, 123800)).toBe(0);
  expect(minimumDarkMatterEnergyMeV(0, 25, 123800)).toBeCloseTo(25, 12);
});

test('delay: none without mass, at half the speed of light as much as light takes', () => {
  expect(delayAfterLightUs(70, 0, 20)).toBe(0);
  expect(delayAfterLightUs(2 / Math.sqrt(3), 1, 299.792458)).toBeCloseTo(1, 12);
});
