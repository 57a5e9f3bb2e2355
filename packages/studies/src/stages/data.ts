import { countEvents } from '@cevns/detectors/binning';
import { readNumericTable, tableColumn } from '@cevns/detectors/tables/csv';
import type { StageContext, StageOutputs } from '@cevns/runner/stage';
import { aboutInput } from './about-input.ts';
import { type RegionParameters, regionEdges } from './region.ts';

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
  const edges = settings.axes.map(({ observable }) => regionEdges(settings, observable));
  const counts = aboutInput('events', () => {
    const table = readNumericTable(inputs.events!.text());
    return countEvents(
      edges,
      settings.axes.map(({ column }) => tableColumn(table, column)),
      settings.count === undefined ? undefined : countColumn(tableColumn(table, settings.count)),
    );
  });
  return { counts: { arrays: { counts: { shape: edges.map(({ length }) => length - 1), data: counts } } } };
}

function countColumn(counts: Float64Array): Float64Array {
  const wrong = counts.find((count) => !(count >= 0));
  if (wrong !== undefined) throw new RangeError(`Expected numbers of events of 0 or more, got ${wrong}`);
  return counts;
}
