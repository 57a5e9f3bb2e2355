import { TableFault } from '@cevns/numerics/tables/table-fault';
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
 *
 * @throws RangeError when the table, a column of it, or an efficiency to apply is missing, or a content is negative
 */
export const shape: BackgroundShape<TabulatedShape> = {
  prepare(parameters, { table, efficiency }) {
    if (table === undefined) throw new RangeError(`Expected the table '${parameters.table}', got none`);
    const centres = tableColumn(table, parameters.at);
    let contents = tableColumn(table, parameters.content);
    const row = contents.findIndex((content) => !(content >= 0));
    if (row >= 0) {
      throw new TableFault({
        what: 'the content is negative',
        expected: 'contents of 0 or more',
        found: String(contents[row]),
        column: parameters.content,
        row,
      });
    }
    if (parameters.efficiency === 'applied-at-centres') {
      if (efficiency === undefined) throw new RangeError('Expected an efficiency of the detector to apply, got none');
      contents = contents.map((content, row) => content * efficiency(centres[row] as number));
    }
    return (edges) => {
      const bins = new Float64Array(edges.length - 1);
      for (let row = 0; row < centres.length; row++) {
        const bin = findBin(edges, centres[row] as number);
        if (bin >= 0) bins[bin] = (bins[bin] as number) + (contents[row] as number);
      }
      return bins;
    };
  },
};
