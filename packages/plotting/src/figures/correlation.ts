import { layOutAxis } from '../axis.ts';
import { colorAt, inkOn } from '../color-scale.ts';
import { plainText } from '../frame.ts';
import { minus } from '../label-symbols.ts';
import { PlottingError } from '../plotting-error.ts';
import type { Box, Drawing, DrawingItem } from '../primitives.ts';
import type { Panel, PanelAxis } from '../reading.ts';
import { sheet, topRoom, verticalPlacement } from '../sheet.ts';
import { labelWidth, plainLabel } from '../text.ts';
import { figureWidthPt, type Theme } from '../theme.ts';
import { checkNumbers, type FigureBase, type FigureKind, type FigureStyle } from './figure.ts';
import { colorBar } from './histogram-2d.ts';

/** Correlations between parameters, from -1 to 1. */
export interface CorrelationFigure extends FigureBase {
  readonly kind: 'correlation';
  readonly labels: readonly string[];
  readonly matrix: readonly (readonly number[])[];
}

/** Digits are set no smaller than this, in points; cells too small for it have colours alone, and a bar that tells them. */
const SMALLEST_DIGITS = 4.5;

function draw(figure: CorrelationFigure, { theme, width: kind }: FigureStyle): Drawing {
  check(figure);
  const { labels, matrix } = figure;
  const count = labels.length;
  const sheetWidth = figureWidthPt(kind);
  const top = topRoom(figure.title, sheetWidth, theme);
  const { room, side, nameSize, digits, bar } = layOut(labels, sheetWidth, theme);
  const frame: Box = { x: room, y: top, width: side, height: side };
  const cell = side / count;
  const squares: DrawingItem[] = [];
  const numbers: DrawingItem[] = [];
  matrix.forEach((row, i) => {
    row.forEach((value, k) => {
      const fill = colorAt((value + 1) / 2, 'diverging', theme);
      const [x, y] = [frame.x + k * cell, frame.y + i * cell];
      squares.push({ kind: 'rect', x, y, width: cell, height: cell, fill });
      if (bar !== null) return;
      numbers.push({
        ...plainText(decimals(value), digits, theme),
        color: inkOn(fill),
        anchor: 'middle',
        x: x + cell / 2,
        y: y + cell / 2 + 0.33 * digits,
      });
    });
  });
  const names = labels.flatMap((label, i): DrawingItem[] => {
    const text = plainText(label, nameSize, theme);
    const middle = (i + 0.5) * cell + 0.33 * nameSize;
    return [
      { ...text, anchor: 'end', x: frame.x - 0.4 * theme.legendSize, y: frame.y + middle },
      { ...text, anchor: 'end', x: frame.x + middle, y: frame.y + side + 0.4 * theme.legendSize, rotation: -90 },
    ];
  });
  const stroke = { color: theme.ink, width: theme.frameWidth };
  const items: DrawingItem[] = [
    {
      kind: 'group',
      role: 'content',
      items: [
        { kind: 'group', role: 'cells', series: 'cells', items: squares },
        { kind: 'group', role: 'numbers', items: numbers },
      ],
    },
    { kind: 'rect', ...frame, stroke },
    { kind: 'group', role: 'axis-labels', items: names },
    ...(bar === null ? [] : correlationBar(frame, bar, theme)),
  ];
  const title = plainLabel(figure.title ?? 'Correlation of parameters');
  const edges = Array.from({ length: count + 1 }, (_, i) => i);
  const panel: Panel = {
    name: 'main',
    frame,
    x: axisOf(labels, frame.x, frame.x + side),
    y: axisOf(labels, frame.y, frame.y + side),
  };
  const reading = {
    panels: [panel],
    series: [
      {
        kind: 'cells',
        name: 'cells',
        label: 'Correlation',
        panel: 0,
        xEdges: edges,
        yEdges: edges,
        values: matrix,
      } as const,
    ],
  };
  const drawing = sheet(
    { width: sheetWidth, bottom: top + side, left: frame.x, frameWidth: side },
    figure.title,
    title,
    describe(figure),
    items,
    theme,
    reading,
  );
  return withHeight(drawing, top + side + room);
}

interface Layout {
  /** Left of and below the cells, for the names. */
  readonly room: number;
  /** Of all cells. */
  readonly side: number;
  readonly nameSize: number;
  readonly digits: number;
  /** Room that the bar of the colours takes where cells are too small for digits. */
  readonly bar: number | null;
}

/** Sizes of cells, and of the names, which are all set alike: so small that a line of cells takes them, and the longest has room. */
function layOut(labels: readonly string[], sheetWidth: number, theme: Theme): Layout {
  const widest = Math.max(...labels.map((label) => labelWidth(label, 1, theme.font)));
  const beside = 0.6 * theme.legendSize;
  const most = 0.42 * sheetWidth - beside;
  const digitWidth = labelWidth(`${minus}0.88`, 1, theme.font);
  const barRoom = 2.2 * theme.titleSize + labelWidth(`${minus}0.5`, theme.tickSize, theme.font);
  const within = (bar: number | null): Layout => {
    let nameSize = Math.min(theme.legendSize, most / widest);
    const sideOf = () => {
      const free = sheetWidth - nameSize * widest - beside - (bar ?? 0) - 2;
      // Few parameters make no larger cells than can be read.
      return Math.min(free, labels.length * 4.2 * theme.legendSize);
    };
    // Smaller names leave larger cells, so that this ends at a size which fits.
    for (let turn = 0; turn < 8; turn++) nameSize = Math.min(nameSize, (0.9 * sideOf()) / labels.length);
    const side = sideOf();
    const digits = Math.min(theme.legendSize, (0.86 * side) / labels.length / digitWidth);
    return { room: nameSize * widest + beside, side, nameSize, digits, bar };
  };
  const layout = within(null);
  return layout.digits < SMALLEST_DIGITS ? within(barRoom) : layout;
}

/** The bar of the colours right of the cells. */
function correlationBar(frame: Box, room: number, theme: Theme): DrawingItem[] {
  const placement = verticalPlacement(frame.y, frame.height, theme);
  const axis = layOutAxis({ scale: 'linear', from: -1, to: 1, label: '', unit: '' }, placement);
  const width = 0.9 * theme.titleSize;
  const box = { ...frame, x: frame.x + frame.width + 0.9 * theme.titleSize, width };
  return colorBar(box, axis, 'diverging', room - width - 1.3 * theme.titleSize, theme);
}

/** A sheet is as high as axis titles need; names of parameters set upright need more. */
function withHeight(drawing: Drawing, height: number): Drawing {
  const [ground, ...rest] = drawing.items;
  return { ...drawing, height, items: [{ ...ground!, height } as DrawingItem, ...rest] };
}

function axisOf(categories: readonly string[], start: number, end: number): PanelAxis {
  return { label: 'Parameter', unit: '', scale: 'linear', from: 0, to: categories.length, start, end, categories };
}

function check({ labels, matrix }: CorrelationFigure): void {
  if (labels.length === 0)
    throw new PlottingError('figure-empty', 'labels', 'expected at least one parameter, found none');
  const isSquare = matrix.length === labels.length && matrix.every((row) => row.length === labels.length);
  if (!isSquare)
    throw new PlottingError(
      'figure-length-mismatch',
      'matrix',
      `expected ${labels.length} rows of ${labels.length} numbers`,
    );
  matrix.forEach((row, i) => {
    checkNumbers(row, `matrix[${i}]`);
    for (const value of row) {
      if (Math.abs(value) > 1 + 1e-9)
        throw new PlottingError(
          'figure-range-invalid',
          `matrix[${i}]`,
          `expected correlations from -1 to 1, found ${value}`,
        );
    }
  });
}

function decimals(value: number): string {
  const text = value.toFixed(2);
  if (text === '1.00') return '1';
  return (text === '-0.00' ? '0.00' : text).replace('-', minus);
}

function describe({ labels, matrix }: CorrelationFigure): string {
  const pairs = matrix.flatMap((row, i) =>
    row.slice(0, i).map((value, k) => ({ value, names: [labels[k]!, labels[i]!] })),
  );
  const largest = pairs.sort((a, b) => Math.abs(b.value) - Math.abs(a.value)).slice(0, 3);
  const list = largest.map(({ value, names }) => `${names.map(plainLabel).join(' and ')} ${value.toFixed(2)}`);
  return `${labels.length} parameters. The strongest correlations: ${list.join(', ')}.`;
}

export const figureKind: FigureKind<CorrelationFigure> = { draw };
