import fc from 'fast-check';
import { expect, test } from 'vitest';
import { maximumRecoilEnergyMeV, minimumNeutrinoEnergyMeV, momentumTransferPerFm } from './kinematics.ts';
import { isotopeName, nuclearMassMeV } from './nuclei.ts';

test('the lowest neutrino energy for a recoil is the one whose highest recoil it is', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 1e-3, max: 100, noNaN: true }),
      fc.double({ min: 900, max: 2e5, noNaN: true }),
      (E, M) => {
        expect(minimumNeutrinoEnergyMeV(maximumRecoilEnergyMeV(E, M), M) / E).toBeCloseTo(1, 12);
      },
    ),
  );
});

test('a target without mass takes the whole energy; a heavy one takes 2 E^2 / M', () => {
  expect(maximumRecoilEnergyMeV(30, 0)).toBe(30);
  expect(maximumRecoilEnergyMeV(30, 1e9)).toBeCloseTo(1.8e-6, 12);
  expect(minimumNeutrinoEnergyMeV(0, 1e5)).toBe(0);
});

test('a momentum transfer of hbar c / fm is 1 / fm', () => {
  const M = 123772.5;
  expect(momentumTransferPerFm(197.3269804 ** 2 / (2 * M), M)).toBeCloseTo(1, 14);
});

test('the nuclear mass of Cs133 is that of the atomic mass evaluation 2020', () => {
  // Atomic mass 132.905451958 u; 133 u - 88.0709 MeV - 55 m_e = 123772.5398 MeV from the mass excess.
  expect(nuclearMassMeV(55, 132.905451958)).toBeCloseTo(123772.5398, 3);
  expect(isotopeName({ symbol: 'Cs', A: 133 })).toBe('Cs133');
});
