import { expect, test } from 'vitest';
import { maximumRecoilEnergyMeV } from '../kinematics.ts';
import { type Kinematics, vectorKinematics } from './vector-kinematics.ts';

const M = 37_215.5;
const E = 30;

/** The factor for a line at 30 MeV. */
function factor(recoilEnergyMeV: number, kinematics?: Kinematics): number {
  const out = new Float64Array(1);
  const moments = (energyMinMeV: number, m: Float64Array) => {
    const above = energyMinMeV < E ? 1 : 0;
    for (let k = 0; k < 3; k++) m[k] = above * E ** -k;
  };
  vectorKinematics(M, moments, Float64Array.of(recoilEnergyMeV), out, kinematics);
  return out[0]!;
}

test('each convention is its formula', () => {
  const T = 0.02;
  expect(factor(T)).toBeCloseTo(2 - (2 * T) / E - (M * T) / E ** 2 + (T / E) ** 2, 14);
  expect(factor(T, 'no-square')).toBeCloseTo(2 - (2 * T) / E - (M * T) / E ** 2, 14);
  expect(factor(T, 'leading')).toBeCloseTo(2 - (M * T) / E ** 2, 14);
});

test('the leading order ends at 2 E^2 / M, the exact one earlier, at 2 E^2 / (M + 2 E)', () => {
  const [exact, leading] = [maximumRecoilEnergyMeV(E, M), (2 * E * E) / M];
  const between = (exact + leading) / 2;
  expect(exact).toBeLessThan(leading);
  expect(factor(between)).toBe(0);
  expect(factor(between, 'leading')).toBeGreaterThan(0);
  expect(factor(leading * (1 + 1e-9), 'leading')).toBe(0);
});
