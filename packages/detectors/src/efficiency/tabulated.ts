import { checkColumnUnit } from '@cevns/numerics/tables/column-unit';
import { notIncreasing, TableFault } from '@cevns/numerics/tables/table-fault';
import { type NumericTable, tableColumn } from '../tables/csv.ts';
import type { EfficiencyModel } from './efficiency.ts';

/** Units of the column, in those of observables: keV of either scale, PE, electrons. */
const OBSERVABLE_PER_UNIT = {
  eVnr: 1e-3,
  keVnr: 1,
  MeVnr: 1e3,
  eVee: 1e-3,
  keVee: 1,
  MeVee: 1e3,
  PE: 1,
  electrons: 1,
} as const;

/** The same in MeV, for efficiencies in the energy of the recoil before any resolution. */
const MEV_PER_UNIT: Readonly<Record<string, number>> = { eVnr: 1e-6, keVnr: 1e-3, MeVnr: 1 };

export interface TabulatedEfficiency {
  /** Path of the table, as the catalogue resolves it. */
  readonly table: string;
  /** Column with the variable, increasing. */
  readonly at: string;
  /** Its unit; PE, electrons, and keVee or keVnr unless given. */
  readonly unit?: keyof typeof OBSERVABLE_PER_UNIT;
  /** The variable, where it is not the observable. */
  readonly in?: string;
  /** Column with the efficiency. */
  readonly content: string;
}

/**
 * A measured efficiency: straight lines between the points of a table, and the first and the last value held outside.
 *
 * @throws RangeError when the table or a column of it is missing, the points are not in increasing order, or an efficiency is no probability
 */
export const efficiency: EfficiencyModel<TabulatedEfficiency> = {
  prepare(parameters, inputs) {
    const { at, values } = points(parameters, inputs?.table);
    const last = at.length - 1;
    return (observable) => {
      if (!(observable > (at[0] as number))) return values[0] as number;
      if (observable >= (at[last] as number)) return values[last] as number;
      let low = 0;
      let high = last;
      while (high - low > 1) {
        const middle = (low + high) >> 1;
        if (observable >= (at[middle] as number)) low = middle;
        else high = middle;
      }
      const from = at[low] as number;
      const below = values[low] as number;
      return below + ((observable - from) / ((at[high] as number) - from)) * ((values[high] as number) - below);
    };
  },
};

function points(
  { table: path, at, content, in: variable, unit }: TabulatedEfficiency,
  table: NumericTable | undefined,
) {
  if (table === undefined) throw new RangeError(`Expected the table '${path}', got none`);
  if (unit !== undefined || variable === 'recoil-energy') checkColumnUnit(at, unit ?? 'keVnr');
  const factor = variable === 'recoil-energy' ? MEV_PER_UNIT[unit ?? 'keVnr']! : OBSERVABLE_PER_UNIT[unit ?? 'keVee'];
  const observables = tableColumn(table, at).map((value) => value * factor);
  const values = tableColumn(table, content);
  observables.forEach((observable, i) => {
    if (i > 0 && !(observable > (observables[i - 1] as number))) throw notIncreasing(at, tableColumn(table, at), i);
  });
  values.forEach((value, row) => {
    if (value >= 0 && value <= 1) return;
    throw new TableFault({
      what: `the efficiency is ${value < 0 ? 'negative' : 'above 1'}`,
      expected: 'efficiencies from 0 to 1',
      found: String(value),
      column: content,
      row,
    });
  });
  return { at: observables, values };
}
