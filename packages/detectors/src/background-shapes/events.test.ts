import { expect, test } from 'vitest';
import { readNumericTable } from '../tables/csv.ts';
import { shape } from './events.ts';

const table = readNumericTable('pe,time_us\n7.9,5\n8,1\n11,2\n60,3\n');

test('events are counted in half-open bins', () => {
  const edges = Float64Array.of(0, 8, 12, 60);
  expect([...shape.prepare({ table: 'off.csv', column: 'pe' }, { table })(edges)]).toEqual([1, 2, 0]);
});

test('a selection in other columns is half-open, and all of it has to hold', () => {
  const edges = Float64Array.of(0, 8, 12, 100);
  const count = (selection: Record<string, [number, number]>) => [
    ...shape.prepare({ table: 'off.csv', column: 'pe', selection }, { table })(edges),
  ];
  expect(count({ time_us: [1, 3] })).toEqual([0, 2, 0]);
  expect(count({ time_us: [2, 6] })).toEqual([1, 1, 1]);
  expect(count({ time_us: [2, 6], pe: [0, 60] })).toEqual([1, 1, 0]);
  expect(() => count({ x: [0, 1] })).toThrow("column 'x'");
});

test('a missing table or column is refused', () => {
  const edges = Float64Array.of(0, 8);
  expect(() => shape.prepare({ table: 'off.csv', column: 'pe' }, {})(edges)).toThrow("Expected the table 'off.csv'");
  expect(() => shape.prepare({ table: 'off.csv', column: 'x' }, { table })(edges)).toThrow("column 'x'");
});
