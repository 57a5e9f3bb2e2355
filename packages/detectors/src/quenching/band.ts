import { symmetricEigen } from '@cevns/numerics/linear-algebra/symmetric-eigen';
import { TableFault } from '@cevns/numerics/tables/table-fault';

/** The errors of the points of a quenching. */
export interface QuenchingBand {
  /** Column with the standard deviation of each point, in the unit of what is tabulated. */
  readonly error: string;
  /** L of the correlation exp(-(ln T_i / T_j)^2 / (2 L^2)); errors are wholly correlated unless given. */
  readonly 'correlation-length'?: number;
}

/**
 * How far the points move for pulls along the eigenvectors of their covariance C_ij = s_i s_j exp(-(ln T_i / T_j)^2 / (2 L^2)): sum over k of
 * p_k sqrt(lambda_k) e_k, the largest eigenvalue first. Wholly correlated errors have the one eigenvector s_i. For unit normal pulls, and all eigenvectors, the
 * points are distributed with this covariance.
 *
 * @param errors standard deviations of the points; undefined where there is no band
 * @throws RangeError for pulls without a band, more pulls than eigenvectors, a negative error, or a correlation length that is not positive
 */
export function bandShift(
  recoilsMeV: Float64Array,
  errors: Float64Array | undefined,
  band: QuenchingBand | undefined,
  pulls: readonly number[],
): Float64Array {
  const shift = new Float64Array(recoilsMeV.length);
  if (errors === undefined || band === undefined) {
    if (pulls.length > 0) throw new RangeError('Expected a band to pull along, got none');
    return shift;
  }
  const row = errors.findIndex((error) => !(error >= 0));
  if (row >= 0) {
    throw new TableFault({
      what: 'the error is negative',
      expected: `errors of 0 or more in '${band.error}'`,
      found: String(errors[row]),
      column: band.error,
      row,
    });
  }
  const length = band['correlation-length'];
  const most = length === undefined ? 1 : errors.length;
  if (pulls.length > most) throw new RangeError(`Expected at most ${most} pulls, got ${pulls.length}`);
  if (length === undefined) return errors.map((error) => error * (pulls[0] ?? 0));
  if (!(length > 0)) throw new RangeError(`Expected a positive correlation length, got ${length}`);
  const n = errors.length;
  const covariance = Float64Array.from({ length: n * n }, (_, k) => {
    const [i, j] = [Math.floor(k / n), k % n];
    return errors[i]! * errors[j]! * Math.exp(-0.5 * (Math.log(recoilsMeV[i]! / recoilsMeV[j]!) / length) ** 2);
  });
  const { values, vectors } = symmetricEigen(covariance);
  pulls.forEach((pull, k) => {
    const size = pull * Math.sqrt(Math.max(0, values[k]!));
    for (let i = 0; i < n; i++) shift[i]! += size * vectors[k * n + i]!;
  });
  return shift;
}
