import { type Axis, layOutAxis, type ScaleKind } from '../axis.ts';
import { drawFrame } from '../frame.ts';
import { dataPoint, type LegendEntry } from '../legend.ts';
import { besideOf, gapBelow, type LegendPlace, legendPlaces } from '../legend-above.ts';
import { placeBlocks } from '../placement.ts';
import { PlottingError } from '../plotting-error.ts';
import type { PoissonErrors } from '../poisson-interval.ts';
import { type Box, type Drawing, type DrawingItem, type Hatch, polyline } from '../primitives.ts';
import { panelOf, seriesName } from '../reading.ts';
import { bandHatch, fitColumns, sheet, topRoom, verticalPlacement } from '../sheet.ts';
import { plainLabel, textBox, withUnit } from '../text.ts';
import { figureWidthPt, type Theme } from '../theme.ts';
import { areaBetween, binMiddle, equalWidths, pointsIn, staircase } from './binned.ts';
import { checkRange, type FigureBase, type FigureKind, type FigureStyle, stretched } from './figure.ts';
import { noteGroup, noteItems } from './notes.ts';
import { checkProjection, contentOf, heights, type ProjectionContent, seriesOf, yRange } from './projection-content.ts';
import { drawRatioPanel, type RatioContent, ratioAxis } from './ratio-panel.ts';

/** A binned spectrum: stacked components, data with Poisson errors, uncertainty band of the total, ratio panel. */
export interface ProjectionFigure extends FigureBase {
  readonly kind: 'projection';
  readonly x: {
    readonly label: string;
    readonly unit: string;
    readonly edges: readonly number[];
    readonly scale?: ScaleKind;
  };
  readonly y: {
    readonly label?: string;
    /** True: counts divided by bin widths; false: counts per bin. */
    readonly density: boolean;
    readonly scale?: ScaleKind;
    readonly from?: number;
    readonly to?: number;
  };
  /** From the bottom to the top; counts per bin. */
  readonly stack: readonly {
    readonly name: string;
    readonly label: string;
    readonly values: readonly number[];
    readonly color?: string;
    /** Place of its fill in the theme; what has none takes those that are left, in their order. */
    readonly hue?: number;
  }[];
  /** Lower and upper edge of the total, counts per bin. */
  readonly band?: { readonly lower: readonly number[]; readonly upper: readonly number[]; readonly label?: string };
  /**
   * Observed counts; error bars are central 68.27 % Garwood intervals unless `errors` is `sqrt`, or has standard deviations of measured values, which may be negative. Where they are `expected`, as Asimov data are, a bin
   * has a point only if it holds at least one event: of less there is nothing to see. Points lie at the counts less what is `subtracted`,
   * counts per bin as well, with the errors of the whole counts.
   */
  readonly data?: {
    readonly values: readonly number[];
    readonly label: string;
    readonly errors?: PoissonErrors | readonly number[];
    readonly expected?: boolean;
    readonly subtracted?: readonly number[];
  };
  readonly ratio?: boolean;
}

function yTitle(figure: ProjectionFigure): string {
  const { x, y } = figure;
  if (y.label !== undefined) return y.label;
  if (y.density) return x.unit === '' ? 'Event density' : `Events / ${x.unit}`;
  if (!equalWidths(x.edges)) return 'Events / bin';
  const width = Number((x.edges[1]! - x.edges[0]!).toPrecision(6));
  return x.unit === '' ? 'Events / bin' : `Events / ${withUnit(String(width), x.unit)}`;
}

function legendEntries(
  figure: ProjectionFigure,
  content: ProjectionContent,
  hatch: Hatch,
  theme: Theme,
): LegendEntry[] {
  const outline = { color: theme.ink, width: 0.4 * theme.lineWidth };
  const entries: LegendEntry[] = [];
  if (figure.data !== undefined && content.points.some((point) => point !== null))
    entries.push({ label: figure.data.label, series: 'data', symbol: { kind: 'point' } });
  // Read from the top, as the stack is.
  for (const layer of [...content.layers].reverse()) {
    const symbol = { kind: 'box', fill: layer.color, hatch: layer.hatch, stroke: outline } as const;
    entries.push({ label: layer.label, series: seriesName(layer.name), symbol });
  }
  if (figure.band !== undefined) {
    const label = figure.band.label ?? 'Total uncertainty';
    entries.push({ label, series: 'band', symbol: { kind: 'box', fill: hatch } });
  }
  return entries;
}

/** How much longer than its content an axis may become to make room for the legend. */
const MOST_STRETCHED = 1.7;

function draw(figure: ProjectionFigure, style: FigureStyle): Drawing {
  checkProjection(figure);
  const { theme } = style;
  const content = contentOf(figure, theme);
  const range = yRange(figure, content);
  const yScale = figure.y.scale ?? 'linear';
  checkRange(range.from, range.to, yScale, 'y');
  const remarks = figure.annotations ?? [];
  const entries = legendEntries(figure, content, bandHatch(theme), theme);
  // The upper end grows until legend and remarks have found room above the spectrum, but not so far that the spectrum becomes small, and not where
  // the author has fixed it: then the legend stands above the frame, and the remarks as well if they must.
  const most = figure.y.to === undefined ? MOST_STRETCHED : 1;
  for (const place of legendPlaces(entries, remarks, 0.8 * figureWidthPt(style.width), theme)) {
    for (let factor = 1; factor <= most + 1e-9; factor += 0.05) {
      const to = stretched(range.from, range.to, yScale, factor);
      const drawing = attempt(figure, content, { ...range, to }, place, style);
      if (drawing !== null) return drawing;
    }
  }
  throw new PlottingError('figure-range-invalid', 'stack', 'the legend has no room: shorter entries are needed');
}

function attempt(
  figure: ProjectionFigure,
  content: ProjectionContent,
  range: { from: number; to: number },
  { entries, remarks, above }: LegendPlace,
  style: FigureStyle,
): Drawing | null {
  const { theme } = style;
  const width = figureWidthPt(style.width);
  const mainHeight = (style.width === 'column' ? 0.62 : 0.46) * width;
  const legendTop = topRoom(figure.title, width, theme);
  const top = legendTop + (above?.height ?? 0) + gapBelow(above, theme);
  const y = layOutAxis(
    { scale: figure.y.scale ?? 'linear', ...range, label: yTitle(figure), unit: '' },
    verticalPlacement(top, mainHeight, theme),
  );
  const ratio = figure.ratio === true ? ratioContent(content) : null;
  const ratioTop = top + mainHeight + 0.6 * theme.tickSize;
  const ratioHeight = 0.3 * mainHeight;
  const ratioY = ratio === null ? null : ratioAxis(ratio, verticalPlacement(ratioTop, ratioHeight, theme));
  const { edges, label, unit, scale = 'linear' } = figure.x;
  const columns = fitColumns(
    width,
    { scale, from: edges[0]!, to: edges.at(-1)!, label, unit },
    ratioY === null ? [y] : [y, ratioY],
    theme,
  );
  const { x, left, yTitleOffset } = columns;
  const frame: Box = { x: left, y: top, width: columns.width, height: mainHeight };

  const notes = noteItems(figure.notes ?? [], x, y, theme);
  const obstacles = [...occupied(content, frame, x, y), ...notes.map(textBox)];
  const hatch = bandHatch(theme);
  const placed = placeBlocks(frame, entries, remarks, obstacles, theme);
  if (placed === null) return null;

  const items: DrawingItem[] = [
    ...drawContent(content, frame, x, y, hatch, theme),
    ...drawFrame(frame, x, y, theme, { xLabels: ratio === null, titles: true, yTitleOffset }),
    ...noteGroup(notes),
    ...placed.items,
    ...(above === null ? [] : [above.draw({ x: besideOf(above, left, width), y: legendTop })]),
  ];
  let bottom = top + mainHeight;
  if (ratio !== null && ratioY !== null) {
    const panel = { ...frame, y: ratioTop, height: ratioHeight };
    const options = { xLabels: true, titles: true, yTitleOffset };
    items.push(...drawRatioPanel(ratio, panel, x, ratioY, hatch, theme, options));
    bottom = ratioTop + ratioHeight;
  }
  const title = plainLabel(figure.title ?? `${yTitle(figure)} against ${figure.x.label}`);
  const panels = [panelOf('main', frame, x, y)];
  if (ratio !== null && ratioY !== null) {
    panels.push(panelOf('ratio', { ...frame, y: ratioTop, height: ratioHeight }, x, ratioY));
  }
  const reading = { panels, series: seriesOf(figure, content, ratio) };
  const size = { width, bottom, left, frameWidth: frame.width };
  return sheet(size, figure.title, title, describe(figure), items, theme, reading);
}

/** The columns that bars, band and error bars fill, from the axis up. */
function occupied(content: ProjectionContent, frame: Box, x: Axis, y: Axis): Box[] {
  const bottom = frame.y + frame.height;
  return heights(content).map((height, bin) => {
    const from = x.position(content.edges[bin]!);
    const top = Math.max(frame.y, y.position(Math.max(height, y.description.from)));
    return { x: from, y: top, width: x.position(content.edges[bin + 1]!) - from, height: bottom - top };
  });
}

function drawContent(
  content: ProjectionContent,
  frame: Box,
  x: Axis,
  y: Axis,
  hatch: Hatch,
  theme: Theme,
): DrawingItem[] {
  const { edges, layers, band } = content;
  const pointTheme = pointsIn(x, edges, theme);
  // Far below the axis is as good as zero, and keeps log(0) out of the paths.
  const height = (value: number) =>
    value <= y.description.from ? frame.y + frame.height : Math.max(frame.y - 10, y.position(value));
  const outline = { color: theme.ink, width: 0.25 * theme.lineWidth };
  const groups: DrawingItem[] = layers.map((layer, i) => {
    const below = layers[i - 1]?.top ?? layer.top.map(() => Math.max(0, y.description.from));
    const commands = areaBetween(x, height, edges, below, layer.top);
    const area: DrawingItem = { kind: 'path', commands, fill: layer.color, stroke: outline };
    const over: DrawingItem[] = layer.hatch === null ? [] : [{ kind: 'path', commands, fill: layer.hatch }];
    const series = seriesName(layer.name);
    return { kind: 'group', role: 'component', series, label: plainLabel(layer.label), items: [area, ...over] };
  });
  if (layers.length > 0) {
    const commands = polyline(staircase(x, height, edges, content.total));
    const line: DrawingItem = { kind: 'path', commands, stroke: { color: theme.ink, width: 0.8 * theme.lineWidth } };
    groups.push({ kind: 'group', role: 'total', series: 'total', items: [line] });
  }
  if (y.description.from < 0) {
    const zero = y.position(0);
    const stroke = { color: theme.ink, width: 0.4 * theme.lineWidth };
    const line: DrawingItem = {
      kind: 'line',
      from: { x: frame.x, y: zero },
      to: { x: frame.x + frame.width, y: zero },
      stroke,
    };
    groups.push({ kind: 'group', role: 'zero', items: [line] });
  }
  if (band !== null) {
    const commands = areaBetween(x, height, edges, band.lower, band.upper);
    groups.push({ kind: 'group', role: 'band', series: 'band', items: [{ kind: 'path', commands, fill: hatch }] });
  }
  const points = content.points.flatMap((point, bin) => {
    if (point === null) return [];
    const at = { x: binMiddle(x, edges, bin), y: height(point.value) };
    if (y.description.scale === 'log' && point.value <= y.description.from) {
      const stroke = { color: theme.ink, width: pointTheme.lineWidth };
      return [{ kind: 'line' as const, from: { x: at.x, y: height(point.upper) }, to: at, stroke }];
    }
    return dataPoint(at, height(point.upper), height(point.lower), pointTheme);
  });
  if (points.length > 0) groups.push({ kind: 'group', role: 'data', series: 'data', items: points });
  return [{ kind: 'group', role: 'content', clip: frame, items: groups }];
}

function ratioContent(content: ProjectionContent): RatioContent {
  const relative = (values: readonly number[]) =>
    values.map((value, bin) => (content.total[bin]! > 0 ? value / content.total[bin]! : 1));
  return {
    edges: content.edges,
    points: content.points.map((point, bin) => {
      const total = content.total[bin]!;
      return point !== null && total > 0
        ? { value: point.value / total, lower: point.lower / total, upper: point.upper / total }
        : null;
    }),
    band: content.band && { lower: relative(content.band.lower), upper: relative(content.band.upper) },
  };
}

function wordsOfErrors(errors: PoissonErrors | readonly number[] = 'garwood'): string {
  if (typeof errors === 'object') return 'one standard deviation of the measured values';
  return errors === 'sqrt' ? 'the square root of the count' : 'central 68.27 % Garwood intervals';
}

/** The figure in words: what is stacked, what was observed, how the error bars are made. */
function describe(figure: ProjectionFigure): string {
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  const parts = [`${figure.x.edges.length - 1} bins of ${plainLabel(figure.x.label)}.`];
  if (figure.stack.length > 0) {
    const list = figure.stack.map(
      (component) => `${plainLabel(component.label)} (${sum(component.values).toPrecision(4)})`,
    );
    parts.push(`Stacked from the bottom, with the sum of counts: ${list.join(', ')}.`);
  }
  if (figure.data !== undefined) {
    const { expected = false } = figure.data;
    const bars = wordsOfErrors(figure.data.errors);
    const less = figure.data.subtracted === undefined ? '' : ` less ${sum(figure.data.subtracted).toPrecision(4)}`;
    const counts = `${sum(figure.data.values)} counts${less}`;
    parts.push(
      `${plainLabel(figure.data.label)}: ${counts}; error bars are ${bars}${expected ? ', of bins with at least one event' : ''}.`,
    );
  }
  if (figure.ratio === true) parts.push('Lower panel: data divided by the total.');
  return parts.join(' ');
}

export const figureKind: FigureKind<ProjectionFigure> = { draw };
