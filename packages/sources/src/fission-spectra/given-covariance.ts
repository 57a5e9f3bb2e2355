import { symmetricEigen } from '@cevns/numerics/linear-algebra/symmetric-eigen';
import { covarianceOfTable } from '@cevns/numerics/tables/covariance-table';
import { TableFault } from '@cevns/numerics/tables/table-fault';
import type { Columns } from '../moments/columns.ts';
import { FISSILE_ISOTOPES, type SpectrumCovariance } from './fission-spectra.ts';

/** Part of the largest eigenvalue by which one may be negative. */
const ROUNDING = 1e-6;
/** The time to find the eigenvectors goes as the third power of it. */
const MOST_ENERGIES = 200;

/**
 * A relative covariance between the energies of a table of the study, from a matrix in columns: one row and one column for every energy, in their order. All isotopes vary together.
 *
 * @throws TableFault unless the matrix is square, of the energies, symmetric, and positive semi-definite
 */
export function givenCovariance(table: Columns, energiesMeV: Float64Array): SpectrumCovariance {
  const n = energiesMeV.length;
  if (n > MOST_ENERGIES) {
    const expected = `at most ${MOST_ENERGIES} energies of a spectrum with a covariance`;
    throw new TableFault({ what: 'the spectrum has too many energies', expected, found: String(n), table });
  }
  const matrix = covarianceOfTable(Object.entries(table), { size: n, of: 'energies', table });
  const { values } = symmetricEigen(matrix);
  if (values[n - 1]! < -ROUNDING * Math.max(values[0]!, 0)) {
    throw new TableFault({
      what: 'the covariance is not positive semi-definite: some sum of the densities would have a negative variance',
      expected: 'eigenvalues of 0 or more',
      found: `one of ${Number(values[n - 1]!.toPrecision(3))}, and ${Number(values[0]!.toPrecision(3))} as the largest`,
      table,
    });
  }
  return { energiesMeV: [...energiesMeV], isotopes: FISSILE_ISOTOPES, between: (_a, i, _b, j) => matrix[i * n + j]! };
}
