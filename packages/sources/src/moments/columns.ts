import { checkColumnUnit } from '@cevns/numerics/tables/column-unit';
import { missingColumn, notIncreasing, TableFault } from '@cevns/numerics/tables/table-fault';

/** Columns of a table by name, all of the same length. */
export type Columns = Readonly<Record<string, Float64Array>>;

const ENERGY_COLUMN = 'energy_MeV';

/**
 * The column of energies of a table of a spectrum.
 *
 * @param column its name; `energy_MeV` unless given
 * @throws TableFault if there is no such column, it is in another unit by its name, or its energies are not at least two, positive or zero, and ascending
 */
export function energyColumn(table: Columns, column: string = ENERGY_COLUMN): Float64Array {
  return ofTable(table, () => {
    checkColumnUnit(column, 'MeV');
    const energiesMeV = columnOf(table, column);
    if (energiesMeV.length < 2) {
      const expected = `at least two energies in the column ${column}`;
      throw new TableFault({ what: 'the table has one row', expected, found: String(energiesMeV.length), column });
    }
    energiesMeV.forEach((energy, i) => {
      if (i === 0 ? energy >= 0 : energy > energiesMeV[i - 1]!) return;
      throw notIncreasing(column, energiesMeV, i, 'ascending energies from 0 on');
    });
    return energiesMeV;
  });
}

/**
 * A column of densities beside one of energies.
 *
 * @throws TableFault if there is no such column, it has another number of rows, or a value is negative or not finite
 */
export function rowColumn(table: Columns, column: string, rows: number): Float64Array {
  return ofTable(table, () => {
    const values = columnOf(table, column);
    const row = values.findIndex((value) => !(value >= 0 && Number.isFinite(value)));
    if (row >= 0) {
      throw new TableFault({
        what: 'the density is negative or not finite',
        expected: `densities that are not negative in ${column}`,
        found: `${values[row]} in row ${row + 1}`,
        column,
        row,
      });
    }
    if (values.length !== rows) {
      const expected = `${rows} rows in ${column}`;
      throw new TableFault({ what: 'the columns differ in length', expected, found: String(values.length), column });
    }
    return values;
  });
}

/** What refuses a table says which one it is. */
export function ofTable<T>(table: Columns, action: () => T): T {
  try {
    return action();
  } catch (error) {
    throw error instanceof TableFault ? error.of({ table }) : error;
  }
}

/** The value at an energy, linear between the rows of a table; 0 outside them. */
export function interpolated(energiesMeV: Float64Array, values: Float64Array, energyMeV: number): number {
  const last = energiesMeV.length - 1;
  if (!(energyMeV >= energiesMeV[0]! && energyMeV <= energiesMeV[last]!)) return 0;
  const low = rowBelow(energiesMeV, energyMeV);
  const part = (energyMeV - energiesMeV[low]!) / (energiesMeV[low + 1]! - energiesMeV[low]!);
  return (1 - part) * values[low]! + part * values[low + 1]!;
}

/** Index of the last row but one whose energy is not above a given one. */
export function rowBelow(energiesMeV: Float64Array, energyMeV: number): number {
  let low = 0;
  let high = energiesMeV.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (energiesMeV[middle]! <= energyMeV) low = middle;
    else high = middle;
  }
  return low;
}

function columnOf(table: Columns, column: string): Float64Array {
  const found = Object.hasOwn(table, column) ? table[column] : undefined;
  if (found === undefined) throw missingColumn(column, Object.keys(table));
  return found;
}
