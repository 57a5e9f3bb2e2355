import { drawFrame, plainText } from '../frame.ts';
import { minus } from '../label-symbols.ts';
import { hollow, type LegendEntry, legendBlock } from '../legend.ts';
import { PlottingError } from '../plotting-error.ts';
import { type Box, circle, type Drawing, type DrawingItem, polyline } from '../primitives.ts';
import type { Series } from '../reading.ts';
import { sheet, topRoom } from '../sheet.ts';
import { plainLabel } from '../text.ts';
import { figureWidthPt, type Theme } from '../theme.ts';
import { checkNumber, type FigureBase, type FigureKind, type FigureStyle } from './figure.ts';
import { acrossAxis, drawNames, nameRoom, ROW, rowAxis, rowPanel } from './rows.ts';

interface Compared {
  readonly value: number;
  readonly minus?: number;
  readonly plus?: number;
}

/** Numbers of two runs side by side, each relative to the first run's. */
export interface ComparisonFigure extends FigureBase {
  readonly kind: 'comparison';
  readonly runs: readonly [string, string];
  /** The first value must not be zero. */
  readonly rows: readonly { readonly label: string; readonly first: Compared; readonly second: Compared }[];
}

function draw(figure: ComparisonFigure, style: FigureStyle): Drawing {
  check(figure);
  const { theme } = style;
  const width = figureWidthPt(style.width);
  const { rows, runs } = figure;
  const names = rows.map(({ label }) => label);
  const room = nameRoom(names, 0.45 * width, theme);
  const entries: LegendEntry[] = [
    { label: runs[0], series: 'first', symbol: { kind: 'point' } },
    { label: runs[1], series: 'second', symbol: { kind: 'hollow', symbol: 'square', color: theme.lines[1]! } },
  ];
  const legend = legendBlock(entries, 2, width - 4, 1, theme) ?? legendBlock(entries, 1, width - 4, 0.4, theme)!;
  const legendTop = topRoom(figure.title, width, theme);
  const top = legendTop + legend.height + 0.5 * theme.legendSize;
  const frame: Box = {
    x: room,
    y: top,
    width: width - 1.2 * theme.tickSize - room,
    height: (rows.length * ROW + 0.5) * theme.legendSize,
  };
  const ends = rowsInRange(rows).flatMap(({ first, second }) =>
    [first, second].flatMap((each) => reaches(each, first.value)),
  );
  const [low, high] = [Math.min(1, ...ends), Math.max(1, ...ends)];
  const margin = Math.max(0.08 * (high - low), 1e-6);
  const axis = acrossAxis(
    { scale: 'linear', from: low - margin, to: high + margin, label: `Relative to ${runs[0]}`, unit: '' },
    frame,
    theme,
  );
  const items: DrawingItem[] = [
    { kind: 'group', role: 'content', clip: frame, items: drawRows(rows, frame, axis, theme) },
    ...drawFrame(frame, axis, rowAxis(rows.length, frame), theme, { xLabels: true, titles: true, yTitleOffset: 0 }),
    drawNames(names, frame, room, theme),
    legend.draw({ x: Math.max(2, frame.x + frame.width - legend.width), y: legendTop }),
  ];
  const title = plainLabel(figure.title ?? `${runs[1]} compared with ${runs[0]}`);
  const size = { width, bottom: top + frame.height, left: room, frameWidth: frame.width };
  const reading = { panels: [rowPanel('main', frame, axis, names)], series: seriesOf(figure) };
  return sheet(size, figure.title, title, describe(figure), items, theme, reading);
}

function check({ rows }: ComparisonFigure): void {
  if (rows.length === 0) throw new PlottingError('figure-empty', 'rows', 'expected at least one number, found none');
  rows.forEach(({ first, second }, i) => {
    for (const { value, minus = 0, plus = 0 } of [first, second])
      for (const each of [value, minus, plus]) checkNumber(each, `rows[${i}]`);
    if (first.value === 0)
      throw new PlottingError('figure-range-invalid', `rows[${i}].first`, 'nothing is relative to zero');
  });
}

/** Rows that reach so many times as far from 1 as the middle one are left to arrows, since the others would be one line. */
const FAR = 10;

function rowsInRange(rows: ComparisonFigure['rows']): ComparisonFigure['rows'] {
  const distance = ({ first, second }: ComparisonFigure['rows'][number]) =>
    Math.max(...[first, second].flatMap((each) => reaches(each, first.value)).map((end) => Math.abs(end - 1)));
  const sorted = rows
    .map(distance)
    .filter((each) => each > 0)
    .sort((a, b) => a - b);
  const middle = sorted[Math.ceil(sorted.length / 2) - 1] ?? 0;
  return rows.filter((row) => distance(row) <= FAR * middle);
}

/** The value and the ends of its error bar, relative to another. */
function reaches({ value, minus = 0, plus = 0 }: Compared, to: number): [number, number, number] {
  return [value / to, (value - minus) / to, (value + plus) / to];
}

function drawRows(
  rows: ComparisonFigure['rows'],
  frame: Box,
  axis: ReturnType<typeof acrossAxis>,
  theme: Theme,
): DrawingItem[] {
  const height = frame.height / rows.length;
  const one = axis.position(1);
  const line: DrawingItem = {
    kind: 'line',
    from: { x: one, y: frame.y },
    to: { x: one, y: frame.y + frame.height },
    stroke: { color: theme.muted, width: 0.7 * theme.lineWidth, dash: [3, 2] },
  };
  const points = (which: 'first' | 'second'): DrawingItem => {
    const color = which === 'first' ? theme.ink : theme.lines[1]!;
    const items = rows.flatMap((row, i): DrawingItem[] => {
      const y = frame.y + (i + (which === 'first' ? 0.36 : 0.64)) * height;
      const [at, from, to] = reaches(row[which], row.first.value).map((value) => axis.position(value)) as [
        number,
        number,
        number,
      ];
      const ratio = row[which].value / row.first.value;
      if (ratio > axis.description.to || ratio < axis.description.from)
        return beyond(ratio, y, frame, axis, color, theme);
      const mark: DrawingItem =
        which === 'first'
          ? { kind: 'path', commands: circle({ x: at, y }, theme.markerRadius), fill: color }
          : hollow('square', { x: at, y }, 1.3 * theme.markerRadius, color, theme);
      return [
        { kind: 'line', from: { x: from, y }, to: { x: to, y }, stroke: { color, width: theme.lineWidth } },
        mark,
      ];
    });
    return { kind: 'group', role: 'data', series: which, items };
  };
  return [line, points('first'), points('second')];
}

/** An arrow at the edge that a value lies beyond, with the value. */
function beyond(
  ratio: number,
  y: number,
  frame: Box,
  axis: ReturnType<typeof acrossAxis>,
  color: string,
  theme: Theme,
): DrawingItem[] {
  const isRight = ratio > axis.description.to;
  const [edge, inward] = isRight ? [frame.x + frame.width - 1.5, -1] : [frame.x + 1.5, 1];
  const size = 1.5 * theme.markerRadius;
  const tip = [
    { x: edge, y },
    { x: edge + inward * 1.6 * size, y: y - size },
    { x: edge + inward * 1.6 * size, y: y + size },
  ];
  const text = String(Number(ratio.toPrecision(2))).replace('-', minus);
  return [
    { kind: 'path', commands: polyline(tip, true), fill: color },
    {
      ...plainText(text, 0.85 * theme.legendSize, theme),
      anchor: isRight ? 'end' : 'start',
      x: edge + inward * 2.2 * size,
      y: y + 0.3 * theme.legendSize,
    },
  ];
}

function seriesOf({ rows, runs }: ComparisonFigure): Series[] {
  return (['first', 'second'] as const).map(
    (which, k): Series => ({
      kind: 'points',
      name: which,
      label: runs[k]!,
      panel: 0,
      x: rows.map((row) => row[which].value / row.first.value),
      y: rows.map((_, i) => i + (which === 'first' ? 0.36 : 0.64)),
      labels: rows.map((row) => `${plainLabel(row.label)}: ${row[which].value}`),
    }),
  );
}

function describe({ rows }: ComparisonFigure): string {
  return rows.map(({ label, first, second }) => `${plainLabel(label)}: ${first.value} and ${second.value}.`).join(' ');
}

export const figureKind: FigureKind<ComparisonFigure> = { draw };
