import { symmetricEigen } from '@cevns/numerics/linear-algebra/symmetric-eigen';
import { TableFault } from '@cevns/numerics/tables/table-fault';
import type { Columns } from '../moments/columns.ts';
import { FISSILE_ISOTOPES, type SpectrumCovariance } from './fission-spectra.ts';

/** Part of the largest entry by which a matrix may miss symmetry, and part of the largest eigenvalue by which one may be negative. */
const ROUNDING = 1e-6;
/** The time to find the eigenvectors goes as the third power of it. */
const MOST_ENERGIES = 200;

/**
 * A relative covariance between the energies of a table of the study, from a matrix in columns: one row and one column for every energy, in their order. All isotopes vary together.
 *
 * @throws TableFault unless the matrix is square, of the energies, symmetric, and positive semi-definite
 */
export function givenCovariance(table: Columns, energiesMeV: Float64Array): SpectrumCovariance {
  const names = Object.keys(table);
  const n = energiesMeV.length;
  if (n > MOST_ENERGIES) {
    const expected = `at most ${MOST_ENERGIES} energies of a spectrum with a covariance`;
    throw new TableFault({ what: 'the spectrum has too many energies', expected, found: String(n), table });
  }
  const rows = table[names[0]!]!.length;
  if (names.length !== n || rows !== n) {
    const found = `${rows} rows of ${names.length} numbers`;
    throw new TableFault({
      what: 'the covariance is not that of the energies',
      expected: `${n} rows of ${n} numbers`,
      found,
      table,
    });
  }
  const at = (row: number, column: number) => table[names[column]!]![row]!;
  const largest = names.reduce((most, _, i) => Math.max(most, Math.abs(at(i, i))), 0);
  for (let row = 0; row < n; row++) {
    const column = names[row]!;
    if (!(at(row, row) >= 0)) {
      const found = String(at(row, row));
      throw new TableFault({
        what: 'the variance is negative',
        expected: 'variances of 0 or more',
        found,
        column,
        row,
        table,
      });
    }
    for (let other = 0; other < row; other++) {
      if (Math.abs(at(row, other) - at(other, row)) <= ROUNDING * largest) continue;
      throw new TableFault({
        what: 'the covariance is not symmetric',
        expected: `${at(other, row)} as in row ${other + 1} of '${column}'`,
        found: String(at(row, other)),
        column: names[other]!,
        row,
        table,
      });
    }
  }
  const { values } = symmetricEigen(Float64Array.from({ length: n * n }, (_, k) => at(Math.floor(k / n), k % n)));
  if (values[n - 1]! < -ROUNDING * Math.max(values[0]!, 0)) {
    throw new TableFault({
      what: 'the covariance is not positive semi-definite: some sum of the densities would have a negative variance',
      expected: 'eigenvalues of 0 or more',
      found: `one of ${Number(values[n - 1]!.toPrecision(3))}, and ${Number(values[0]!.toPrecision(3))} as the largest`,
      table,
    });
  }
  return { energiesMeV: [...energiesMeV], isotopes: FISSILE_ISOTOPES, between: (_a, i, _b, j) => at(i, j) };
}
