import { expect, test } from 'vitest';
import { readNumericTable } from '../tables/csv.ts';
import { shape } from './events.ts';

const table = readNumericTable('pe,time_us\n7.9,5\n8,1\n11,2\n60,3\n');

test('events are counted in half-open bins', () => {
  const edges = Float64Array.of(0, 8, 12, 60);
  expect([...shape.prepare({ table: 'off.csv', column: 'pe' }, { table })(edges)]).toEqual([1, 2, 0]);
});

test('a missing table or column is refused', () => {
  const edges = Float64Array.of(0, 8);
  expect(() => shape.prepare({ table: 'off.csv', column: 'pe' }, {})(edges)).toThrow("Expected the table 'off.csv'");
  expect(() => shape.prepare({ table: 'off.csv', column: 'x' }, { table })(edges)).toThrow("column 'x'");
});
