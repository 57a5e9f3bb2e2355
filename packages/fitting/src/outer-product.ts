/** Which of two factors runs over the rows of a grid of bins, row-major, and which over its columns. */
export interface OuterProduct {
  readonly rows: 0 | 1;
  readonly columns: 0 | 1;
}

/**
 * Whether two factors span the bins of a channel as an outer product. Loops over rows and columns then need no index of a bin.
 *
 * @param binOf for each factor, the bin that a bin of the channel falls into
 * @param sizes numbers of bins of the factors
 */
export function findOuterProduct(binOf: readonly Int32Array[], sizes: readonly number[]): OuterProduct | null {
  if (binOf.length !== 2) return null;
  const spans = (rows: 0 | 1, columns: 0 | 1): boolean => {
    const width = sizes[columns]!;
    return binOf[columns]!.every(
      (column, b) => column === b % width && binOf[rows]![b] === Math.floor(b / width) && b < sizes[rows]! * width,
    );
  };
  if (spans(0, 1)) return { rows: 0, columns: 1 };
  return spans(1, 0) ? { rows: 1, columns: 0 } : null;
}

/**
 * Adds scale * rows (x) columns.
 *
 * @param rows where a vector over the rows begins at `rowStart`; the same for the columns
 * @param height number of rows
 * @param width number of columns
 * @param out row-major, [rows][columns]
 */
export function addOuterProduct(
  scale: number,
  rows: Float64Array,
  rowStart: number,
  height: number,
  columns: Float64Array,
  columnStart: number,
  width: number,
  out: Float64Array,
): void {
  let b = 0;
  for (let i = 0; i < height; i++) {
    const x = scale * rows[rowStart + i]!;
    for (let k = 0; k < width; k++, b++) out[b]! += x * columns[columnStart + k]!;
  }
}

/**
 * Sums of a matrix times a vector over its columns: onRows = matrix columns.
 *
 * @param matrix row-major, [rows][columns]
 * @param start where the vector over the columns begins
 */
export function contractColumns(
  matrix: Float64Array,
  columns: Float64Array,
  start: number,
  width: number,
  onRows: Float64Array,
): void {
  let b = 0;
  for (let i = 0; i < onRows.length; i++) {
    let sum = 0;
    for (let k = 0; k < width; k++, b++) sum += matrix[b]! * columns[start + k]!;
    onRows[i] = sum;
  }
}

/** Sums of a matrix times a vector over its rows: onColumns = rows matrix. */
export function contractRows(
  matrix: Float64Array,
  rows: Float64Array,
  start: number,
  height: number,
  onColumns: Float64Array,
): void {
  const width = onColumns.length;
  onColumns.fill(0);
  let b = 0;
  for (let i = 0; i < height; i++) {
    const x = rows[start + i]!;
    for (let k = 0; k < width; k++, b++) onColumns[k]! += x * matrix[b]!;
  }
}
