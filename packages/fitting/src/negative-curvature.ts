/**
 * A direction along which a symmetric matrix curves downwards, the eigenvector of its lowest eigenvalue after scaling each variable by
 * its largest element.
 *
 * @param matrix row-major n * n, both triangles; left as it is
 * @param n order
 * @returns d with d H d = -2, or null if the matrix is positive semidefinite within 1e-8 of its scale
 */
export function negativeCurvature(matrix: Float64Array, n: number): Float64Array | null {
  const scale = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    let largest = 0;
    for (let j = 0; j < n; j++) largest = Math.max(largest, Math.abs(matrix[i * n + j]!));
    scale[i] = largest > 0 ? 1 / Math.sqrt(largest) : 0;
  }
  const scaled = matrix.map((element, k) => element * scale[Math.floor(k / n)]! * scale[k % n]!);
  const vectors = diagonalise(scaled, n);
  let lowest = 0;
  for (let i = 1; i < n; i++) if (scaled[i * n + i]! < scaled[lowest * n + lowest]!) lowest = i;
  const eigenvalue = n > 0 ? scaled[lowest * n + lowest]! : 0;
  if (!(eigenvalue < -1e-8)) return null;
  const length = Math.sqrt(-2 / eigenvalue);
  return scale.map((factor, i) => factor * vectors[i * n + lowest]! * length);
}

/**
 * Diagonalises a symmetric matrix in place by cyclic Jacobi rotations.
 *
 * @returns the eigenvectors in columns, row-major
 * @see Golub and Van Loan, Matrix Computations, section 8.5
 */
function diagonalise(matrix: Float64Array, n: number): Float64Array {
  const vectors = new Float64Array(n * n);
  for (let i = 0; i < n; i++) vectors[i * n + i] = 1;
  for (let sweep = 0; sweep < 50; sweep++) {
    let largest = 0;
    for (let p = 0; p < n; p++) {
      for (let q = 0; q < p; q++) {
        largest = Math.max(largest, Math.abs(matrix[p * n + q]!));
        rotate(matrix, vectors, n, p, q);
      }
    }
    if (largest < 1e-14) break;
  }
  return vectors;
}

/** Makes element (p, q) vanish. */
function rotate(matrix: Float64Array, vectors: Float64Array, n: number, p: number, q: number): void {
  const element = matrix[p * n + q]!;
  if (element === 0) return;
  const tau = (matrix[q * n + q]! - matrix[p * n + p]!) / (2 * element);
  const tangent = (tau >= 0 ? 1 : -1) / (Math.abs(tau) + Math.sqrt(1 + tau * tau));
  const cosine = 1 / Math.sqrt(1 + tangent * tangent);
  const sine = tangent * cosine;
  for (let k = 0; k < n; k++) turn(matrix, k * n + p, k * n + q, cosine, sine);
  for (let k = 0; k < n; k++) turn(matrix, p * n + k, q * n + k, cosine, sine);
  for (let k = 0; k < n; k++) turn(vectors, k * n + p, k * n + q, cosine, sine);
}

function turn(array: Float64Array, a: number, b: number, cosine: number, sine: number): void {
  const x = array[a]!;
  const y = array[b]!;
  array[a] = cosine * x - sine * y;
  array[b] = sine * x + cosine * y;
}
