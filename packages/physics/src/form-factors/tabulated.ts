import { missingColumn, notIncreasing, TableFault } from '@cevns/numerics/tables/table-fault';
import { isotopeName } from '../nuclei.ts';
import type { FormFactorModel } from './form-factor.ts';

export interface TabulatedFormFactor {
  /** Path of the table, as the catalogue resolves it. */
  readonly table: string;
  /** Column with the momentum transfer in 1/fm. */
  readonly at: string;
  /** Column with the amplitude F: one for every nucleus, or by isotope name. */
  readonly amplitude: string | Readonly<Record<string, string>>;
}

const FEWEST_ROWS = 4;

/**
 * Form factor of a table of q and F, such as one computed by a nuclear-structure code: between rows the cubic in q^2 through the four
 * nearest ones, exact at the rows.
 *
 * The first row is q = 0; F is divided by its value there, which has to be 1 within 1e-3, so that a table of F^2 or of Z F is not taken
 * for one of F. A table of F^2 that starts at 1 cannot be told from one of F. Beyond the last row there is no value.
 *
 * @throws RangeError without a table, a column, or four ascending rows from q = 0 and F = 1; and for a momentum transfer beyond the table
 */
export const formFactor: FormFactorModel<TabulatedFormFactor> = {
  prepare(nucleus, _nucleon, { table: file, at, amplitude }, inputs) {
    const table = inputs?.table;
    if (table === undefined) throw new RangeError(`Expected the table '${file}', got none`);
    const column = (name: string): Float64Array => {
      const values = table.get(name);
      if (values !== undefined) return values;
      throw missingColumn(name, [...table.keys()]);
    };
    const name = typeof amplitude === 'string' ? amplitude : amplitude[isotopeName(nucleus)];
    if (name === undefined) throw new RangeError(`Expected a column for ${isotopeName(nucleus)}, got none`);
    const momenta = column(at);
    const values = column(name);
    checkRows(at, momenta, values, name);
    const squares = momenta.map((q) => q * q);
    const last = momenta.at(-1)!;
    return (q) => {
      if (!(q <= last))
        throw new RangeError(`Expected a momentum transfer within the table, up to ${last} /fm, got ${q} /fm`);
      return cubicAt(squares, values, q * q) / values[0]!;
    };
  },
};

function checkRows(at: string, momenta: Float64Array, values: Float64Array, name: string): void {
  if (momenta.length < FEWEST_ROWS) {
    const expected = `at least ${FEWEST_ROWS} rows`;
    throw new TableFault({ what: 'the table has too few rows', expected, found: String(momenta.length) });
  }
  if (momenta[0] !== 0) {
    const [expected, found] = ['a table that starts at 0 /fm', `${momenta[0]} /fm`];
    throw new TableFault({ what: 'the table does not start at 0', expected, found, column: at, row: 0 });
  }
  if (!(Math.abs(values[0]! - 1) <= 1e-3)) {
    const [expected, found] = [`1 in the first row of '${name}'`, String(values[0])];
    throw new TableFault({ what: 'the form factor does not start at 1', expected, found, column: name, row: 0 });
  }
  for (let i = 1; i < momenta.length; i++) {
    if (!(momenta[i]! > momenta[i - 1]!)) throw notIncreasing(at, momenta, i, 'ascending momentum transfers');
  }
}

/** The cubic through the four points around x: two on either side where there are two. */
function cubicAt(points: Float64Array, values: Float64Array, x: number): number {
  let [below, above] = [0, points.length - 1];
  while (above - below > 1) {
    const middle = (below + above) >> 1;
    if (points[middle]! <= x) below = middle;
    else above = middle;
  }
  const first = Math.max(0, Math.min(points.length - FEWEST_ROWS, below - 1));
  let sum = 0;
  for (let i = first; i < first + FEWEST_ROWS; i++) {
    let weight = 1;
    for (let j = first; j < first + FEWEST_ROWS; j++) {
      if (j !== i) weight *= (x - points[j]!) / (points[i]! - points[j]!);
    }
    sum += weight * values[i]!;
  }
  return sum;
}
