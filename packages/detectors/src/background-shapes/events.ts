import { countEvents } from '../binning.ts';
import { tableColumn } from '../tables/csv.ts';
import type { BackgroundShape } from './background-shape.ts';

export interface EventShape {
  /** Path of the table, as the catalogue resolves it. */
  readonly table: string;
  /** Column with the observable of each event, in the unit of the observable. */
  readonly column: string;
  /** Half-open ranges by column: only events inside all of them count. All events of the table count unless given. */
  readonly selection?: Readonly<Record<string, readonly [number, number]>>;
}

/**
 * The histogram of measured events, such as those recorded without beam; bins are half-open.
 *
 * @throws RangeError when the table or a column of it is missing
 */
export const shape: BackgroundShape<EventShape> = {
  prepare({ table: path, column, selection = {} }, { table }) {
    if (table === undefined) throw new RangeError(`Expected the table '${path}', got none`);
    const cuts = Object.entries(selection).map(([name, [low, high]]) => ({ cut: tableColumn(table, name), low, high }));
    const values = tableColumn(table, column).filter((_, event) =>
      cuts.every(({ cut, low, high }) => (cut[event] as number) >= low && (cut[event] as number) < high),
    );
    return (edges) => countEvents([edges], [values]);
  },
};
