import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PROTON_MASS_MEV } from './constants.ts';
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

describe('highest recoil energies that talks show, in keV at 5 and 30 MeV', () => {
  // Atomic masses in u of the atomic mass evaluation 2020.
  const talk = [
    { symbol: 'C', Z: 6, A: 12, atomicMassU: 12, atFive: '4.44', atThirty: '159.0' },
    { symbol: 'Na', Z: 11, A: 23, atomicMassU: 22.989769282, atFive: '2.32', atThirty: '83.2' },
    { symbol: 'Ar', Z: 18, A: 40, atomicMassU: 39.962383122, atFive: '1.33', atThirty: '47.9' },
    { symbol: 'Ge', Z: 32, A: 74, atomicMassU: 73.92117776, atFive: '0.72', atThirty: '25.9' },
    { symbol: 'Cs', Z: 55, A: 133, atomicMassU: 132.905451958, atFive: '0.40', atThirty: '14.4' },
  ] as const;

  test.each(talk)('$symbol$A: follow with M = A m_p', ({ A, atFive, atThirty }) => {
    const keV = (energyMeV: number) => 1000 * maximumRecoilEnergyMeV(energyMeV, A * PROTON_MASS_MEV);
    expect(keV(5).toFixed(2)).toBe(atFive);
    expect(keV(30).toFixed(1)).toBe(atThirty);
  });

  test.each(talk)('$symbol$A: are 0.7 to 0.9 % higher with the mass of the nucleus', ({ Z, A, atomicMassU }) => {
    for (const energyMeV of [5, 30]) {
      const ratio =
        maximumRecoilEnergyMeV(energyMeV, nuclearMassMeV(Z, atomicMassU)) /
        maximumRecoilEnergyMeV(energyMeV, A * PROTON_MASS_MEV);
      expect(ratio).toBeGreaterThan(1.007);
      expect(ratio).toBeLessThan(1.009);
    }
  });
});
