import { findBin } from '../binning.ts';
import { tableColumn } from '../tables/csv.ts';
import type { BackgroundShape } from './background-shape.ts';

export interface TabulatedShape {
  /** Path of the table, as the catalogue resolves it. */
  readonly table: string;
  /** Column with the centre of each row, in the unit of the observable. */
  readonly at: string;
  /** Column with the content of each row. */
  readonly content: string;
  /** Whether the table already contains the efficiency of the detector, or each row is to be multiplied by it at its centre. */
  readonly efficiency: 'included' | 'applied-at-centres';
}

/**
 * Rows of centre and content, as releases print simulated backgrounds. A row belongs whole to the half-open bin that holds its
 * centre; a centre on an edge to the bin that starts there. The content need not be normalised.
 */
export const shape: BackgroundShape<TabulatedShape> = {
  binContents(edges, parameters, { table, efficiency }) {
    if (table === undefined) throw new RangeError(`Expected the table '${parameters.table}', got none`);
    const applied = parameters.efficiency === 'applied-at-centres';
    if (applied && efficiency === undefined)
      throw new RangeError('Expected an efficiency of the detector to apply, got none');
    const centres = tableColumn(table, parameters.at);
    const contents = tableColumn(table, parameters.content);
    const bins = new Float64Array(edges.length - 1);
    for (let row = 0; row < centres.length; row++) {
      const centre = centres[row] as number;
      const bin = findBin(edges, centre);
      if (bin < 0) continue;
      const kept = applied && efficiency !== undefined ? efficiency(centre) : 1;
      bins[bin] = (bins[bin] as number) + (contents[row] as number) * kept;
    }
    return bins;
  },
};
