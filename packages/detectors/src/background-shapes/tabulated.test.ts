import { describe, expect, test } from 'vitest';
import { readNumericTable } from '../tables/csv.ts';
import { shape } from './tabulated.ts';

const table = readNumericTable('time_us,rate\n-0.5,9\n0.125,1\n0.25,2\n0.375,4\n1,8\n');
const parameters = { table: 'rows.csv', at: 'time_us', content: 'rate' } as const;
const edges = Float64Array.of(0, 0.125, 0.375, 1);

describe('tabulated rows', () => {
  test('belong to the bin that holds their centre; on an edge to the one that starts there; outside to none', () => {
    expect([...shape.prepare({ ...parameters, efficiency: 'included' }, { table })(edges)]).toEqual([0, 3, 4]);
  });

  test('are multiplied by the efficiency at their centres when asked to', () => {
    const inputs = { table, efficiency: (t: number) => 1 - t };
    expect([...shape.prepare({ ...parameters, efficiency: 'applied-at-centres' }, inputs)(edges)]).toEqual([
      0,
      0.875 + 1.5,
      2.5,
    ]);
    expect([...shape.prepare({ ...parameters, efficiency: 'included' }, inputs)(edges)]).toEqual([0, 3, 4]);
  });

  test('are refused without a table, a column or an efficiency', () => {
    const applied = { ...parameters, efficiency: 'applied-at-centres' } as const;
    expect(() => shape.prepare(applied, { table })(edges)).toThrow('Expected an efficiency');
    expect(() => shape.prepare(applied, {})(edges)).toThrow("Expected the table 'rows.csv'");
    expect(() => shape.prepare({ ...parameters, at: 'pe', efficiency: 'included' }, { table })(edges)).toThrow(
      "column 'pe'",
    );
  });
});
