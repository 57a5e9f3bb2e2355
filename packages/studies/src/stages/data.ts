import { countEvents } from '@cevns/detectors/binning';
import { type NumericTable, tableColumn } from '@cevns/detectors/tables/csv';
import { placeOf } from '@cevns/detectors/templates';
import { TableFault } from '@cevns/numerics/tables/table-fault';
import type { StageContext, StageOutputs } from '@cevns/runner/stage';
import { aboutInput } from './about-input.ts';
import { tableOf } from './input-table.ts';
import { checkAxisUnit, type RegionParameters, regionEdges } from './region.ts';

export interface DataParameters extends RegionParameters {
  /** Observables in the order of the axes, each with the column of the events table that holds it. */
  readonly axes: readonly { readonly observable: string; readonly column: string }[];
  /** Column with the events of a row, where rows are centres of bins. */
  readonly count?: string;
}

/**
 * Observed events per bin of the region, row-major over the observables; bins are half-open, [lower, upper).
 *
 * Input `events`: a table with one event per row, or with one bin per row.
 */
export function run({ parameters, inputs }: StageContext): StageOutputs {
  const settings = parameters as unknown as DataParameters;
  const counts = aboutInput('events', () => countsOf(tableOf(inputs.events!), settings));
  const shape = settings.axes.map(({ observable }) => regionEdges(settings, observable).length - 1);
  return { counts: { arrays: { counts: { shape, data: counts } } } };
}

/**
 * Events per bin of the region.
 *
 * @throws TableFault when a column is missing, a number of events is negative or, of a table with a row per bin, a bin of the region has no row
 */
export function countsOf(table: NumericTable, settings: DataParameters): Float64Array {
  const axes = settings.axes.map(({ observable, column }) => {
    checkAxisUnit(observable, column, settings);
    return { column, edges: regionEdges(settings, observable) };
  });
  const edges = axes.map((axis) => axis.edges);
  const values = axes.map(({ column }) => tableColumn(table, column));
  const { count } = settings;
  if (count === undefined) return countEvents(edges, values);
  const counts = tableColumn(table, count);
  const row = counts.findIndex((each) => !(each >= 0));
  if (row >= 0) {
    throw new TableFault({
      what: 'the number of events is negative',
      expected: 'numbers of events of 0 or more',
      found: String(counts[row]),
      column: count,
      row,
    });
  }
  const empty = countEvents(edges, values).indexOf(0);
  if (empty >= 0) {
    throw new TableFault({
      what: 'a bin has no row',
      expected: 'a row for every bin of the region, of empty ones too',
      found: `none in that of ${placeOf(empty, axes)}`,
      column: count,
    });
  }
  return countEvents(edges, values, counts);
}
