import { type Axis, layOutAxis } from '../axis.ts';
import { drawFrame, tickLabelRoom } from '../frame.ts';
import { type LegendEntry, legendBlock } from '../legend.ts';
import { PlottingError } from '../plotting-error.ts';
import { type Box, type Drawing, type DrawingItem, polyline, type Stroke } from '../primitives.ts';
import { type Panel, panelOf, type Series } from '../reading.ts';
import { sheet, topRoom, verticalPlacement } from '../sheet.ts';
import { labelWidth, plainLabel } from '../text.ts';
import { figureWidthPt, mixed, type Theme } from '../theme.ts';
import { areaBetween, staircase } from './binned.ts';
import { checkIncreasing, checkPerBin, type FigureBase, type FigureKind, type FigureStyle } from './figure.ts';
import { areaOf, outlineOf, type Region, regionsOf } from './highest-density.ts';

/** Draws of several parameters: each alone on the diagonal, each pair below it, on shared axes. */
export interface CornerFigure extends FigureBase {
  readonly kind: 'corner';
  /** At least two; draws per bin, and the median with the ends of the central 68 %. */
  readonly parameters: readonly {
    readonly label: string;
    readonly unit: string;
    readonly edges: readonly number[];
    readonly counts: readonly number[];
    readonly median: number;
    readonly central: readonly [lower: number, upper: number];
  }[];
  /** Draws of each pair x < y, by index: a row per bin of y from its lower end, in bins over the ranges of both. */
  readonly pairs: readonly {
    readonly x: number;
    readonly y: number;
    readonly counts: readonly (readonly number[])[];
  }[];
  /** Shares of the draws that the regions hold, ascending. */
  readonly credibility: readonly number[];
}

/** Between panels, and the least width of one, in points. */
const GAP = 4;
const LEAST_PANEL = 34;
/** How high the highest bin stands in its panel. */
const HIGHEST = 0.9;
const SHADES = [0.75, 0.35, 0.18];

/** Numbers at small panels are small themselves. */
const NUMBERS = 0.85;

function draw(figure: CornerFigure, style: FigureStyle): Drawing {
  check(figure);
  const theme = { ...style.theme, tickSize: NUMBERS * style.theme.tickSize };
  const { parameters, pairs } = figure;
  const width = figureWidthPt(style.width);
  const top = topRoom(figure.title, width, theme);
  const grid = layOut(figure, width, top, theme);
  const { size, left, yTitleOffset } = grid;
  const frameAt = (row: number, column: number): Box => ({
    x: left + column * (size + GAP),
    y: top + row * (size + GAP),
    width: size,
    height: size,
  });
  const axisAt = (parameter: number, frame: Box, direction: 'horizontal' | 'vertical') =>
    axisOf(figure, parameter, frame, direction, theme);
  const items: DrawingItem[] = [];
  const panels: Panel[] = [];
  const series: Series[] = [];
  const last = parameters.length - 1;
  parameters.forEach(({ edges, counts, label }, i) => {
    const frame = frameAt(i, i);
    const x = axisAt(i, frame, 'horizontal');
    const y = heightAxis(counts, frame, theme);
    const name = `parameter-${i + 1}`;
    items.push(
      { kind: 'group', role: 'content', clip: frame, items: marginal(figure, i, frame, x, y, name, theme) },
      ...drawFrame(frame, i === last ? x : untitled(x), y, theme, {
        xLabels: i === last,
        yLabels: false,
        titles: true,
        breakTitles: false,
        yTitleOffset,
      }),
    );
    panels.push(panelOf(name, frame, x, y));
    series.push({ kind: 'bins', name, label, panel: panels.length - 1, edges, values: counts });
  });
  for (const pair of pairs) {
    const frame = frameAt(pair.y, pair.x);
    const [x, y] = [axisAt(pair.x, frame, 'horizontal'), axisAt(pair.y, frame, 'vertical')];
    const name = `pair-${pair.x + 1}-${pair.y + 1}`;
    const [xEdges, yEdges] = [pairEdges(figure, pair, 'x'), pairEdges(figure, pair, 'y')];
    const regions = regionsOf(pair.counts, figure.credibility);
    items.push(
      {
        kind: 'group',
        role: 'content',
        clip: frame,
        items: [{ kind: 'group', role: 'cells', series: name, items: drawn(regions, xEdges, yEdges, x, y, theme) }],
      },
      ...drawFrame(frame, pair.y === last ? x : untitled(x), pair.x === 0 ? y : untitled(y), theme, {
        xLabels: pair.y === last,
        yLabels: pair.x === 0,
        titles: true,
        breakTitles: false,
        yTitleOffset,
      }),
    );
    const label = `${parameters[pair.x]!.label}, ${parameters[pair.y]!.label}`;
    panels.push(panelOf(name, frame, x, y));
    series.push({ kind: 'cells', name, label, panel: panels.length - 1, xEdges, yEdges, values: pair.counts });
  }
  const bottom = top + parameters.length * size + last * GAP;
  const frameWidth = parameters.length * size + last * GAP;
  const legend = legendBlock(legendEntries(figure, theme), 1, frameWidth - size - 3 * GAP, 0.5, theme);
  if (legend === null) throw noRoom();
  items.push(legend.draw({ x: left + frameWidth - legend.width, y: top }));
  const title = plainLabel(figure.title ?? `Posterior of ${parameters.map(({ label }) => label).join(', ')}`);
  return sheet({ width, bottom, left, frameWidth }, figure.title, title, describe(figure), items, theme, {
    panels,
    series,
  });
}

/** Sizes that leave room for the labels of the rows on the left and of the last column on the right. */
function layOut(figure: CornerFigure, width: number, top: number, theme: Theme) {
  const count = figure.parameters.length;
  const tentative = (width - 40) / count;
  const frame = { x: 0, y: top, width: tentative, height: tentative };
  const rows = figure.parameters.slice(1).map((_, i) => axisOf(figure, i + 1, frame, 'vertical', theme));
  const yTitleOffset = Math.max(...rows.map((axis) => tickLabelRoom(axis, theme))) + 0.5 * theme.titleSize;
  const left = yTitleOffset + 1.1 * theme.titleSize;
  const size = (width - left - 1.2 * theme.tickSize - (count - 1) * GAP) / count;
  if (size < LEAST_PANEL) throw noRoom();
  return { left, size, yTitleOffset };
}

function noRoom(): PlottingError {
  return new PlottingError(
    'figure-range-invalid',
    'parameters',
    'the panels have no room: fewer parameters or a figure of two columns are needed',
  );
}

function axisOf(
  { parameters }: CornerFigure,
  parameter: number,
  frame: Box,
  direction: 'horizontal' | 'vertical',
  theme: Theme,
): Axis {
  const { label, unit, edges } = parameters[parameter]!;
  const description = { scale: 'linear', from: edges[0]!, to: edges.at(-1)!, label, unit } as const;
  const placement =
    direction === 'vertical'
      ? verticalPlacement(frame.y, frame.height, theme)
      : ({
          direction,
          start: frame.x,
          end: frame.x + frame.width,
          font: theme.font,
          tickSize: theme.tickSize,
        } as const);
  const axis = layOutAxis(description, placement);
  // A number that reaches beyond the panel would meet that of the next one.
  const major = axis.major.map((tick) => {
    const half =
      direction === 'vertical' ? 0.5 * theme.tickSize : labelWidth(tick.label, theme.tickSize, theme.font) / 2;
    const at = axis.position(tick.value);
    const room = Math.min(Math.abs(at - placement.start), Math.abs(placement.end - at)) + GAP / 2 - 0.5;
    return half > room ? { ...tick, label: '' } : tick;
  });
  return { ...axis, major };
}

/** The axis of a panel whose neighbour has the title. */
function untitled(axis: Axis): Axis {
  return { ...axis, title: '' };
}

/** Heights of a histogram, whose numbers depend on how many draws were made: without ticks. */
function heightAxis(counts: readonly number[], frame: Box, theme: Theme): Axis {
  const to = Math.max(1, ...counts) / HIGHEST;
  const axis = layOutAxis(
    { scale: 'linear', from: 0, to, label: 'Draws', unit: '' },
    verticalPlacement(frame.y, frame.height, theme),
  );
  return { ...axis, major: [], minor: [], title: '' };
}

function strokes(theme: Theme): { readonly median: Stroke; readonly central: Stroke; readonly line: Stroke } {
  const width = 0.9 * theme.lineWidth;
  return {
    line: { color: theme.lines[0]!, width },
    median: { color: theme.muted, width, dash: [5, 2.5] },
    central: { color: theme.muted, width, dash: [1.5, 1.5] },
  };
}

function marginal(
  { parameters }: CornerFigure,
  i: number,
  frame: Box,
  x: Axis,
  y: Axis,
  series: string,
  theme: Theme,
): DrawingItem[] {
  const { edges, counts, median, central } = parameters[i]!;
  const { line, median: middle, central: ends } = strokes(theme);
  const upright = (value: number, stroke: Stroke): DrawingItem => {
    const at = x.position(value);
    return { kind: 'line', from: { x: at, y: frame.y }, to: { x: at, y: frame.y + frame.height }, stroke };
  };
  const none = counts.map(() => 0);
  const fill = mixed(theme.lines[0]!, theme.background, SHADES[1]!);
  return [
    {
      kind: 'group',
      role: 'marginal',
      series,
      items: [
        { kind: 'path', commands: areaBetween(x, y.position, edges, none, counts), fill },
        { kind: 'path', commands: polyline(staircase(x, y.position, edges, counts)), stroke: line },
      ],
    },
    upright(median, middle),
    ...central.map((value) => upright(value, ends)),
  ];
}

/** The regions, the largest first, and the outline of each. */
function drawn(
  regions: readonly Region[],
  xEdges: readonly number[],
  yEdges: readonly number[],
  x: Axis,
  y: Axis,
  theme: Theme,
): DrawingItem[] {
  const place = { xs: xEdges.map(x.position), ys: yEdges.map(y.position) };
  const stroke = { color: theme.lines[0]!, width: 0.6 * theme.lineWidth };
  return [...regions.entries()].reverse().flatMap(([i, region]): DrawingItem[] => [
    { kind: 'path', commands: areaOf(region, place), fill: shadeOf(i, theme) },
    { kind: 'path', commands: outlineOf(region, place), stroke },
  ]);
}

function shadeOf(place: number, theme: Theme): string {
  return mixed(theme.lines[0]!, theme.background, SHADES[Math.min(place, SHADES.length - 1)]!);
}

function legendEntries({ credibility }: CornerFigure, theme: Theme): LegendEntry[] {
  const { line, median, central } = strokes(theme);
  return [
    ...credibility.map((share, i): LegendEntry => {
      const label = `${Number((100 * share).toPrecision(6))}\u2009% credible`;
      return {
        label,
        symbol: { kind: 'box', fill: shadeOf(i, theme), stroke: { ...line, width: 0.6 * theme.lineWidth } },
      };
    }),
    { label: 'Median', symbol: { kind: 'line', stroke: median } },
    { label: 'Central 68\u2009%', symbol: { kind: 'line', stroke: central } },
  ];
}

/** Edges of the bins of a pair: equal steps over the range of the parameter. */
function pairEdges({ parameters }: CornerFigure, pair: CornerFigure['pairs'][number], along: 'x' | 'y'): number[] {
  const { edges } = parameters[pair[along]]!;
  const bins = along === 'x' ? pair.counts[0]!.length : pair.counts.length;
  const [from, to] = [edges[0]!, edges.at(-1)!];
  return Array.from({ length: bins + 1 }, (_, i) => (i === bins ? to : from + (i * (to - from)) / bins));
}

function check({ parameters, pairs, credibility }: CornerFigure): void {
  const count = parameters.length;
  if (count < 2) throw new PlottingError('figure-empty', 'parameters', `expected at least 2, found ${count}`);
  parameters.forEach(({ edges, counts }, i) => {
    checkIncreasing(edges, 2, `parameters[${i}].edges`);
    checkPerBin(counts, edges.length - 1, `parameters[${i}].counts`);
  });
  checkIncreasing(credibility, 1, 'credibility');
  if (credibility[0]! <= 0 || credibility.at(-1)! >= 1)
    throw new PlottingError('figure-range-invalid', 'credibility', 'expected shares between 0 and 1');
  pairs.forEach(({ x, y, counts }, i) => {
    const where = `pairs[${i}]`;
    if (!(x >= 0 && x < y && y < count))
      throw new PlottingError('figure-range-invalid', where, `expected x < y < ${count}, found ${x} and ${y}`);
    if (counts.length === 0) throw new PlottingError('figure-empty', `${where}.counts`, 'expected rows, found none');
    counts.forEach((row, k) => {
      checkPerBin(row, counts[0]!.length, `${where}.counts[${k}]`);
    });
  });
}

/** The figure in words. */
function describe({ parameters, credibility }: CornerFigure): string {
  const each = parameters.map(({ label, unit, median, central: [lower, upper] }) => {
    const [at, from, to] = [median, lower, upper].map((value) => Number(value.toPrecision(4)));
    return `${plainLabel(label)}: median ${at}, central 68 % from ${from} to ${to}${unit === '' ? '' : ` ${plainLabel(unit)}`}.`;
  });
  const shares = credibility.map((share) => `${Number((100 * share).toPrecision(6))} %`).join(' and ');
  return `${each.join(' ')} Below the diagonal: cells of the highest density that hold ${shares} of the draws.`;
}

export const figureKind: FigureKind<CornerFigure> = { draw };
