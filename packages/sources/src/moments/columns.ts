/** Columns of a table by name, all of the same length. */
export type Columns = Readonly<Record<string, Float64Array>>;

const ENERGY_COLUMN = 'energy_MeV';

/**
 * The column of energies of a table of a spectrum.
 *
 * @param column its name; `energy_MeV` unless given
 * @throws RangeError if there is no such column, or its energies are not at least two, positive or zero, and ascending
 */
export function energyColumn(table: Columns, column: string = ENERGY_COLUMN): Float64Array {
  const energiesMeV = columnOf(table, column);
  if (energiesMeV.length < 2) {
    throw new RangeError(`Expected at least two energies in the column ${column}, got ${energiesMeV.length}`);
  }
  energiesMeV.forEach((energy, i) => {
    if (i === 0 ? energy >= 0 : energy > energiesMeV[i - 1]!) return;
    const after = i === 0 ? 'first' : `after ${energiesMeV[i - 1]}`;
    throw new RangeError(`Expected ascending energies from 0 on in the column ${column}, got ${energy} ${after}`);
  });
  return energiesMeV;
}

/**
 * A column of densities beside one of energies.
 *
 * @throws RangeError if there is no such column, it has another number of rows, or a value is negative or not finite
 */
export function rowColumn(table: Columns, column: string, rows: number): Float64Array {
  const values = columnOf(table, column);
  const wrong = values.findIndex((value) => !(value >= 0 && Number.isFinite(value)));
  if (wrong >= 0)
    throw new RangeError(
      `Expected densities that are not negative in ${column}, got ${values[wrong]} in row ${wrong + 1}`,
    );
  if (values.length !== rows) throw new RangeError(`Expected ${rows} rows in ${column}, got ${values.length}`);
  return values;
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
  if (found === undefined) {
    throw new RangeError(`Expected a column among ${Object.keys(table).join(', ')}, got ${column}`);
  }
  return found;
}
