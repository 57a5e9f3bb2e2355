import { expect, test } from 'vitest';
import { covarianceOfTable } from './covariance-table.ts';
import type { TableFaultDetails } from './table-fault.ts';

const columns = (...rows: readonly (readonly number[])[]) =>
  (rows[0] ?? []).map((_, column) => [`c${column}`, rows.map((row) => row[column]!)] as const);
const of = { size: 2, of: 'energies' };

/** What is wrong with a matrix. */
function faultOf(...rows: readonly (readonly number[])[]): TableFaultDetails {
  try {
    covarianceOfTable(columns(...rows), of);
  } catch (error) {
    return (error as { details: TableFaultDetails }).details;
  }
  throw new Error('nothing was refused');
}

test('rows and columns of a matrix, row-major', () => {
  expect([...covarianceOfTable(columns([4, 1], [1, 9]), of)]).toEqual([4, 1, 1, 9]);
  // Symmetric as far as its digits go.
  expect([...covarianceOfTable(columns([4, 1], [1.000001, 9]), of)]).toEqual([4, 1, 1.000001, 9]);
});

test('a matrix that is none of the numbers', () => {
  expect(faultOf([4, 1, 0], [1, 9, 0])).toMatchObject({
    what: 'the covariance is not that of the energies',
    expected: '2 rows of 2 numbers',
    found: '2 rows of 3 numbers',
  });
  expect(faultOf([4, 1])).toMatchObject({ found: '1 rows of 2 numbers' });
});

test('variances below zero and matrices that are not symmetric, each at its place', () => {
  expect(faultOf([4, 1], [1, -9])).toMatchObject({
    what: 'the variance is negative',
    column: 'c1',
    row: 1,
    found: '-9',
  });
  expect(faultOf([4, 1], [2, 9])).toMatchObject({
    what: 'the covariance is not symmetric',
    column: 'c0',
    row: 1,
    expected: "1 as in row 1 of 'c1'",
    found: '2',
  });
});

test('where a reader has several tables, the one that is meant', () => {
  const table = {};
  expect(() => covarianceOfTable(columns([4]), { ...of, table })).toThrow(
    expect.objectContaining({ details: expect.objectContaining({ table }) }),
  );
});
