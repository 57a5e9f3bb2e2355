/** Eigenvalues, the largest first, and the unit eigenvectors in the rows of a row-major matrix. */
export interface SymmetricEigen {
  readonly values: Float64Array;
  readonly vectors: Float64Array;
}

const SWEEPS = 60;

/**
 * Eigenvalues and eigenvectors of a symmetric matrix by cyclic Jacobi rotations. The sign of a vector is such that its largest component is positive, so
 * that the result does not depend on the way there.
 *
 * @param matrix row-major, size x size; the upper triangle is read
 * @throws RangeError when the matrix is not square, or not finite
 * @see G. H. Golub, C. F. Van Loan, Matrix Computations, section 8.5
 */
export function symmetricEigen(matrix: Float64Array): SymmetricEigen {
  const n = Math.round(Math.sqrt(matrix.length));
  if (n * n !== matrix.length) throw new RangeError(`Expected a square matrix, got ${matrix.length} entries`);
  if (!matrix.every(Number.isFinite)) throw new RangeError('Expected a finite matrix');
  const a = Float64Array.from(matrix, (_, k) => {
    const [i, j] = [Math.floor(k / n), k % n];
    return matrix[Math.min(i, j) * n + Math.max(i, j)]!;
  });
  const v = Float64Array.from({ length: n * n }, (_, k) => (k % (n + 1) === 0 ? 1 : 0));
  for (let sweep = 0; sweep < SWEEPS && offDiagonal(a, n) > 0; sweep++) {
    for (let p = 0; p < n; p++) for (let q = p + 1; q < n; q++) rotate(a, v, n, p, q);
  }
  const order = [...Array(n).keys()].sort((i, j) => a[j * n + j]! - a[i * n + i]!);
  const vectors = new Float64Array(n * n);
  order.forEach((column, row) => {
    const own = Array.from({ length: n }, (_, i) => v[i * n + column]!);
    const largest = own.reduce((most, each) => (Math.abs(each) > Math.abs(most) * (1 + 1e-9) ? each : most), 0);
    own.forEach((each, i) => {
      vectors[row * n + i] = largest < 0 ? -each : each;
    });
  });
  return { values: Float64Array.from(order, (i) => a[i * n + i]!), vectors };
}

function offDiagonal(a: Float64Array, n: number): number {
  let sum = 0;
  for (let i = 0; i < n; i++) for (let j = i + 1; j < n; j++) sum += Math.abs(a[i * n + j]!);
  return sum;
}

/** Makes a_pq zero by a rotation in the plane of p and q. */
function rotate(a: Float64Array, v: Float64Array, n: number, p: number, q: number): void {
  const apq = a[p * n + q]!;
  if (apq === 0) return;
  const [app, aqq] = [a[p * n + p]!, a[q * n + q]!];
  if (Math.abs(apq) < 1e-300 || Math.abs(apq) <= 1e-17 * Math.min(Math.abs(app), Math.abs(aqq))) {
    a[p * n + q] = a[q * n + p] = 0;
    return;
  }
  const theta = (aqq - app) / (2 * apq);
  const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.hypot(theta, 1));
  const c = 1 / Math.hypot(t, 1);
  const s = t * c;
  for (let k = 0; k < n; k++) {
    const [kp, kq] = [a[k * n + p]!, a[k * n + q]!];
    a[k * n + p] = c * kp - s * kq;
    a[k * n + q] = s * kp + c * kq;
  }
  for (let k = 0; k < n; k++) {
    const [pk, qk] = [a[p * n + k]!, a[q * n + k]!];
    a[p * n + k] = c * pk - s * qk;
    a[q * n + k] = s * pk + c * qk;
    const [vp, vq] = [v[k * n + p]!, v[k * n + q]!];
    v[k * n + p] = c * vp - s * vq;
    v[k * n + q] = s * vp + c * vq;
  }
  a[p * n + q] = a[q * n + p] = 0;
}
