// Rows are arrays of their own, not stretches of one: indexing them takes half the time in V8.

/**
 * Adds J r: for each selected row of J its scalar product with r.
 *
 * @param jacobian J, [rows][bins]
 * @param vector r, length bins
 * @param rows positions of the selected rows; the first `count` entries count
 * @param target where in `out` the result of a row is added, by row
 */
export function multiplyRows(
  jacobian: readonly Float64Array[],
  vector: Float64Array,
  rows: Int32Array,
  count: number,
  target: Int32Array,
  out: Float64Array,
): void {
  const bins = vector.length;
  // Two sums at a time, as one alone waits for each of its additions; an odd last row is its own partner.
  for (let j = 0; j < count; j += 2) {
    const next = Math.min(j + 1, count - 1);
    const a = jacobian[rows[j]!]!;
    const b = jacobian[rows[next]!]!;
    let first = 0;
    let second = 0;
    for (let i = 0; i < bins; i++) {
      const r = vector[i]!;
      first += r * a[i]!;
      second += r * b[i]!;
    }
    out[target[rows[j]!]!]! += first;
    if (next > j) out[target[rows[next]!]!]! += second;
  }
}

/**
 * Adds J^T x: the sum of the selected rows of J, each times its element of x.
 *
 * @param jacobian J, [rows][bins]
 * @param rows positions of the selected rows
 * @param theta where x is taken from
 * @param source position in `theta` of the element of a row, by row
 * @param out length bins
 */
export function addRows(
  jacobian: readonly Float64Array[],
  rows: Int32Array,
  theta: Float64Array,
  source: Int32Array,
  out: Float64Array,
): void {
  const bins = out.length;
  for (let j = 0; j < rows.length; j += 2) {
    const paired = j + 1 < rows.length;
    const next = paired ? rows[j + 1]! : rows[j]!;
    const a = jacobian[rows[j]!]!;
    const b = jacobian[next]!;
    const x = theta[source[rows[j]!]!]!;
    const y = paired ? theta[source[next]!]! : 0;
    for (let i = 0; i < bins; i++) out[i]! += x * a[i]! + y * b[i]!;
  }
}

/**
 * Adds the lower triangle of J W J^T with a diagonal W, for selected rows of J. Most of the time of a fit is spent here.
 *
 * @param jacobian J, [rows][bins]
 * @param weight diagonal of W, length bins
 * @param rows positions of the selected rows, ascending; the first `count` entries count
 * @param target index in `out` of a row, ascending with the row
 * @param out row-major, size * size
 * @param work room for two rows
 */
export function addWeightedProduct(
  jacobian: readonly Float64Array[],
  weight: Float64Array,
  rows: Int32Array,
  count: number,
  target: Int32Array,
  out: Float64Array,
  size: number,
  work: readonly [Float64Array, Float64Array],
): void {
  const bins = weight.length;
  const [u, v] = work;
  // Blocks of two by two: four loads for four products. An odd last row is its own partner.
  for (let j = 0; j < count; j += 2) {
    const jNext = Math.min(j + 1, count - 1);
    const a = jacobian[rows[j]!]!;
    const b = jacobian[rows[jNext]!]!;
    for (let i = 0; i < bins; i++) {
      u[i] = weight[i]! * a[i]!;
      v[i] = weight[i]! * b[i]!;
    }
    const outA = target[rows[j]!]! * size;
    const outB = target[rows[jNext]!]! * size;
    for (let k = 0; k <= j; k += 2) {
      const kNext = Math.min(k + 1, count - 1);
      const c = jacobian[rows[k]!]!;
      const d = jacobian[rows[kNext]!]!;
      let ac = 0;
      let ad = 0;
      let bc = 0;
      let bd = 0;
      for (let i = 0; i < bins; i++) {
        const x = u[i]!;
        const y = v[i]!;
        const p = c[i]!;
        const q = d[i]!;
        ac += x * p;
        ad += x * q;
        bc += y * p;
        bd += y * q;
      }
      const columnC = target[rows[k]!]!;
      const columnD = target[rows[kNext]!]!;
      out[outA + columnC]! += ac;
      if (k < j) out[outA + columnD]! += ad;
      if (jNext === j) continue;
      out[outB + columnC]! += bc;
      out[outB + columnD]! += bd;
    }
  }
}
