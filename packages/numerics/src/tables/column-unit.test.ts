import { expect, test } from 'vitest';
import { checkColumnUnit } from './column-unit.ts';
import { missingColumn, notIncreasing, TableFault } from './table-fault.ts';

test.each([
  ['recoil_keVnr', ['keVnr']],
  ['recoil_kevnr', ['keVnr']],
  ['recoil_keV', ['keVnr']],
  ['energy', ['MeV']],
  ['energy_true', ['MeV']],
  ['t_us', ['us']],
  ['energy_kevee', ['keVee', 'keVnr']],
])('%s may be read in %j', (column, units) => {
  expect(() => checkColumnUnit(column, ...units)).not.toThrow();
});

test.each([
  ['recoil_eVnr', ['keVnr']],
  ['energy_keV', ['MeV']],
  ['recoil_keVee', ['keVnr']],
  ['t_ns', ['us']],
])('%s is not read in %j', (column, units) => {
  expect(() => checkColumnUnit(column, ...units)).toThrow(TableFault);
  expect(() => checkColumnUnit(column, ...units)).toThrow(`a column in ${units[0]}`);
});

test('a fault says what was expected and found, and keeps its place', () => {
  expect(missingColumn('t', ['pe', 'time_us'])).toMatchObject({
    message: "Expected a column 't', got 'pe', 'time_us'",
    details: { column: 't' },
  });
  const fault = notIncreasing('q', [0, 2, 1], 2);
  expect(fault.message).toBe("Expected increasing numbers in the column 'q', got 1 after 2");
  expect(fault.details).toMatchObject({ column: 'q', row: 2 });
  expect(fault.of({ column: 'momentum' }).details).toMatchObject({ column: 'momentum', row: 2 });
});
