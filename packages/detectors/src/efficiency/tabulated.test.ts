import { expect, test } from 'vitest';
import { readNumericTable } from '../tables/csv.ts';
import { efficiency } from './tabulated.ts';

const parameters = { table: 'efficiency.csv', at: 'energy_kevee', content: 'efficiency' };
const prepare = (text: string) => efficiency.prepare(parameters, { table: readNumericTable(text) });

test('straight lines between the points, the ends held', () => {
  const kept = prepare('energy_kevee,efficiency\n1,0\n3,0.5\n4,0.9\n');
  expect([0, 1, 2, 3, 3.25, 4, 100].map(kept)).toEqual([0, 0, 0.25, 0.5, 0.6, 0.9, 0.9]);
});

test('what is no efficiency is refused', () => {
  expect(() => efficiency.prepare(parameters)).toThrow("Expected the table 'efficiency.csv', got none");
  expect(() => prepare('energy_kevee,efficiency\n1,0\n1,0.5\n')).toThrow('increasing');
  expect(() => prepare('energy_kevee,efficiency\n1,0\n2,1.5\n')).toThrow('from 0 to 1, got 1.5');
  expect(() => prepare('energy,efficiency\n1,0\n')).toThrow("Expected a column 'energy_kevee'");
});

test('a column in another unit, and one of recoil energies', () => {
  const table = readNumericTable('e,kept\n1000,0\n3000,1\n');
  const own = { table: 'efficiency.csv', at: 'e', content: 'kept' };
  expect(efficiency.prepare({ ...own, unit: 'eVee' }, { table })(2)).toBeCloseTo(0.5, 14);
  expect(efficiency.prepare({ ...own, unit: 'eVnr', in: 'recoil-energy' }, { table })(0.002)).toBeCloseTo(0.5, 14);
  // The observable itself may be a recoil energy, in keV as all energies that are reconstructed.
  expect(efficiency.prepare({ ...own, unit: 'eVnr' }, { table })(2)).toBeCloseTo(0.5, 14);
  expect(efficiency.prepare({ ...own, unit: 'MeVnr' }, { table })(2e6)).toBeCloseTo(0.5, 14);
  // keVnr unless given; recoil energies are in MeV.
  expect(efficiency.prepare({ ...own, in: 'recoil-energy' }, { table })(2)).toBeCloseTo(0.5, 14);
});
