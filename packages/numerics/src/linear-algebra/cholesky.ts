/**
 * Cholesky factor L of a symmetric positive definite matrix, A = L L^T.
 *
 * Reads the lower triangle of the row-major n x n matrix only and writes the lower triangle of the factor; the upper triangle of
 * the factor is left as it is. Matrix and factor may be the same array.
 *
 * @param matrix row-major, length n * n
 * @param n order
 * @param factor receives L, length n * n
 * @returns false, with the factor half written, if the matrix is not positive definite to working precision
 * @see Golub and Van Loan, Matrix Computations, section 4.2
 */
export function choleskyFactor(matrix: Float64Array, n: number, factor: Float64Array): boolean {
  for (let j = 0; j < n; j++) {
    const row = j * n;
    const diagonal = matrix[row + j]!;
    let pivot = diagonal;
    for (let k = 0; k < j; k++) pivot -= factor[row + k]! ** 2;
    // A pivot that is only rounding noise of its diagonal element says nothing about the sign of the eigenvalue.
    if (!(pivot > n * 2 ** -53 * Math.abs(diagonal)) || !Number.isFinite(pivot)) return false;
    const root = Math.sqrt(pivot);
    factor[row + j] = root;
    for (let i = j + 1; i < n; i++) {
      let sum = matrix[i * n + j]!;
      for (let k = 0; k < j; k++) sum -= factor[i * n + k]! * factor[row + k]!;
      factor[i * n + j] = sum / root;
    }
  }
  return true;
}

/**
 * Solves L L^T x = b with the factor of choleskyFactor.
 *
 * @param factor row-major, lower triangle used
 * @param n order
 * @param rightHandSide b, length n
 * @param solution receives x, length n; may be the same array as b
 */
export function choleskySolve(
  factor: Float64Array,
  n: number,
  rightHandSide: Float64Array,
  solution: Float64Array,
): void {
  for (let i = 0; i < n; i++) {
    let sum = rightHandSide[i]!;
    for (let k = 0; k < i; k++) sum -= factor[i * n + k]! * solution[k]!;
    solution[i] = sum / factor[i * n + i]!;
  }
  for (let i = n - 1; i >= 0; i--) {
    let sum = solution[i]!;
    for (let k = i + 1; k < n; k++) sum -= factor[k * n + i]! * solution[k]!;
    solution[i] = sum / factor[i * n + i]!;
  }
}

/**
 * Inverse of A = L L^T from its factor, exactly symmetric.
 *
 * @param factor row-major, lower triangle used
 * @param n order
 * @param inverse receives the full inverse, length n * n; must not be the factor itself
 */
export function choleskyInverse(factor: Float64Array, n: number, inverse: Float64Array): void {
  const column = new Float64Array(n);
  for (let j = 0; j < n; j++) {
    column.fill(0);
    column[j] = 1;
    choleskySolve(factor, n, column, column);
    for (let i = j; i < n; i++) {
      inverse[i * n + j] = column[i]!;
      inverse[j * n + i] = column[i]!;
    }
  }
}
