import { readNumericTable } from '@cevns/detectors/tables/csv';
import { expect, test } from 'vitest';
import { binsOfRows, covarianceOfErrors, covarianceOfMatrix } from './measured-counts.ts';

/** Two bins of x by two of y; of the rows the second and the fifth share a bin, and the last lies outside. */
const table = readNumericTable(
  'x,y,n,e\n0.5,0.5,1,1\n0.5,1.5,-2,2\n1.5,0.5,3,3\n1.5,1.5,4,4\n0.5,1.6,5,5\n9,0.5,6,0\n',
);
const axes = [
  { column: 'x', edges: Float64Array.of(0, 1, 2) },
  { column: 'y', edges: Float64Array.of(0, 1, 2) },
];
const matrix = (rows: readonly (readonly number[])[]) =>
  readNumericTable(`a,b,c,d,e,f\n${rows.map((row) => row.join(',')).join('\n')}\n`);
const identity = (change: (row: number, column: number) => number | undefined = () => undefined) =>
  matrix(
    Array.from({ length: 6 }, (_, row) =>
      Array.from({ length: 6 }, (__, column) => change(row, column) ?? (row === column ? 1 : 0)),
    ),
  );
const faultOf = (action: () => unknown) => {
  try {
    action();
  } catch (error) {
    return (error as { details: object }).details;
  }
  throw new Error('nothing was refused');
};

test('rows lie in bins of the region, the last axis fastest, or outside', () => {
  expect([...binsOfRows(table, axes)]).toEqual([0, 1, 2, 3, 1, -1]);
});

test('errors of rows add in quadrature in a bin', () => {
  const covariance = covarianceOfErrors(table, 'e', axes);
  expect([...covariance]).toEqual([1, 0, 0, 0, 0, 4 + 25, 0, 0, 0, 0, 9, 0, 0, 0, 0, 16]);
});

test('an error of zero is refused where it counts, with its row', () => {
  const all = [{ column: 'x', edges: Float64Array.of(0, 10) }];
  expect(faultOf(() => covarianceOfErrors(table, 'e', all))).toMatchObject({
    what: 'the error is not positive',
    column: 'e',
    row: 5,
    found: '0',
  });
});

test('the covariance of a bin is the sum over its rows; rows outside do not count', () => {
  // 0.5 between the two rows of the second bin, 0.25 between the first and the fifth row, 9 with the row outside.
  const pairs = [
    [1, 4, 0.5],
    [0, 4, 0.25],
    [2, 5, 0.9],
  ];
  const correlated = identity((row, column) => {
    const found = pairs.find(([a, b]) => (a === row && b === column) || (a === column && b === row));
    return found?.[2];
  });
  const covariance = covarianceOfMatrix(table, correlated, axes);
  expect([...covariance]).toEqual([1, 0.25, 0, 0, 0.25, 1 + 1 + 2 * 0.5, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1]);
});

test('a matrix that cannot be inverted, or says nothing of a bin, is refused', () => {
  const together = identity((row, column) => (row < 3 && column < 3 ? 1 : undefined));
  expect(faultOf(() => covarianceOfMatrix(table, together, axes))).toMatchObject({
    what: 'the covariance cannot be inverted',
  });
  const nothing = identity((row, column) => (row === 3 && column === 3 ? 0 : undefined));
  expect(faultOf(() => covarianceOfMatrix(table, nothing, axes))).toMatchObject({
    what: 'a variance is not positive',
    found: '0 in x [1, 2), y [1, 2)',
  });
  const small = readNumericTable('a,b\n1,0\n0,1\n');
  expect(faultOf(() => covarianceOfMatrix(table, small, axes))).toMatchObject({
    what: 'the covariance is not that of the rows of the data',
    expected: '6 rows of 6 numbers',
  });
});

test('more bins than can be inverted in reasonable time are refused', () => {
  const many = [{ column: 'x', edges: Float64Array.from({ length: 1002 }, (_, i) => i) }];
  expect(faultOf(() => covarianceOfErrors(table, 'e', many))).toMatchObject({ found: '1001' });
});
