import type { Panel, Reading, Series } from '../reading.ts';
import { escapeMarkup } from '../svg.ts';
import { plainLabel } from '../text.ts';
import { inline } from './inline.ts';
import { inlineSvg } from './inline-svg.ts';
import { embeddedJson } from './page.ts';
import type { ReportFigure } from './report.ts';

/** More rows than these are for the download, not for reading. */
const MOST_ROWS = 400;

/**
 * A figure as HTML: the drawing, for light and dark ground where both are given, its caption, and its numbers as a table and for the script of the page.
 * Throws `report-unsafe-svg`.
 */
export function writeFigure(figure: ReportFigure, id: string, where: string): string {
  const { svg, dark, reading, caption } = figure;
  const alternative = plainLabel(figure.alternative);
  const pictures =
    dark === undefined
      ? [inlineSvg(svg, id, alternative, `${where}.svg`, 'only')]
      : [
          inlineSvg(svg, id, alternative, `${where}.svg`, 'light'),
          inlineSvg(dark, `${id}-dark`, alternative, `${where}.dark`, 'dark'),
        ];
  const file = figure.file === undefined ? '' : ` data-file="${escapeMarkup(figure.file)}"`;
  return [
    `<figure id="${id}"${file}>`,
    '<div class="plot">',
    ...pictures,
    '</div>',
    `<figcaption>${inline(caption)}</figcaption>`,
    ...(reading === undefined ? [] : [numbersTable(reading, caption), embeddedJson(`${id}-reading`, plain(reading))]),
    '</figure>',
  ].join('\n');
}

/** The numbers with plain texts in place of label markup, since the script writes text only. */
function plain({ panels, series }: Reading): Reading {
  const axis = (each: Panel['x']): Panel['x'] => ({
    ...each,
    label: plainLabel(each.label),
    unit: plainLabel(each.unit),
    ...(each.categories === undefined ? {} : { categories: each.categories.map(plainLabel) }),
  });
  return {
    panels: panels.map((panel) => ({ ...panel, x: axis(panel.x), y: axis(panel.y) })),
    series: series.map((each) => ({
      ...each,
      label: plainLabel(each.label),
      ...('labels' in each && each.labels !== undefined ? { labels: each.labels.map(plainLabel) } : {}),
    })),
  };
}

/** A row of numbers of a figure. */
type Row = readonly [x: string, y: string, range: string];

/** The numbers of a figure for those who do not see it, in a table of their own for each thing that is drawn. */
function numbersTable({ panels, series }: Reading, caption: string): string {
  const label = escapeMarkup(`Numbers of the figure: ${plainLabel(caption)}`);
  let left = MOST_ROWS;
  const bodies = series.map((each) => {
    const rows = rowsOf(each);
    const shown = rows.slice(0, Math.max(0, left));
    left -= rows.length;
    const more = rows.length - shown.length;
    const { x, y } = panels[each.panel]!;
    return [
      `<tbody><tr><th colspan="3" scope="rowgroup">${inline(each.label)}: ${axisText(y)} against ${axisText(x)}</th></tr>`,
      ...shown.map(([at, value, range]) => `<tr><th scope="row">${at}</th><td>${value}</td><td>${range}</td></tr>`),
      ...(more > 0 ? [`<tr><td colspan="3">${more} more rows are in the data of the figure</td></tr>`] : []),
      '</tbody>',
    ].join('\n');
  });
  return [
    '<details class="numbers">',
    '<summary>Numbers of this figure</summary>',
    `<div class="scroll" role="region" tabindex="0" aria-label="${label}">`,
    '<table class="compact">',
    `<caption class="unseen">${label}</caption>`,
    '<thead><tr><th scope="col">At</th><th scope="col">Value</th><th scope="col">From – to</th></tr></thead>',
    ...bodies,
    '</table>',
    '</div>',
    '</details>',
  ].join('\n');
}

function axisText({ label, unit }: Panel['x']): string {
  return unit === '' ? inline(label) : `${inline(label)} (${inline(unit)})`;
}

function rowsOf(series: Series): Row[] {
  const span = (lower: readonly number[] | undefined, upper: readonly number[] | undefined, i: number): string =>
    lower === undefined || upper === undefined ? '' : `${short(lower[i])} – ${short(upper[i])}`;
  switch (series.kind) {
    case 'bins':
      return series.values.map((value, i) => [
        `${short(series.edges[i])} – ${short(series.edges[i + 1])}`,
        short(value),
        span(series.lower, series.upper, i),
      ]);
    case 'points':
      return series.y.map((value, i) => [
        `${short(series.x[i])}${series.labels?.[i] === undefined ? '' : ` (${inline(series.labels[i])})`}`,
        short(value),
        span(series.lower, series.upper, i),
      ]);
    case 'curve':
      return series.pieces.flatMap((piece) => piece.map(([x, y]): Row => [short(x), short(y), '']));
    case 'cells':
      return series.values.flatMap((row, j) =>
        row.map(
          (value, i): Row => [
            `${short(series.xEdges[i])} – ${short(series.xEdges[i + 1])}; ${short(series.yEdges[j])} – ${short(series.yEdges[j + 1])}`,
            value === null ? 'none' : short(value),
            '',
          ],
        ),
      );
  }
}

/** Five digits tell every point of a drawing from the next. */
function short(value: number | undefined): string {
  return value === undefined ? '' : String(Number(value.toPrecision(5))).replace('-', '\u2212');
}
