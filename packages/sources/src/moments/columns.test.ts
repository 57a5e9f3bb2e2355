import { expect, test } from 'vitest';
import { energyColumn, rowColumn } from './columns.ts';

const table = (values: readonly number[]) => ({ E: Float64Array.from(values) });

test('energies ascend from zero or above; the first that does not is named', () => {
  expect(energyColumn(table([0, 1, 2.5]), 'E')).toEqual(Float64Array.of(0, 1, 2.5));
  expect(() => energyColumn(table([1, 3, 2]), 'E')).toThrow('got 2 after 3');
  expect(() => energyColumn(table([1, 1]), 'E')).toThrow('got 1 after 1');
  expect(() => energyColumn(table([-1, 2]), 'E')).toThrow('got -1 in the first row');
  expect(() => energyColumn(table([1, Number.NaN]), 'E')).toThrow('got NaN after 1');
  expect(() => energyColumn(table([1]), 'E')).toThrow('at least two energies in the column E, got 1');
});

test('of densities the first row that is negative or no number is named', () => {
  expect(() => rowColumn(table([1, -2, -3]), 'E', 3)).toThrow('got -2 in row 2');
  expect(() => rowColumn(table([1, 2]), 'E', 3)).toThrow('Expected 3 rows in E, got 2');
});
