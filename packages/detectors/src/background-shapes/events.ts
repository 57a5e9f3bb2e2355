import { countEvents } from '../binning.ts';
import { tableColumn } from '../tables/csv.ts';
import type { BackgroundShape } from './background-shape.ts';

export interface EventShape {
  /** Path of the table, as the catalogue resolves it. */
  readonly table: string;
  /** Column with the observable of each event, in the unit of the observable. */
  readonly column: string;
}

/** The histogram of measured events, such as those recorded without beam; bins are half-open. All events of the table count. */
export const shape: BackgroundShape<EventShape> = {
  binContents(edges, { table: path, column }, { table }) {
    if (table === undefined) throw new RangeError(`Expected the table '${path}', got none`);
    return countEvents([edges], [tableColumn(table, column)]);
  },
};
