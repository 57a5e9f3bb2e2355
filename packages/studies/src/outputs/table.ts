import type { StageContext, StageOutputs } from '@cevns/runner/stage';
import {
  type BinnedExpectation,
  channelOf,
  projectedErrors,
  projectOn,
  shapeOf,
} from '../analyses/binned-expectation.ts';
import type { ScannedPlane } from '../analyses/contour.ts';
import type { LimitCurve } from '../analyses/limit.ts';
import type { Curve } from '../analyses/profile.ts';
import { BANDS, type Cell, type Column, resultColumns } from './result-columns.ts';

export interface TableParameters {
  /** The channel of bins; that of the only experiment unless given. */
  readonly channel?: string;
  /** Projection on one observable; all bins unless given. */
  readonly axis?: string;
}

/**
 * The bins, points or numbers of one analysis as CSV: a header line, then one row per bin, point or parameter, numbers with all their digits.
 *
 * Input `bins`, `curve`, `plane`, `limits` or `result`.
 */
export function run({ parameters, inputs }: StageContext): StageOutputs {
  return { table: { text: csv(columnsOf(inputs, parameters as unknown as TableParameters)) } };
}

function columnsOf(
  { bins, curve, plane, limits, result }: StageContext['inputs'],
  { axis, channel }: TableParameters,
): Column[] {
  if (curve !== undefined) return curveColumns(curve.json() as unknown as Curve);
  if (plane !== undefined) return planeColumns(plane.json() as unknown as ScannedPlane);
  if (result !== undefined) return resultColumns(result.json() as never);
  if (limits !== undefined) return limitColumns(limits.json() as unknown as LimitCurve);
  return binColumns(channelOf(bins!.json() as unknown as readonly BinnedExpectation[], channel), axis);
}

function binColumns(bins: BinnedExpectation, axis: string | undefined): Column[] {
  const shape = shapeOf(bins);
  const index = bins.axes.findIndex(({ name }) => name === axis);
  const project = (values: readonly number[]): readonly number[] =>
    index < 0 ? values : projectOn(shape, index, values);
  const axes = index < 0 ? bins.axes : [bins.axes[index]!];
  const rows = axes.reduce((product, { edges }) => product * (edges.length - 1), 1);
  let repeat = rows;
  const edgeColumns = axes.flatMap(({ name, edges }): Column[] => {
    const count = edges.length - 1;
    repeat /= count;
    const stride = repeat;
    const at = (row: number): number => Math.floor(row / stride) % count;
    const list = (offset: number): number[] => Array.from({ length: rows }, (_, row) => edges[at(row) + offset]!);
    return [
      [`${name}_low`, list(0)],
      [`${name}_high`, list(1)],
    ];
  });
  const components = bins.components.map(({ name, values }) => [name, project(values)] as const);
  const total = Array.from({ length: rows }, (_, row) => components.reduce((sum, [, values]) => sum + values[row]!, 0));
  const uncertainty = index < 0 ? bins.uncertainty?.bins : bins.uncertainty?.projections[axis!];
  const errors = index < 0 ? bins.errors : projectedErrors(bins, index);
  return [
    ...edgeColumns,
    ...components,
    ['total', total],
    ...(uncertainty === undefined ? [] : [['total_uncertainty', uncertainty] as const]),
    ['observed', project(bins.observed)],
    ...(errors === undefined ? [] : [['observed_error', errors] as const]),
  ];
}

function curveColumns({ parameter, x, delta }: Curve): Column[] {
  return [
    [parameter, x],
    ['delta_statistic', delta],
  ];
}

/** A row per point of the plane, y running fastest. */
function planeColumns({ x, y, delta }: ScannedPlane): Column[] {
  return [
    [x.parameter, x.values.flatMap((value) => y.values.map(() => value))],
    [y.parameter, x.values.flatMap(() => y.values)],
    ['delta_statistic', delta.flat()],
  ];
}

function limitColumns({ parameter, against, curve, expected }: LimitCurve): Column[] {
  return [
    [against.parameter, against.values],
    [`${parameter}_upper_limit`, curve],
    ...(expected === undefined
      ? []
      : BANDS.map((band, k): Column => [`expected_${band}`, expected.map((limits) => limits?.[k] ?? null)])),
  ];
}

/** Numbers in their shortest form that reads back to the same double; a missing one is an empty cell. */
function csv(columns: readonly Column[]): string {
  const rows = Array.from({ length: columns[0]![1].length }, (_, row) =>
    columns.map(([, values]) => cellText(values[row] ?? null)).join(','),
  );
  return `${[columns.map(([name]) => cellText(name)).join(','), ...rows].join('\n')}\n`;
}

function cellText(cell: Cell): string {
  if (cell === null) return '';
  const text = String(cell);
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
