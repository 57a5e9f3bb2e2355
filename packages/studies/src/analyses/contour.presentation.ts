import type { ContourResult } from '../generated/summary.ts';
import { type AnalysisPresentation, facts, percent, shortNumber, type Titles } from './presentation.ts';

type Lines = ContourResult['contours'][number]['lines'];

export const presentation: AnalysisPresentation<ContourResult> = {
  blocks(result, titles = {}) {
    const { x, y, best, contours, failed } = result;
    const names = [x, y].map(
      ({ parameter, unit }) => `${titled(parameter, titles)}${unit === undefined ? '' : ` (${unit})`}`,
    );
    const standardModel = result['standard-model'];
    return [
      facts({
        'Best fit': [x, y]
          .map(({ parameter }, i) => `${names[i]} = ${shortNumber(best.values[parameter]!)}`)
          .join(', '),
        ...(standardModel === undefined
          ? {}
          : { 'Rise of the statistic at the Standard Model': standardModel.delta.toFixed(3) }),
        'Degrees of freedom': String(result['degrees-of-freedom']),
        ...(failed === 0 ? {} : { 'Points without a fit': String(failed) }),
        ...Object.fromEntries(
          contours.flatMap(({ confidence, unresolved }) =>
            unresolved === undefined ? [] : [[`Not drawn at ${percent(confidence)}`, unresolvedText(unresolved)]],
          ),
        ),
      }),
      {
        kind: 'table',
        caption: `Contours of ${names.join(' and ')}`,
        columns: [
          { label: 'Confidence' },
          { label: 'Rise', align: 'right' },
          { label: 'Line' },
          { label: names[0]!, align: 'right' },
          { label: names[1]!, align: 'right' },
        ],
        rows: contours.flatMap(({ confidence, level, lines }) =>
          lines.length === 0
            ? [[percent(confidence), level.toFixed(3), 'none in the range', '', '']]
            : lines.map((line) => [
                percent(confidence),
                level.toFixed(3),
                line.closed ? `closed, allowed ${line.allowed}` : 'open',
                extent(line, 0),
                extent(line, 1),
              ]),
        ),
      },
    ];
  },
  lines: ({ x, y, best, contours, ...result }) => [
    `best fit: ${[x, y].map(({ parameter }) => `${parameter} ${shortNumber(best.values[parameter]!)}`).join(', ')}`,
    ...(result['standard-model'] === undefined
      ? []
      : [`Standard Model: statistic higher by ${result['standard-model'].delta.toFixed(3)}`]),
    ...contours.map(({ confidence, lines, unresolved }) => {
      const warning = unresolved === undefined ? '' : `; not drawn: ${unresolvedText(unresolved)}`;
      return `${percent(confidence)}: ${countedLines(lines)}${warning}`;
    }),
  ],
};

/** Where regions are that are too narrow to be drawn. */
export function unresolvedText(unresolved: readonly (readonly number[])[]): string {
  const places = unresolved.map((place) => `(${place.map((value) => shortNumber(value)).join(', ')})`);
  return `the region around ${places.join(' and ')}, which is too narrow for the points of the plane; more of them, or a smaller range, show it`;
}

function titled(parameter: string, { parameters }: Titles): string {
  return parameters?.[parameter] ?? parameter;
}

/** How many lines there are of each kind. */
export function countedLines(lines: readonly { readonly closed: boolean }[]): string {
  const closed = lines.filter((line) => line.closed).length;
  return lines.length === 0
    ? 'no line in the range'
    : `${closed} closed and ${lines.length - closed} open contour${lines.length === 1 ? '' : 's'}`;
}

/** From where to where a line goes along one axis. */
function extent({ points }: Lines[number], axis: 0 | 1): string {
  const values = points.map((point) => point[axis]!);
  return `${shortNumber(Math.min(...values))} to ${shortNumber(Math.max(...values))}`;
}
