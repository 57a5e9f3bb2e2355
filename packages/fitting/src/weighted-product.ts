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
  for (let j = 0; j < count; j++) {
    const start = rows[j]! * bins;
    let sum = 0;
    for (let b = 0; b < bins; b++) sum += jacobian[start + b]! * vector[b]!;
    out[target[rows[j]!]!]! += sum;
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
    // Four sums at a time: one alone would wait for each of its additions to finish.
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
