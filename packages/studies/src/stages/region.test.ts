import { expect, test } from 'vitest';
import { checkAxisUnit, regionEdges } from './region.ts';

const binning = { PE: [0, 8, 12, 60], time: [0, 1, 6] };

test('the binning is cut to the region of its observable', () => {
  const parameters = { binning, region: { PE: [4, 12], time: [0, 6] } as const };
  expect([...regionEdges(parameters, 'PE')]).toEqual([4, 8, 12]);
  expect([...regionEdges(parameters, 'time')]).toEqual([0, 1, 6]);
});

test('a region outside the binning is refused', () => {
  expect(() => regionEdges({ binning, region: { PE: [0, 61] } }, 'PE')).toThrow(RangeError);
});

test('a column of energies is on the scale of the bins, as far as its name says', () => {
  const recoils = { energyUnit: 'keVnr' } as const;
  for (const [column, unit] of [
    ['e_kevee', {}],
    ['e_keVnr', recoils],
    ['e_keV', recoils],
    ['e', recoils],
  ] as const) {
    expect(() => checkAxisUnit('energy', column, unit)).not.toThrow();
  }
  expect(() => checkAxisUnit('energy', 'e_keVnr', {})).toThrow('Expected a column in keVee');
  expect(() => checkAxisUnit('energy', 'e_keVee', recoils)).toThrow('Expected a column in keVnr');
  expect(() => checkAxisUnit('energy', 'e_eVnr', recoils)).toThrow('Expected a column in keVnr');
});
