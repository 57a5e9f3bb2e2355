import { countEvents } from '@cevns/detectors/binning';
import { type NumericTable, tableColumn } from '@cevns/detectors/tables/csv';
import { placeOf } from '@cevns/detectors/templates';
import { TableFault } from '@cevns/numerics/tables/table-fault';
import type { NumericArray } from '@cevns/runner/npz';
import type { StageContext, StageOutputs } from '@cevns/runner/stage';
import { aboutInput } from './about-input.ts';
import { tableOf } from './input-table.ts';
import { type BinnedColumn, covarianceOfErrors, covarianceOfMatrix } from './measured-counts.ts';
import { checkAxisUnit, type RegionParameters, regionEdges } from './region.ts';

export interface DataParameters extends RegionParameters {
  /** Observables in the order of the axes, each with the column of the events table that holds it. */
  readonly axes: readonly { readonly observable: string; readonly column: string }[];
  /** Column with the events of a row, where rows are centres of bins. */
  readonly count?: string;
  /** How measured numbers of events scatter, where they are not counts. */
  readonly errors?: DataErrors;
}

/** The column with the standard deviation of each row, or the input with the covariance between the rows. */
export type DataErrors = { readonly column: string } | { readonly input: 'covariance' };

/**
 * Observed events per bin of the region, row-major over the observables; bins are half-open, [lower, upper). Where they are measured values, their
 * covariance beside them. `warnings` has a sentence where none of the events lies in the region.
 *
 * Input `events`: a table with one event per row, or with one bin per row; `covariance`, where errors have one.
 */
export function run({ parameters, inputs }: StageContext): StageOutputs {
  const settings = parameters as unknown as DataParameters;
  const { errors } = settings;
  const data = aboutInput('events', () => countsOf(tableOf(inputs.events!), settings));
  const shape = settings.axes.map(({ observable }) => regionEdges(settings, observable).length - 1);
  const arrays: Record<string, NumericArray> = { counts: { shape, data } };
  if (errors !== undefined) {
    const about = 'input' in errors ? errors.input : 'events';
    const matrix = 'input' in errors ? tableOf(inputs[errors.input]!) : undefined;
    const covariance = aboutInput(about, () => dataCovariance(tableOf(inputs.events!), settings, matrix)!);
    arrays.covariance = { shape: [data.length, data.length], data: covariance };
  }
  const isEmpty = settings.count === undefined && data.every((count) => count === 0);
  const warnings = isEmpty ? [nothingInRegion(tableOf(inputs.events!), columnsOf(settings))] : [];
  return { counts: { arrays }, warnings: { json: warnings } };
}

/** That no event lies in the region, and which of their columns lies outside as a whole: it may be in another unit. */
function nothingInRegion(table: NumericTable, axes: readonly BinnedColumn[]): string {
  const ranges = axes.map(({ column, edges }) => {
    const values = tableColumn(table, column);
    const [from, to] = [Math.min, Math.max].map((most) => values.reduce((found, value) => most(found, value)));
    return { column, from: from!, to: to!, low: edges[0]!, high: edges.at(-1)! };
  });
  const outside = ranges.find(({ from, to, low, high }) => to < low || from >= high);
  const none = `none of the ${tableColumn(table, axes[0]!.column).length} events of the data lies in the region`;
  if (outside === undefined) return none;
  const { column, from, to, low, high } = outside;
  return `${none}: ${column} is from ${from} to ${to}, and the region from ${low} to ${high}`;
}

/**
 * Events per bin of the region.
 *
 * @throws TableFault when a column is missing, a count is negative or, of a table with a row per bin, a bin of the region has no row
 */
export function countsOf(table: NumericTable, settings: DataParameters): Float64Array {
  const axes = columnsOf(settings);
  const edges = axes.map((axis) => axis.edges);
  const values = axes.map(({ column }) => tableColumn(table, column));
  const { count, errors } = settings;
  if (count === undefined) return countEvents(edges, values);
  const counts = tableColumn(table, count);
  const row = errors === undefined ? counts.findIndex((each) => !(each >= 0)) : -1;
  if (row >= 0) {
    throw new TableFault({
      what: 'the number of events is negative',
      expected: 'numbers of events of 0 or more, or `error:` or `covariance:` beside `count:` for measured values',
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

/**
 * Covariance of the measured events per bin; undefined where they are counts.
 *
 * @param matrix the covariance between the rows, where errors are one
 * @throws TableFault where it cannot be used
 */
export function dataCovariance(
  table: NumericTable,
  settings: DataParameters,
  matrix: NumericTable | undefined,
): Float64Array | undefined {
  const { errors } = settings;
  if (errors === undefined) return undefined;
  const axes = columnsOf(settings);
  return 'column' in errors ? covarianceOfErrors(table, errors.column, axes) : covarianceOfMatrix(table, matrix!, axes);
}

function columnsOf(settings: DataParameters): BinnedColumn[] {
  return settings.axes.map(({ observable, column }) => {
    checkAxisUnit(observable, column, settings);
    return { column, edges: regionEdges(settings, observable) };
  });
}
