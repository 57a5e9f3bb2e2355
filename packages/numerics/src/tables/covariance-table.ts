import { TableFault } from './table-fault.ts';

/** Part of the largest variance by which a matrix may miss symmetry. */
const ROUNDING = 1e-6;

/** What a covariance is of. */
export interface CovarianceTable {
  /** How many numbers it is between. */
  readonly size: number;
  /** What these are, as in "the covariance is not that of the energies". */
  readonly of: string;
  /** Where a reader has several tables, the one that is meant. */
  readonly table?: object;
}

/**
 * A covariance from a matrix in columns: one row and one column for each number, in their order. Row-major, length size * size.
 *
 * @throws TableFault unless the matrix has that size, is symmetric up to rounding, and has no negative variance
 */
export function covarianceOfTable(
  columns: readonly (readonly [name: string, values: ArrayLike<number>])[],
  { size, of, table }: CovarianceTable,
): Float64Array {
  const about = table === undefined ? {} : { table };
  const rows = columns[0]?.[1].length ?? 0;
  if (columns.length !== size || rows !== size) {
    throw new TableFault({
      what: `the covariance is not that of the ${of}`,
      expected: `${size} rows of ${size} numbers`,
      found: `${rows} rows of ${columns.length} numbers`,
      ...about,
    });
  }
  const at = (row: number, column: number) => columns[column]![1][row]!;
  const largest = columns.reduce((most, _, i) => Math.max(most, Math.abs(at(i, i))), 0);
  columns.forEach(([column], row) => {
    if (!(at(row, row) >= 0)) {
      const [expected, found] = ['variances of 0 or more', String(at(row, row))];
      throw new TableFault({ what: 'the variance is negative', expected, found, column, row, ...about });
    }
    for (let other = 0; other < row; other++) {
      if (Math.abs(at(row, other) - at(other, row)) <= ROUNDING * largest) continue;
      throw new TableFault({
        what: 'the covariance is not symmetric',
        expected: `${at(other, row)} as in row ${other + 1} of '${column}'`,
        found: String(at(row, other)),
        column: columns[other]![0],
        row,
        ...about,
      });
    }
  });
  return Float64Array.from({ length: size * size }, (_, k) => at(Math.floor(k / size), k % size));
}
