import { type Axis, layOutAxis } from '../axis.ts';
import { drawFrame, fitted } from '../frame.ts';
import { diamond, type LegendEntry } from '../legend.ts';
import { boxAround, overlaps, placeBlocks } from '../placement.ts';
import { PlottingError } from '../plotting-error.ts';
import { type Box, type Drawing, type DrawingItem, type Point, polyline, type TextItem } from '../primitives.ts';
import { fitColumns, sheet, topRoom, verticalPlacement } from '../sheet.ts';
import { plainLabel, textBox } from '../text.ts';
import { figureWidthPt, type Theme } from '../theme.ts';
import {
  checkIncreasing,
  checkNumber,
  checkNumbers,
  checkRange,
  type FigureBase,
  type FigureKind,
  type FigureStyle,
  stretched,
} from './figure.ts';

/** A profile likelihood: the curve, levels with their names, the best fit and the interval where the curve is below a level. */
export interface ProfileFigure extends FigureBase {
  readonly kind: 'profile';
  readonly x: { readonly label: string; readonly unit: string };
  readonly y: { readonly label: string; readonly from?: number; readonly to?: number };
  /** Pairs of x and y with increasing x. */
  readonly points: readonly (readonly [number, number])[];
  /** Name of the curve in the legend. */
  readonly label?: string;
  readonly levels: readonly { readonly value: number; readonly label: string }[];
  readonly best: { readonly x: number; readonly label: string };
  readonly interval?: { readonly from: number; readonly to: number; readonly label: string };
}

function check(figure: ProfileFigure): void {
  if (figure.points.length < 2) {
    throw new PlottingError('figure-empty', 'points', `expected at least 2 points, found ${figure.points.length}`);
  }
  checkIncreasing(
    figure.points.map(([x]) => x),
    2,
    'points.x',
  );
  checkNumbers(
    figure.points.map(([, y]) => y),
    'points.y',
  );
  figure.levels.forEach((level, i) => {
    checkNumber(level.value, `levels[${i}].value`);
  });
  checkNumber(figure.best.x, 'best.x');
  if (figure.interval !== undefined) checkRange(figure.interval.from, figure.interval.to, 'linear', 'interval');
  for (const end of ['from', 'to'] as const) if (figure.y[end] !== undefined) checkNumber(figure.y[end], `y.${end}`);
}

/** The curve at x by linear interpolation; its end values outside. */
function curveAt(points: ProfileFigure['points'], x: number): number {
  const next = points.findIndex((point) => point[0] >= x);
  if (next === -1) return points.at(-1)![1];
  if (next === 0) return points[0]![1];
  const [x0, y0] = points[next - 1]!;
  const [x1, y1] = points[next]!;
  return y0 + ((y1 - y0) * (x - x0)) / (x1 - x0);
}

function draw(figure: ProfileFigure, style: FigureStyle): Drawing {
  check(figure);
  const values = figure.points.map(([, y]) => y);
  const top = Math.max(0, ...figure.levels.map((level) => level.value));
  const from = figure.y.from ?? Math.min(0, ...values);
  // Above the levels a parabola only takes room: show a quarter more than the highest level.
  const to = figure.y.to ?? (top > 0 ? 1.25 * top : Math.max(...values));
  checkRange(from, to, 'linear', 'y');
  for (let step = 0; step <= 80; step++) {
    const drawing = attempt(figure, { from, to: stretched(from, to, 'linear', 1 + 0.05 * step) }, style);
    if (drawing !== null) return drawing;
  }
  throw new PlottingError(
    'figure-range-invalid',
    'levels',
    'the legend has no room: fewer or shorter entries are needed',
  );
}

function attempt(figure: ProfileFigure, range: { from: number; to: number }, style: FigureStyle): Drawing | null {
  const { theme } = style;
  const width = figureWidthPt(style.width);
  const height = (style.width === 'column' ? 0.68 : 0.5) * width;
  const top = topRoom(figure.title, theme);
  const y = layOutAxis(
    { scale: 'linear', ...range, label: figure.y.label, unit: '' },
    verticalPlacement(top, height, theme),
  );
  const from = figure.points[0]![0];
  const to = figure.points.at(-1)![0];
  const columns = fitColumns(width, { scale: 'linear', from, to, ...figure.x }, [y], theme);
  const { x, left, yTitleOffset } = columns;
  const frame: Box = { x: left, y: top, width: columns.width, height };
  const curve = figure.points.map(([px, py]) => ({ x: x.position(px), y: y.position(py) }));
  const best = { x: x.position(figure.best.x), y: y.position(curveAt(figure.points, figure.best.x)) };
  const obstacles = [...curveBoxes(curve, frame), ...markerBox(best, theme)];
  const labels = placeLevelLabels(figure, frame, y, obstacles, theme);
  if (labels === null) return null;
  const levelLines = figure.levels.map((level) => ({
    x: left,
    y: y.position(level.value) - 0.3,
    width: frame.width,
    height: 0.6,
  }));
  const taken = [...obstacles, ...levelLines, ...labels.map(textBox)];
  const placed = placeBlocks(frame, legendEntries(figure, theme), figure.annotations ?? [], taken, theme);
  if (placed === null) return null;
  const items: DrawingItem[] = [
    { kind: 'group', role: 'content', clip: frame, items: drawContent(figure, frame, x, y, curve, theme) },
    ...drawFrame(frame, x, y, theme, { xLabels: true, titles: true, yTitleOffset }),
    // Not clipped: at the minimum half of the mark is below the axis.
    { kind: 'group', role: 'best-fit', items: [diamond(best, 2 * theme.markerRadius, theme.highlight)] },
    { kind: 'group', role: 'level-labels', items: labels },
    ...placed.items,
  ];
  const title = plainLabel(figure.title ?? `${figure.y.label} against ${figure.x.label}`);
  return sheet(
    { width, bottom: top + height, left, frameWidth: frame.width },
    figure.title,
    title,
    describe(figure),
    items,
    theme,
  );
}

/** Boxes along the visible part of the curve, one per segment, cut at the frame. */
function curveBoxes(curve: readonly Point[], frame: Box): Box[] {
  const boxes: Box[] = [];
  for (let i = 1; i < curve.length; i++) {
    // Long slanting segments would block a large box: cut them into pieces.
    const [a, b] = [curve[i - 1]!, curve[i]!];
    const pieces = Math.max(1, Math.ceil(Math.hypot(b.x - a.x, b.y - a.y) / 6));
    for (let k = 0; k < Math.min(pieces, 400); k++) {
      const at = (t: number) => ({ x: a.x + (b.x - a.x) * t, y: a.y + (b.y - a.y) * t });
      const box = boxAround([at(k / pieces), at((k + 1) / pieces)]);
      if (overlaps({ ...box, height: box.height + 0.01, width: box.width + 0.01 }, frame)) boxes.push(box);
    }
  }
  return boxes;
}

function markerBox(at: Point, theme: Theme): Box[] {
  const r = 2 * theme.markerRadius;
  return [{ x: at.x - r, y: at.y - r, width: 2 * r, height: 2 * r }];
}

/** Puts each level's name just above its line, where neither the curve nor another name is; null when there is no such place. */
function placeLevelLabels(
  figure: ProfileFigure,
  frame: Box,
  y: Axis,
  obstacles: readonly Box[],
  theme: Theme,
): TextItem[] | null {
  const labels: TextItem[] = [];
  const inset = 1.6 * theme.majorTick;
  for (const level of figure.levels) {
    const text = fitted(level.label, theme.legendSize, frame.width / 3, theme);
    const baseLine = y.position(level.value) - 0.3 * theme.legendSize;
    const found = [1, 0, 0.9, 0.1, 0.8, 0.2, 0.7, 0.3, 0.6, 0.4, 0.5]
      .map((fraction): TextItem => {
        const room = frame.width - 2 * inset - textBox({ ...text, x: 0, y: 0 }).width;
        return { ...text, x: frame.x + inset + fraction * room, y: baseLine, color: theme.muted };
      })
      .find((item) => {
        const box = textBox(item);
        const wide = { x: box.x - 2, y: box.y - 2, width: box.width + 4, height: box.height + 2 };
        const inside = box.y > frame.y + 2;
        return inside && ![...obstacles, ...labels.map(textBox)].some((obstacle) => overlaps(wide, obstacle));
      });
    if (found === undefined) return null;
    labels.push(found);
  }
  return labels;
}

function legendEntries(figure: ProfileFigure, theme: Theme): LegendEntry[] {
  const entries: LegendEntry[] = [];
  if (figure.label !== undefined) {
    entries.push({
      label: figure.label,
      symbol: { kind: 'line', stroke: { color: theme.lines[0]!, width: 1.4 * theme.lineWidth } },
    });
  }
  entries.push({ label: figure.best.label, symbol: { kind: 'diamond', color: theme.highlight } });
  if (figure.interval !== undefined) {
    entries.push({ label: figure.interval.label, symbol: { kind: 'box', fill: theme.fills[1]!, opacity: 0.5 } });
  }
  return entries;
}

function drawContent(
  figure: ProfileFigure,
  frame: Box,
  x: Axis,
  y: Axis,
  curve: readonly Point[],
  theme: Theme,
): DrawingItem[] {
  const items: DrawingItem[] = [];
  if (figure.interval !== undefined) {
    // Up to the level that defines it, where the curve meets the ends of the interval.
    const { from, to } = figure.interval;
    const height = Math.max(curveAt(figure.points, from), curveAt(figure.points, to));
    const level = figure.levels.find((each) => Math.abs(each.value - height) < 0.05 * height)?.value ?? height;
    const corners = [
      { x: x.position(from), y: y.position(level) },
      { x: x.position(to), y: frame.y + frame.height },
    ];
    const area = boxAround(corners);
    items.push({
      kind: 'group',
      role: 'interval',
      items: [{ kind: 'rect', ...area, fill: theme.fills[1]!, opacity: 0.5 }],
    });
  }
  const right = frame.x + frame.width;
  const lines = figure.levels.map((level): DrawingItem => {
    const at = y.position(level.value);
    const stroke = { color: theme.muted, width: 0.7 * theme.lineWidth, dash: [4, 2.5] };
    return { kind: 'line', from: { x: frame.x, y: at }, to: { x: right, y: at }, stroke };
  });
  items.push({ kind: 'group', role: 'levels', items: lines });
  const stroke = { color: theme.lines[0]!, width: 1.4 * theme.lineWidth };
  items.push({ kind: 'group', role: 'curve', items: [{ kind: 'path', commands: polyline(curve), stroke }] });
  return items;
}

/** The figure in words. */
function describe(figure: ProfileFigure): string {
  const parts = [`Curve of ${plainLabel(figure.y.label)} from ${figure.points[0]![0]} to ${figure.points.at(-1)![0]}.`];
  parts.push(`${plainLabel(figure.best.label)}, at ${figure.best.x}.`);
  if (figure.interval !== undefined) {
    parts.push(`${plainLabel(figure.interval.label)}: ${figure.interval.from} to ${figure.interval.to}.`);
  }
  for (const level of figure.levels) parts.push(`Level ${plainLabel(level.label)} at ${level.value}.`);
  return parts.join(' ');
}

export const figureKind: FigureKind<ProfileFigure> = { draw };
