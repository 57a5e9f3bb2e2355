import { expect, test } from 'vitest';
import { densityOf, ownRmsRadiusFm } from './tabulated-isotope.ts';

const tabulated = { Ge72: 'b', Ge74: 'c', Ar40: 'x' };
const germanium = (A: number) => ({ symbol: 'Ge', Z: 32, A, chargeRadiusFm: 4.07 });

test('an isotope has its own density, else that of its nearest neighbour; those of a study go first', () => {
  expect(densityOf(germanium(74), {}, tabulated)).toEqual({ density: 'c', A: 74 });
  expect(densityOf(germanium(73), {}, tabulated)).toEqual({ density: 'b', A: 72 });
  expect(densityOf(germanium(76), {}, tabulated)).toEqual({ density: 'c', A: 74 });
  expect(densityOf(germanium(74), { Ge74: 'mine' }, tabulated)).toEqual({ density: 'mine', A: 74 });
  expect(densityOf(germanium(77), { Ge76: 'mine' }, tabulated)).toEqual({ density: 'mine', A: 76 });
});

test('an element without density is refused, with those there are', () => {
  expect(() => densityOf({ symbol: 'Cs', Z: 55, A: 133, chargeRadiusFm: 4.8 }, {}, tabulated)).toThrow(
    'Expected a density of Cs133 or an isotope of it, got those of Ge72, Ge74, Ar40',
  );
});

test('a borrowed density takes the charge radius of the nucleus, or grows as A^(1/3)', () => {
  expect(ownRmsRadiusFm(germanium(74), 74, 4.1)).toBe(4.1);
  expect(ownRmsRadiusFm(germanium(73), 74, 4.1)).toBe(4.07);
  expect(ownRmsRadiusFm({ ...germanium(75), chargeRadiusFm: null }, 74, 4.1)).toBeCloseTo(
    4.1 * (75 / 74) ** (1 / 3),
    14,
  );
});
