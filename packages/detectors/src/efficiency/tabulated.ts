import { type NumericTable, tableColumn } from '../tables/csv.ts';
import type { EfficiencyModel } from './efficiency.ts';

export interface TabulatedEfficiency {
  /** Path of the table, as the catalogue resolves it. */
  readonly table: string;
  /** Column with the observable, increasing, in its internal unit (PE, keVee). */
  readonly at: string;
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

function points({ table: path, at, content }: TabulatedEfficiency, table: NumericTable | undefined) {
  if (table === undefined) throw new RangeError(`Expected the table '${path}', got none`);
  const observables = tableColumn(table, at);
  const values = tableColumn(table, content);
  observables.forEach((observable, i) => {
    if (i > 0 && !(observable > (observables[i - 1] as number))) {
      throw new RangeError(`Expected an increasing column '${at}', got ${observable} after ${observables[i - 1]}`);
    }
  });
  values.forEach((value) => {
    if (!(value >= 0 && value <= 1)) throw new RangeError(`Expected efficiencies from 0 to 1, got ${value}`);
  });
  return { at: observables, values };
}
