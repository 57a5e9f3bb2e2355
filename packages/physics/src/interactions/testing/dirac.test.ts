import { expect, test } from 'vitest';
import { contract, GAMMA, LEFT, multiply, squaredAmplitude } from './dirac.ts';

const kinematics = { energyMeV: 30, massMeV: 0, targetMassMeV: 900, recoilEnergyMeV: 0.8 };

test('vector scattering of a neutrino on a Dirac particle: G^2 M / pi [1 + (1 - T/E)^2 - M T/E^2] / 2', () => {
  // (G / sqrt2) nubar gamma (1 - gamma5) nu Nbar gamma N g: sqrt2 G g of P_L
  const g = 0.7;
  const pieces = contract(
    Math.SQRT2 * g,
    (mu) => multiply(GAMMA[mu]!, LEFT),
    (mu) => GAMMA[mu]!,
  );
  const { energyMeV: E, targetMassMeV: M, recoilEnergyMeV: T } = kinematics;
  const expected = ((g * g * M) / (2 * Math.PI)) * (1 + (1 - T / E) ** 2 - (M * T) / (E * E));
  expect(squaredAmplitude(pieces, kinematics) / expected).toBeCloseTo(1, 9);
  expect(squaredAmplitude(pieces, kinematics, 1, true) / expected).toBeCloseTo(1, 9);
});
