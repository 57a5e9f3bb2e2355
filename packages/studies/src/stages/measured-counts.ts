import { findBin } from '@cevns/detectors/binning';
import { type NumericTable, tableColumn } from '@cevns/detectors/tables/csv';
import { placeOf } from '@cevns/detectors/templates';
import { choleskyFactor } from '@cevns/numerics/linear-algebra/cholesky';
import { covarianceOfTable } from '@cevns/numerics/tables/covariance-table';
import { TableFault } from '@cevns/numerics/tables/table-fault';

/** Bins of the region beyond which a covariance is refused: the time to invert it goes as the third power. */
const MOST_BINS = 1000;

/** An observable with the bins of the region, and the column that holds it. */
export interface BinnedColumn {
  readonly column: string;
  readonly edges: Float64Array;
}

/** The bin of the region, row-major over the axes, that each row of a table lies in; -1 outside. */
export function binsOfRows(table: NumericTable, axes: readonly BinnedColumn[]): Int32Array {
  const values = axes.map(({ column }) => tableColumn(table, column));
  return Int32Array.from(values[0]!, (_, row) => {
    let bin = 0;
    for (let a = 0; a < axes.length; a++) {
      const { edges } = axes[a]!;
      const own = findBin(edges, values[a]![row]!);
      if (own < 0) return -1;
      bin = bin * (edges.length - 1) + own;
    }
    return bin;
  });
}

/**
 * Covariance of measured numbers of events per bin, row-major [bins][bins], from the standard deviation of each row: rows are independent.
 *
 * @param column of the standard deviations
 * @throws TableFault where one in the region is not positive
 */
export function covarianceOfErrors(table: NumericTable, column: string, axes: readonly BinnedColumn[]): Float64Array {
  const bins = numberOfBins(axes);
  const errors = tableColumn(table, column);
  const covariance = new Float64Array(bins * bins);
  binsOfRows(table, axes).forEach((bin, row) => {
    if (bin < 0) return;
    if (!(errors[row]! > 0)) {
      const [expected, found] = ['standard deviations above 0', String(errors[row])];
      throw new TableFault({ what: 'the error is not positive', expected, found, column, row });
    }
    covariance[bin * bins + bin]! += errors[row]! ** 2;
  });
  return covariance;
}

/**
 * The same from a matrix with a row and a column for each row of the table, in their order. Of a bin with several rows it is the sum of theirs.
 *
 * @throws TableFault unless the matrix is that of the rows, symmetric, and positive definite between the bins of the region
 */
export function covarianceOfMatrix(
  table: NumericTable,
  matrix: NumericTable,
  axes: readonly BinnedColumn[],
): Float64Array {
  const bins = numberOfBins(axes);
  const place = binsOfRows(table, axes);
  const rows = place.length;
  const ofRows = covarianceOfTable([...matrix], { size: rows, of: 'rows of the data' });
  const covariance = new Float64Array(bins * bins);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < rows; j++) {
      if (place[i]! < 0 || place[j]! < 0) continue;
      covariance[place[i]! * bins + place[j]!]! += (ofRows[i * rows + j]! + ofRows[j * rows + i]!) / 2;
    }
  }
  for (let bin = 0; bin < bins; bin++) {
    if (covariance[bin * bins + bin]! > 0) continue;
    const found = `${covariance[bin * bins + bin]} in ${placeOf(bin, axes)}`;
    throw new TableFault({ what: 'a variance is not positive', expected: 'variances above 0', found });
  }
  if (!choleskyFactor(covariance, bins, new Float64Array(bins * bins))) {
    const [expected, found] = ['a positive definite matrix', 'one that is singular or indefinite in the region'];
    throw new TableFault({ what: 'the covariance cannot be inverted', expected, found });
  }
  return covariance;
}

function numberOfBins(axes: readonly BinnedColumn[]): number {
  const bins = axes.reduce((product, { edges }) => product * (edges.length - 1), 1);
  if (bins <= MOST_BINS) return bins;
  const expected = `at most ${MOST_BINS} bins of measured values with errors`;
  throw new TableFault({ what: 'the region has too many bins', expected, found: String(bins) });
}
