/**
 * Adds J r: for each selected row of J its scalar product with r.
 *
 * @param jacobian J, [rows][bins]
 * @param vector r, length bins
 * @param rows positions of the selected rows; the first `count` entries count
 * @param target where in `out` the result of a row is added, by row
 */
export function multiplyRows(
  jacobian: Float64Array,
  vector: Float64Array,
  rows: Int32Array,
  count: number,
  target: Int32Array,
  out: Float64Array,
): void {
  const bins = vector.length;
  let j = 0;
  // Four sums at a time: one alone would wait for each of its additions to finish.
  for (; j + 3 < count; j += 4) {
    const j0 = rows[j]! * bins;
    const j1 = rows[j + 1]! * bins;
    const j2 = rows[j + 2]! * bins;
    const j3 = rows[j + 3]! * bins;
    let s0 = 0;
    let s1 = 0;
    let s2 = 0;
    let s3 = 0;
    for (let b = 0; b < bins; b++) {
      const r = vector[b]!;
      s0 += r * jacobian[j0 + b]!;
      s1 += r * jacobian[j1 + b]!;
      s2 += r * jacobian[j2 + b]!;
      s3 += r * jacobian[j3 + b]!;
    }
    out[target[rows[j]!]!]! += s0;
    out[target[rows[j + 1]!]!]! += s1;
    out[target[rows[j + 2]!]!]! += s2;
    out[target[rows[j + 3]!]!]! += s3;
  }
  for (; j < count; j++) {
    const start = rows[j]! * bins;
    let sum = 0;
    for (let b = 0; b < bins; b++) sum += jacobian[start + b]! * vector[b]!;
    out[target[rows[j]!]!]! += sum;
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
  jacobian: Float64Array,
  rows: Int32Array,
  theta: Float64Array,
  source: Int32Array,
  out: Float64Array,
): void {
  const bins = out.length;
  let j = 0;
  for (; j + 3 < rows.length; j += 4) {
    const j0 = rows[j]! * bins;
    const j1 = rows[j + 1]! * bins;
    const j2 = rows[j + 2]! * bins;
    const j3 = rows[j + 3]! * bins;
    const x0 = theta[source[rows[j]!]!]!;
    const x1 = theta[source[rows[j + 1]!]!]!;
    const x2 = theta[source[rows[j + 2]!]!]!;
    const x3 = theta[source[rows[j + 3]!]!]!;
    for (let b = 0; b < bins; b++) {
      out[b]! += x0 * jacobian[j0 + b]! + x1 * jacobian[j1 + b]! + x2 * jacobian[j2 + b]! + x3 * jacobian[j3 + b]!;
    }
  }
  for (; j < rows.length; j++) {
    const start = rows[j]! * bins;
    const x = theta[source[rows[j]!]!]!;
    for (let b = 0; b < bins; b++) out[b]! += x * jacobian[start + b]!;
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
 * @param weighted room for one row, length bins
 */
export function addWeightedProduct(
  jacobian: Float64Array,
  weight: Float64Array,
  rows: Int32Array,
  count: number,
  target: Int32Array,
  out: Float64Array,
  size: number,
  weighted: Float64Array,
): void {
  const bins = weight.length;
  for (let j = 0; j < count; j++) {
    const start = rows[j]! * bins;
    for (let b = 0; b < bins; b++) weighted[b] = weight[b]! * jacobian[start + b]!;
    const outRow = target[rows[j]!]! * size;
    let k = 0;
    for (; k + 3 <= j; k += 4) {
      const k0 = rows[k]! * bins;
      const k1 = rows[k + 1]! * bins;
      const k2 = rows[k + 2]! * bins;
      const k3 = rows[k + 3]! * bins;
      let s0 = 0;
      let s1 = 0;
      let s2 = 0;
      let s3 = 0;
      for (let b = 0; b < bins; b++) {
        const w = weighted[b]!;
        s0 += w * jacobian[k0 + b]!;
        s1 += w * jacobian[k1 + b]!;
        s2 += w * jacobian[k2 + b]!;
        s3 += w * jacobian[k3 + b]!;
      }
      out[outRow + target[rows[k]!]!]! += s0;
      out[outRow + target[rows[k + 1]!]!]! += s1;
      out[outRow + target[rows[k + 2]!]!]! += s2;
      out[outRow + target[rows[k + 3]!]!]! += s3;
    }
    for (; k <= j; k++) {
      const k0 = rows[k]! * bins;
      let sum = 0;
      for (let b = 0; b < bins; b++) sum += weighted[b]! * jacobian[k0 + b]!;
      out[outRow + target[rows[k]!]!]! += sum;
    }
  }
}
