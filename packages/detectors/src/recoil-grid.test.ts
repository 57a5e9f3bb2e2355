import fc from 'fast-check';
import { expect, test } from 'vitest';
import { recoilGrid } from './recoil-grid.ts';

const integrate = ({ recoilEnergiesMeV, weightsMeV }: ReturnType<typeof recoilGrid>, f: (t: number) => number) =>
  recoilEnergiesMeV.reduce((sum, t, i) => sum + weightsMeV[i]! * f(t), 0);

test('integrates powers of sqrt(T) exactly up to the largest end point', () => {
  const point = fc.double({ min: 1e-3, max: 0.1, noNaN: true });
  fc.assert(
    fc.property(fc.array(point, { minLength: 1, maxLength: 5 }), fc.integer({ min: 0, max: 8 }), (points, power) => {
      const top = Math.max(...points);
      const value = integrate(recoilGrid(points, 6), (t) => t ** (power / 2));
      const exact = top ** (power / 2 + 1) / (power / 2 + 1);
      expect(Math.abs(value / exact - 1)).toBeLessThan(1e-13);
    }),
  );
});

test('a spectrum that ends inside is exact when its end point is named', () => {
  const value = integrate(recoilGrid([0.03, 0.05], 4), (t) => (t < 0.03 ? 1 - t / 0.03 : 0));
  expect(Math.abs(value / 0.015 - 1)).toBeLessThan(1e-14);
});

test('a jump is exact when it is named as a break point', () => {
  const value = integrate(recoilGrid([0.05], 3, [0.02, 0.9, -1]), (t) => (t > 0.02 ? 1 : 0));
  expect(Math.abs(value / 0.03 - 1)).toBeLessThan(1e-14);
});

test('energies increase; a point named twice makes one segment', () => {
  const { recoilEnergiesMeV } = recoilGrid([0.05, 0.03, 0.05], 5, [0.03]);
  expect(recoilEnergiesMeV).toHaveLength(10);
  expect([...recoilEnergiesMeV].sort((a, b) => a - b)).toEqual([...recoilEnergiesMeV]);
  expect(recoilEnergiesMeV[0]).toBeGreaterThan(0);
});

test('refuses end points that are not positive', () => {
  expect(() => recoilGrid([], 5)).toThrow('Expected positive recoil end points');
  expect(() => recoilGrid([0, -1], 5)).toThrow('got [0,-1]');
});

test('the error estimate vanishes on polynomials in sqrt(T) up to degree n - 2 and lies above the error of a peak', () => {
  const grid = recoilGrid([0.04], 12);
  const estimate = (f: (t: number) => number): number =>
    Math.abs(grid.recoilEnergiesMeV.reduce((sum, t, i) => sum + grid.errorWeightsMeV[i]! * f(t), 0));
  // dT = 2 u du: powers of u up to 9 beside it are of degree 10.
  for (let power = 0; power <= 9; power++) expect(estimate((t) => (t / 0.04) ** (power / 2))).toBeLessThan(1e-16);
  expect(estimate((t) => (t / 0.04) ** 5)).toBeGreaterThan(1e-9);
  const width = 0.01;
  const peak = (t: number): number => 1 / (1 + ((t - 0.02) / width) ** 2);
  const exact = 2 * width * Math.atan(0.02 / width);
  const error = Math.abs(integrate(grid, peak) - exact);
  expect(estimate(peak)).toBeGreaterThan(error);
  expect(error).toBeGreaterThan(0);
});
