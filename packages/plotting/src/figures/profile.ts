import { type Axis, layOutAxis } from '../axis.ts';
import { drawFrame, fitted } from '../frame.ts';
import { diamond, type LegendEntry } from '../legend.ts';
import { besideOf, gapBelow, type LegendPlace, legendPlaces } from '../legend-above.ts';
import { boxAround, overlaps, placeBlocks } from '../placement.ts';
import { PlottingError } from '../plotting-error.ts';
import type { Box, Drawing, DrawingItem, Point, TextItem } from '../primitives.ts';
import { panelOf, type Series } from '../reading.ts';
import { fitColumns, sheet, topRoom, verticalPlacement } from '../sheet.ts';
import { plainLabel, textBox } from '../text.ts';
import { figureWidthPt, mixed, type Theme } from '../theme.ts';
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
import { monotoneCubic, monotoneInterpolant } from './monotone-cubic.ts';
import { noteGroup, noteItems } from './notes.ts';

/** A profile likelihood: the curve, levels with their names, the best fit and the intervals where the curve is below a level. */
export interface ProfileFigure extends FigureBase {
  readonly kind: 'profile';
  /** Linear unless the scale is given. */
  readonly x: { readonly label: string; readonly unit: string; readonly scale?: 'linear' | 'log' };
  readonly y: { readonly label: string; readonly from?: number; readonly to?: number };
  /** Pairs of x and y with increasing x; the curve is drawn through them as a monotone cubic. */
  readonly points: readonly (readonly [number, number])[];
  /** Name of the curve in the legend. */
  readonly label?: string;
  readonly levels: readonly { readonly value: number; readonly label: string }[];
  readonly best: { readonly x: number; readonly label: string };
  /** Shaded up to their level; those of the lowest level, which are the darkest, first. A level may have several. */
  readonly intervals?: readonly {
    readonly from: number;
    readonly to: number;
    readonly level: number;
    readonly label: string;
  }[];
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
  (figure.intervals ?? []).forEach(({ from, to, level }, i) => {
    checkRange(from, to, 'linear', `intervals[${i}]`);
    checkNumber(level, `intervals[${i}].level`);
  });
  for (const end of ['from', 'to'] as const) if (figure.y[end] !== undefined) checkNumber(figure.y[end], `y.${end}`);
}

/** How much longer than up to its levels an axis may become to make room for the legend. */
const MOST_STRETCHED = 1.7;
/** The same where all else stands above the frame: the names of levels have to find a place in any case. */
const LAST_STRETCH = 5;

function draw(figure: ProfileFigure, style: FigureStyle): Drawing {
  check(figure);
  const values = figure.points.map(([, y]) => y);
  const top = Math.max(0, ...figure.levels.map((level) => level.value));
  const from = figure.y.from ?? Math.min(0, ...values);
  // Above the levels a parabola only takes room: show a quarter more than the highest level.
  const to = figure.y.to ?? (top > 0 ? 1.25 * top : Math.max(...values));
  checkRange(from, to, 'linear', 'y');
  const remarks = figure.annotations ?? [];
  const entries = legendEntries(figure, style.theme);
  const most = figure.y.to === undefined ? MOST_STRETCHED : 1;
  for (const place of legendPlaces(entries, remarks, 0.8 * figureWidthPt(style.width), style.theme)) {
    const longest = place.remarks === remarks ? most : LAST_STRETCH;
    for (let factor = 1; factor <= longest + 1e-9; factor += 0.05) {
      const drawing = attempt(figure, { from, to: stretched(from, to, 'linear', factor) }, place, style);
      if (drawing !== null) return drawing;
    }
  }
  throw new PlottingError(
    'figure-range-invalid',
    'levels',
    'the names of the levels have no room: fewer or shorter ones are needed',
  );
}

function attempt(
  figure: ProfileFigure,
  range: { from: number; to: number },
  { entries, remarks, above }: LegendPlace,
  style: FigureStyle,
): Drawing | null {
  const { theme } = style;
  const width = figureWidthPt(style.width);
  const height = (style.width === 'column' ? 0.68 : 0.5) * width;
  const legendTop = topRoom(figure.title, width, theme);
  const top = legendTop + (above?.height ?? 0) + gapBelow(above, theme);
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
  const bestX = x.position(figure.best.x);
  const best = { x: bestX, y: monotoneInterpolant(curve)(bestX) };
  const obstacles = [...curveBoxes(curve, frame), ...markerBox(best, theme)];
  const shades = intervalAreas(figure, frame, x, y);
  const labels = placeLevelLabels(figure, frame, y, obstacles, theme);
  if (labels === null) return null;
  const levelLines = figure.levels.map((level) => ({
    x: left,
    y: y.position(level.value) - 0.3,
    width: frame.width,
    height: 0.6,
  }));
  const notes = noteItems(figure.notes ?? [], x, y, theme);
  const taken = [...obstacles, ...shades, ...levelLines, ...[...labels, ...notes].map(textBox)];
  const placed = placeBlocks(frame, entries, remarks, taken, theme);
  if (placed === null) return null;
  const items: DrawingItem[] = [
    { kind: 'group', role: 'content', clip: frame, items: drawContent(figure, frame, y, curve, shades, theme) },
    ...drawFrame(frame, x, y, theme, { xLabels: true, titles: true, yTitleOffset }),
    // Not clipped: at the minimum half of the mark is below the axis.
    {
      kind: 'group',
      role: 'best-fit',
      series: 'best-fit',
      items: [diamond(best, 2 * theme.markerRadius, theme.highlight)],
    },
    { kind: 'group', role: 'level-labels', items: labels },
    ...noteGroup(notes),
    ...placed.items,
    ...(above === null ? [] : [above.draw({ x: besideOf(above, left, width), y: legendTop })]),
  ];
  const title = plainLabel(figure.title ?? `${figure.y.label} against ${figure.x.label}`);
  return sheet(
    { width, bottom: top + height, left, frameWidth: frame.width },
    figure.title,
    title,
    describe(figure),
    items,
    theme,
    { panels: [panelOf('main', frame, x, y)], series: seriesOf(figure) },
  );
}

/** Boxes along the visible part of the curve, cut at the frame. */
function curveBoxes(curve: readonly Point[], frame: Box): Box[] {
  const [start, end] = [Math.max(frame.x, curve[0]!.x), Math.min(frame.x + frame.width, curve.at(-1)!.x)];
  const steps = Math.max(1, Math.ceil((end - start) / 2));
  const height = monotoneInterpolant(curve);
  const at = (k: number): Point => {
    const x = start + ((end - start) * k) / steps;
    return { x, y: height(x) };
  };
  return Array.from({ length: steps }, (_, k) => boxAround([at(k), at(k + 1)])).filter((box) =>
    overlaps({ ...box, height: box.height + 0.01, width: box.width + 0.01 }, frame),
  );
}

/** The area of each interval: from the axis up to its level, where it meets the curve. */
function intervalAreas(figure: ProfileFigure, frame: Box, x: Axis, y: Axis): Box[] {
  return (figure.intervals ?? []).map(({ from, to, level }) =>
    boxAround([
      { x: x.position(from), y: y.position(level) },
      { x: x.position(to), y: frame.y + frame.height },
    ]),
  );
}

/** The colour of an interval: the darker the lower its level. */
function shadeOf(figure: ProfileFigure, level: number, theme: Theme): string {
  const levels = [...new Set((figure.intervals ?? []).map((interval) => interval.level))];
  const [place, count] = [levels.indexOf(level), levels.length];
  const strongest = count === 1 ? 0.5 : 0.8;
  return mixed(theme.fills[1]!, theme.background, strongest * 0.5 ** ((2 * place) / Math.max(2, count)));
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
      series: 'curve',
      symbol: { kind: 'line', stroke: { color: theme.lines[0]!, width: 1.4 * theme.lineWidth } },
    });
  }
  entries.push({ label: figure.best.label, series: 'best-fit', symbol: { kind: 'diamond', color: theme.highlight } });
  const { intervals = [] } = figure;
  const named = intervals.filter(({ level }, i) => intervals.findIndex((other) => other.level === level) === i);
  for (const { label, level } of named) {
    entries.push({ label, symbol: { kind: 'box', fill: shadeOf(figure, level, theme) } });
  }
  return entries;
}

function drawContent(
  figure: ProfileFigure,
  frame: Box,
  y: Axis,
  curve: readonly Point[],
  shades: readonly Box[],
  theme: Theme,
): DrawingItem[] {
  // The outermost first, since the inner ones lie within it.
  const areas = shades
    .map(
      (area, i): DrawingItem => ({ kind: 'rect', ...area, fill: shadeOf(figure, figure.intervals![i]!.level, theme) }),
    )
    .reverse();
  const items: DrawingItem[] = areas.length === 0 ? [] : [{ kind: 'group', role: 'intervals', items: areas }];
  const right = frame.x + frame.width;
  const lines = figure.levels.map((level): DrawingItem => {
    const at = y.position(level.value);
    const stroke = { color: theme.muted, width: 0.7 * theme.lineWidth, dash: [4, 2.5] };
    return { kind: 'line', from: { x: frame.x, y: at }, to: { x: right, y: at }, stroke };
  });
  items.push({ kind: 'group', role: 'levels', items: lines });
  const stroke = { color: theme.lines[0]!, width: 1.4 * theme.lineWidth };
  items.push({
    kind: 'group',
    role: 'curve',
    series: 'curve',
    items: [{ kind: 'path', commands: monotoneCubic(curve), stroke }],
  });
  return items;
}

/** The curve and the best fit as numbers. */
function seriesOf({ points, label, y, best }: ProfileFigure): Series[] {
  return [
    { kind: 'curve', name: 'curve', label: label ?? y.label, panel: 0, pieces: [points] },
    { kind: 'points', name: 'best-fit', label: best.label, panel: 0, x: [best.x], y: [0] },
  ];
}

/** The figure in words. */
function describe(figure: ProfileFigure): string {
  const parts = [`Curve of ${plainLabel(figure.y.label)} from ${figure.points[0]![0]} to ${figure.points.at(-1)![0]}.`];
  parts.push(`${plainLabel(figure.best.label)}, at ${figure.best.x}.`);
  for (const { label, from, to } of figure.intervals ?? []) parts.push(`${plainLabel(label)}: ${from} to ${to}.`);
  for (const level of figure.levels) parts.push(`Level ${plainLabel(level.label)} at ${level.value}.`);
  return parts.join(' ');
}

export const figureKind: FigureKind<ProfileFigure> = { draw };
