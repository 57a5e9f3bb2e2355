import { type Axis, layOutAxis, type ScaleKind } from '../axis.ts';
import { type ColorScaleKind, colorAt } from '../color-scale.ts';
import { drawFrame, fitted } from '../frame.ts';
import { besideOf, blockAbove, gapBelow } from '../legend-above.ts';
import { PlottingError } from '../plotting-error.ts';
import { type Box, type Drawing, type DrawingItem, polyline } from '../primitives.ts';
import { panelOf } from '../reading.ts';
import { fitColumns, sheet, topRoom, verticalPlacement } from '../sheet.ts';
import { labelWidth, plainLabel } from '../text.ts';
import { figureWidthPt, type Theme } from '../theme.ts';
import { equalWidths } from './binned.ts';
import {
  checkIncreasing,
  checkPerBin,
  checkRange,
  type FigureBase,
  type FigureKind,
  type FigureStyle,
} from './figure.ts';
import { noteGroup, noteItems } from './notes.ts';

interface BinnedAxis {
  readonly label: string;
  readonly unit: string;
  readonly edges: readonly number[];
  readonly scale?: ScaleKind;
}

/** Counts in bins of two observables, as colours. */
export interface Histogram2dFigure extends FigureBase {
  readonly kind: 'histogram-2d';
  readonly x: BinnedAxis;
  readonly y: BinnedAxis;
  /** Counts per bin, a row per bin of y from its lower end. */
  readonly values: readonly (readonly number[])[];
  readonly z: {
    /** What is counted; the title of the colour bar says per what. */
    readonly label: string;
    /** True: counts divided by the areas of their bins. */
    readonly density: boolean;
    readonly scale?: ScaleKind;
  };
}

/** A logarithmic colour bar shows at most so many decades. */
const DECADES = 5;
const STEPS = 48;

function draw(figure: Histogram2dFigure, { theme, width: kind }: FigureStyle): Drawing {
  check(figure);
  const shown = figure.z.density ? perArea(figure) : figure.values;
  const bar = barRange(shown, figure.z.scale ?? 'linear');
  const sheetWidth = figureWidthPt(kind);
  const height = (kind === 'column' ? 0.66 : 0.5) * sheetWidth;
  const legendTop = topRoom(figure.title, sheetWidth, theme);
  const above = blockAbove([], figure.annotations ?? [], 0.8 * sheetWidth, theme);
  const top = legendTop + (above?.height ?? 0) + gapBelow(above, theme);
  const placement = verticalPlacement(top, height, theme);
  const z = layOutAxis({ ...bar, label: zTitle(figure), unit: '' }, placement);
  const labels = Math.max(...z.major.map(({ label }) => labelWidth(label, theme.tickSize, theme.font)));
  const barWidth = 0.9 * theme.titleSize;
  const beside = 1.2 * theme.titleSize + barWidth + 0.4 * theme.tickSize + labels + 1.5 * theme.titleSize;
  const ends = ({ edges, scale = 'linear', label, unit }: BinnedAxis) => {
    return { scale, from: edges[0]!, to: edges.at(-1)!, label, unit };
  };
  const y = layOutAxis(ends(figure.y), placement);
  const { x, left, width, yTitleOffset } = fitColumns(
    sheetWidth - beside + 0.5 * theme.tickSize,
    ends(figure.x),
    [y],
    theme,
  );
  const frame: Box = { x: left, y: top, width, height };
  const color = (value: number) => colorAt(fractionOf(value, bar), 'sequential', theme);
  const barFrame: Box = { x: sheetWidth - beside + 1.2 * theme.titleSize, y: top, width: barWidth, height };
  const items: DrawingItem[] = [
    {
      kind: 'group',
      role: 'content',
      clip: frame,
      items: [{ kind: 'group', role: 'cells', series: 'cells', items: cells(figure, shown, x, y, bar, color) }],
    },
    ...drawFrame(frame, x, y, theme, { xLabels: true, titles: true, yTitleOffset }),
    ...colorBar(barFrame, z, 'sequential', labels, theme),
    ...noteGroup(noteItems(figure.notes ?? [], x, y, theme)),
    ...(above === null ? [] : [above.draw({ x: besideOf(above, left, sheetWidth), y: legendTop })]),
  ];
  const title = plainLabel(figure.title ?? `${zTitle(figure)} against ${figure.x.label} and ${figure.y.label}`);
  const series = [
    {
      kind: 'cells',
      name: 'cells',
      label: zTitle(figure),
      panel: 0,
      xEdges: figure.x.edges,
      yEdges: figure.y.edges,
      values: shown,
    } as const,
  ];
  const size = { width: sheetWidth, bottom: top + height, left, frameWidth: width };
  return sheet(size, figure.title, title, describe(figure), items, theme, {
    panels: [panelOf('main', frame, x, y)],
    series,
  });
}

function check({ x, y, values }: Histogram2dFigure): void {
  for (const [name, axis] of [
    ['x', x],
    ['y', y],
  ] as const) {
    checkIncreasing(axis.edges, 2, `${name}.edges`);
    checkRange(axis.edges[0]!, axis.edges.at(-1)!, axis.scale ?? 'linear', `${name}.edges`);
  }
  if (values.length !== y.edges.length - 1) {
    throw new PlottingError(
      'figure-length-mismatch',
      'values',
      `expected ${y.edges.length - 1} rows, found ${values.length}`,
    );
  }
  values.forEach((row, i) => {
    checkPerBin(row, x.edges.length - 1, `values[${i}]`);
  });
}

function perArea({ x, y, values }: Histogram2dFigure): number[][] {
  return values.map((row, i) =>
    row.map((value, k) => value / ((x.edges[k + 1]! - x.edges[k]!) * (y.edges[i + 1]! - y.edges[i]!))),
  );
}

interface BarRange {
  readonly scale: ScaleKind;
  readonly from: number;
  readonly to: number;
}

function barRange(values: readonly (readonly number[])[], scale: ScaleKind): BarRange {
  const all = values.flat();
  const highest = Math.max(...all);
  if (scale === 'linear') return { scale, from: Math.min(0, ...all), to: highest > 0 ? highest : 1 };
  const positive = all.filter((value) => value > 0);
  // Where nothing is expected there is nothing to draw, and the plane is empty.
  if (positive.length === 0) return { scale, from: 0.1, to: 1 };
  return { scale, from: Math.max(Math.min(...positive) / 1.2, highest / 10 ** DECADES), to: highest };
}

function fractionOf(value: number, { scale, from, to }: BarRange): number {
  return scale === 'log' ? Math.log(value / from) / Math.log(to / from) : (value - from) / (to - from);
}

/** Neighbours of one colour in a row are one rectangle; what is below a logarithmic scale stays empty. */
function cells(
  { x: across, y: up }: Histogram2dFigure,
  values: readonly (readonly number[])[],
  x: Axis,
  y: Axis,
  bar: BarRange,
  color: (value: number) => string,
): DrawingItem[] {
  return values.flatMap((row, i): DrawingItem[] => {
    const [low, high] = [y.position(up.edges[i]!), y.position(up.edges[i + 1]!)];
    const stretches: { from: number; to: number; fill: string }[] = [];
    row.forEach((value, k) => {
      if (bar.scale === 'log' && value < bar.from) return;
      const fill = color(value);
      const last = stretches.at(-1);
      if (last !== undefined && last.to === k && last.fill === fill) last.to = k + 1;
      else stretches.push({ from: k, to: k + 1, fill });
    });
    return stretches.map(({ from, to, fill }): DrawingItem => {
      const [left, right] = [x.position(across.edges[from]!), x.position(across.edges[to]!)];
      // A hair more than the cell, so that no ground shines through between two.
      return { kind: 'rect', x: left, y: high, width: right - left + 0.2, height: low - high + 0.2, fill };
    });
  });
}

/** A bar of all colours with its axis on the right. */
export function colorBar(frame: Box, axis: Axis, kind: ColorScaleKind, labelRoom: number, theme: Theme): DrawingItem[] {
  const bottom = frame.y + frame.height;
  const right = frame.x + frame.width;
  const step = frame.height / STEPS;
  const colors = Array.from({ length: STEPS }, (_, i): DrawingItem => {
    const fill = colorAt((i + 0.5) / STEPS, kind, theme);
    return {
      kind: 'rect',
      x: frame.x,
      y: bottom - (i + 1) * step,
      width: frame.width,
      height: step + (i === 0 ? 0 : 0.2),
      fill,
    };
  });
  const ticks = axis.major.flatMap(({ value }) => {
    const at = axis.position(value);
    return polyline([
      { x: right, y: at },
      { x: right - 0.5 * theme.majorTick, y: at },
    ]);
  });
  const stroke = { color: theme.ink, width: theme.frameWidth };
  const names = axis.major.map(
    ({ value, label }): DrawingItem => ({
      ...fitted(label, theme.tickSize, labelRoom + 1, theme),
      x: right + 0.4 * theme.tickSize,
      y: axis.position(value) + 0.33 * theme.tickSize,
    }),
  );
  const title: DrawingItem | null =
    axis.title === ''
      ? null
      : {
          ...fitted(axis.title, theme.titleSize, frame.height, theme),
          anchor: 'end',
          x: right + 0.4 * theme.tickSize + labelRoom + 1.15 * theme.titleSize,
          y: frame.y,
          rotation: -90,
        };
  return [
    {
      kind: 'group',
      role: 'color-bar',
      items: [
        ...colors,
        { kind: 'path', commands: ticks, stroke: { ...stroke, width: 0.75 * stroke.width } },
        { kind: 'rect', ...frame, stroke },
      ],
    },
    { kind: 'group', role: 'axis-labels', items: [...names, ...(title === null ? [] : [title])] },
  ];
}

function zTitle({ x, y, z }: Histogram2dFigure): string {
  if (z.density) return `${z.label} / (${x.unit === '' ? 'unit' : x.unit}\\,${y.unit === '' ? 'unit' : y.unit})`;
  return equalWidths(x.edges) && equalWidths(y.edges) ? `${z.label} / cell` : `${z.label} / bin`;
}

function describe({ x, y, values, z }: Histogram2dFigure): string {
  const sum = values.flat().reduce((total, value) => total + value, 0);
  return `${values[0]!.length} bins of ${plainLabel(x.label)} times ${values.length} of ${plainLabel(y.label)}; ${plainLabel(z.label)}: ${sum.toPrecision(4)} in all.`;
}

export const figureKind: FigureKind<Histogram2dFigure> = { draw };
