import { countEvents } from '../binning.ts';
import { tableColumn } from '../tables/csv.ts';
import type { BackgroundShape } from './background-shape.ts';

export interface EventShape {
  /** Path of the table, as the catalogue resolves it. */
  readonly table: string;
  /** Column with the observable of each event, in the unit of the observable. */
  readonly column: string;
}

/**
 * The histogram of measured events, such as those recorded without beam; bins are half-open. All events of the table count.
 *
 * @throws RangeError when the table or its column is missing
 */
export const shape: BackgroundShape<EventShape> = {
  prepare({ table: path, column }, { table }) {
    if (table === undefined) throw new RangeError(`Expected the table '${path}', got none`);
    const values = tableColumn(table, column);
    return (edges) => countEvents([edges], [values]);
  },
};
