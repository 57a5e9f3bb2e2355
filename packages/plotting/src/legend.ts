import { fitted, plainText } from './frame.ts';
import {
  type Box,
  circle,
  type DrawingItem,
  type Fill,
  type GroupItem,
  type Hatch,
  type PathCommand,
  type Point,
  polyline,
  type Stroke,
} from './primitives.ts';
import { labelWidth, runsWidth } from './text.ts';
import type { Theme } from './theme.ts';
import { wrappedLabel } from './wrapped-label.ts';

/** What stands before a legend text: a filled box, a line, a data point with its error bar, or the mark of a point. */
export type LegendSymbol =
  | {
      readonly kind: 'box';
      readonly fill: Fill;
      readonly hatch?: Hatch | null;
      readonly opacity?: number;
      readonly stroke?: Stroke;
    }
  | { readonly kind: 'line'; readonly stroke: Stroke }
  | { readonly kind: 'point' }
  | { readonly kind: 'diamond'; readonly color: string }
  | { readonly kind: 'cross'; readonly color: string }
  | { readonly kind: 'hollow'; readonly symbol: HollowSymbol; readonly color: string };

export type HollowSymbol = 'circle' | 'square' | 'triangle';

export interface LegendEntry {
  readonly label: string;
  readonly symbol: LegendSymbol;
  /** The series that it names. */
  readonly series?: string;
}

/** A block of text or legend with a size, to be drawn wherever it finds room. */
export interface Block {
  readonly width: number;
  readonly height: number;
  readonly draw: (corner: Point) => GroupItem;
}

const lineHeight = 1.3;
const symbolWidth = 1.9;
const symbolGap = 0.5;
const columnGap = 1.5;

/**
 * Lays out a legend in columns, filled from top to bottom. When it is wider than `room`, all of it is set smaller;
 * null when it would have to be smaller than `smallest` times the legend size.
 */
export function legendBlock(
  entries: readonly LegendEntry[],
  columns: number,
  room: number,
  smallest: number,
  theme: Theme,
): Block | null {
  const natural = columnWidths(entries, columns, theme.legendSize, theme);
  const scale = Math.min(1, room / (sumOf(natural) + (columns - 1) * columnGap * theme.legendSize));
  if (scale < smallest) return null;
  const size = scale * theme.legendSize;
  const lead = (symbolWidth + symbolGap) * size;
  const perColumn = Math.ceil(entries.length / columns);
  const widths = natural.map((width) => scale * width);
  const width = sumOf(widths) + (columns - 1) * columnGap * size;
  const height = perColumn * lineHeight * size;
  const draw = (corner: Point): GroupItem => {
    const items: DrawingItem[] = [];
    let left = corner.x;
    for (let column = 0; column < columns; column++) {
      for (let row = 0; row < perColumn; row++) {
        const entry = entries[column * perColumn + row];
        if (entry === undefined) continue;
        const middle = corner.y + (row + 0.5) * lineHeight * size;
        const box = { x: left, y: middle - 0.38 * size, width: symbolWidth * size, height: 0.76 * size };
        const own: DrawingItem[] = [
          ...drawSymbol(entry.symbol, box, theme),
          { ...plainText(entry.label, size, theme), x: left + lead, y: middle + 0.33 * size },
        ];
        if (entry.series === undefined) items.push(...own);
        else items.push({ kind: 'group', role: 'legend-entry', series: entry.series, items: own });
      }
      left += (widths[column] ?? 0) + columnGap * size;
    }
    return { kind: 'group', role: 'legend', items };
  };
  return { width, height, draw };
}

function columnWidths(entries: readonly LegendEntry[], columns: number, size: number, theme: Theme): number[] {
  const perColumn = Math.ceil(entries.length / columns);
  return Array.from({ length: columns }, (_, column) => {
    const labels = entries.slice(column * perColumn, (column + 1) * perColumn).map((entry) => entry.label);
    return (
      (symbolWidth + symbolGap) * size + Math.max(0, ...labels.map((label) => labelWidth(label, size, theme.font)))
    );
  });
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

/** Lays out remarks (experiment, exposure, fit quality) one below the other; one that is wider than `room` is broken into lines. */
export function remarksBlock(lines: readonly string[], room: number, theme: Theme): Block {
  const size = theme.legendSize;
  const texts = lines
    .flatMap((line) => wrappedLabel(line, size, room, theme.font))
    .map((line) => fitted(line, size, room, theme));
  const width = Math.max(0, ...texts.map((text) => runsWidth(text.runs, theme.font)));
  const draw = (corner: Point): GroupItem => ({
    kind: 'group',
    role: 'remarks',
    items: texts.map((text, row) => ({
      ...text,
      x: corner.x,
      y: corner.y + (row + 0.5) * lineHeight * size + 0.33 * size,
    })),
  });
  return { width, height: texts.length * lineHeight * size, draw };
}

function drawSymbol(symbol: LegendSymbol, box: Box, theme: Theme): DrawingItem[] {
  const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  switch (symbol.kind) {
    case 'box': {
      const { kind: _, hatch = null, ...paint } = symbol;
      return [
        { kind: 'rect', ...box, ...paint },
        ...(hatch === null ? [] : [{ kind: 'rect', ...box, fill: hatch } as const]),
      ];
    }
    case 'line':
      return [
        {
          kind: 'line',
          from: { x: box.x, y: middle.y },
          to: { x: box.x + box.width, y: middle.y },
          stroke: symbol.stroke,
        },
      ];
    case 'point':
      return dataPoint(middle, box.y - 0.1 * box.height, box.y + 1.1 * box.height, theme);
    case 'diamond':
      return [diamond(middle, 1.6 * theme.markerRadius, symbol.color)];
    case 'cross':
      return [cross(middle, 1.6 * theme.markerRadius, symbol.color, theme)];
    case 'hollow':
      return [hollow(symbol.symbol, middle, 1.6 * theme.markerRadius, symbol.color, theme)];
  }
}

/** A data point: a dot, and a line from `top` to `bottom` for its interval. */
export function dataPoint(at: Point, top: number, bottom: number, theme: Theme): DrawingItem[] {
  const stroke = { color: theme.ink, width: theme.lineWidth };
  return [
    { kind: 'line', from: { x: at.x, y: top }, to: { x: at.x, y: bottom }, stroke },
    { kind: 'path', commands: circle(at, theme.markerRadius), fill: theme.ink },
  ];
}

/** An upright cross, the mark of a point in a plane. */
export function cross(at: Point, radius: number, color: string, theme: Theme): DrawingItem {
  const commands = [
    ...polyline([
      { x: at.x - radius, y: at.y },
      { x: at.x + radius, y: at.y },
    ]),
    ...polyline([
      { x: at.x, y: at.y - radius },
      { x: at.x, y: at.y + radius },
    ]),
  ];
  return { kind: 'path', commands, stroke: { color, width: 1.4 * theme.lineWidth } };
}

/** A symbol filled with the ground's colour: a point that somebody else has measured. */
export function hollow(symbol: HollowSymbol, at: Point, radius: number, color: string, theme: Theme): DrawingItem {
  const corners = {
    circle: () => circle(at, radius),
    square: () => polygon(at, 1.1 * radius, 4, Math.PI / 4),
    triangle: () => polygon(at, 1.3 * radius, 3, -Math.PI / 2),
  } as const;
  return {
    kind: 'path',
    commands: corners[symbol](),
    fill: theme.background,
    stroke: { color, width: theme.lineWidth },
  };
}

function polygon(at: Point, radius: number, corners: number, first: number): PathCommand[] {
  const points = Array.from({ length: corners }, (_, i) => {
    const angle = first + (2 * Math.PI * i) / corners;
    return { x: at.x + radius * Math.cos(angle), y: at.y + radius * Math.sin(angle) };
  });
  return polyline(points, true);
}

/** A filled diamond, the mark of a best fit. */
export function diamond(at: Point, radius: number, color: string): DrawingItem {
  const corners = [
    { x: at.x, y: at.y - radius },
    { x: at.x + radius, y: at.y },
    { x: at.x, y: at.y + radius },
    { x: at.x - radius, y: at.y },
  ];
  return { kind: 'path', commands: polyline(corners, true), fill: color };
}
