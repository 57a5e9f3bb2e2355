import type { ScaleKind } from '../axis.ts';
import { lineOn } from '../color-scale.ts';
import type { LegendEntry } from '../legend.ts';
import { PlottingError } from '../plotting-error.ts';
import { circle, type Drawing, type DrawingItem, type Point, polyline, type Stroke } from '../primitives.ts';
import type { Series } from '../reading.ts';
import { plainLabel } from '../text.ts';
import { mixed, type Theme } from '../theme.ts';
import { bandAreas, bandEntries, bandSeries, checkBands, drawBands, type FigureBand } from './bands.ts';
import { boxesAlong } from './boxes-along.ts';
import { clippedLine } from './clipped-line.ts';
import { lineStroke, withFittedDashes } from './dashes.ts';
import { regionBoxes } from './enclosed-region.ts';
import { checkColor, checkNumber, type FigureBase, type FigureKind, type FigureStyle } from './figure.ts';
import {
  checkMarks,
  drawMark,
  type FigureMark,
  isShown,
  markBoxes,
  markEntry,
  markSeries,
  placeMark,
} from './marks.ts';
import { drawPlane, type LaidOutPlane, type PlaneAxisDescription, type PlaneContent } from './plane.ts';

/** An axis whose ends follow from what is drawn unless they are given. */
export interface CurvesAxis {
  readonly label: string;
  readonly unit: string;
  readonly scale?: ScaleKind;
  readonly from?: number;
  readonly to?: number;
}

/** Curves of one quantity against another: spectra, form factors, efficiencies, sensitivities, densities. */
export interface CurvesFigure extends FigureBase {
  readonly kind: 'curves';
  readonly x: CurvesAxis;
  readonly y: CurvesAxis;
  readonly curves: readonly {
    readonly label: string;
    /** Pairs of x and y, x not falling; a step is two points at one x. Between pieces there is nothing. */
    readonly pieces: readonly (readonly (readonly [number, number])[])[];
    /** Instead of the next one of the theme. */
    readonly color?: string;
    /** A dot at every point: values were computed there and nowhere between. */
    readonly dots?: boolean;
    /** Shades the area down to the axis. */
    readonly filled?: boolean;
  }[];
  /** From the outermost to the innermost. */
  readonly bands?: readonly FigureBand[];
  /** Lines across the frame at one value, with a name in the legend. */
  readonly levels?: readonly { readonly axis: 'x' | 'y'; readonly value: number; readonly label: string }[];
  readonly marks?: readonly FigureMark[];
}

/** Room beyond the highest value on a linear axis; factors beyond both ends on a logarithmic one. */
const LINEAR_ROOM = 1.08;
const LOG_ROOM = 1.6;
/** A logarithmic axis that nobody limits shows so many decades below its highest value. */
const DECADES = 6;

function draw(figure: CurvesFigure, style: FigureStyle): Drawing {
  check(figure);
  const { theme } = style;
  const axes = { x: rangeOf(figure, 'x'), y: rangeOf(figure, 'y') };
  const marks = (figure.marks ?? []).filter((mark) => isShown(mark, axes.x, axes.y));
  const strokes = figure.curves.map(({ color }, i) =>
    lineStroke(
      i,
      color === undefined ? theme.lines[i % theme.lines.length]! : lineOn(color, theme),
      1.3 * theme.lineWidth,
      theme,
    ),
  );
  const entries: LegendEntry[] = [
    ...figure.curves.map(({ label, filled }, i): LegendEntry => {
      const stroke = strokes[i]!;
      const fill = shadeOf(stroke, theme);
      return {
        label,
        series: nameOf(i),
        symbol: filled === true ? { kind: 'box', fill, stroke } : { kind: 'line', stroke },
      };
    }),
    ...bandEntries(figure.bands ?? [], theme),
    ...namesOf(figure.levels ?? []).map(
      (label, i): LegendEntry => ({ label, symbol: { kind: 'line', stroke: levelStroke(i, theme) } }),
    ),
    ...marks.map((mark) => markEntry(mark, theme)),
  ];
  const title = plainLabel(figure.title ?? `${figure.y.label} against ${figure.x.label}`);
  // One curve alone is what the axis says.
  const named =
    entries.length === 1 && figure.curves.length === 1 && figure.curves[0]!.label === figure.y.label ? [] : entries;
  return drawPlane(
    { ...figure, ...axes },
    named,
    (plane) => content(figure, marks, strokes, plane, theme),
    { title, text: describe(figure) },
    style,
  );
}

function check({ curves, bands = [], levels = [], marks = [] }: CurvesFigure): void {
  if (curves.length === 0 && bands.length === 0)
    throw new PlottingError('figure-empty', 'curves', 'expected at least one curve, found none');
  curves.forEach(({ pieces, color }, i) => {
    if (color !== undefined) checkColor(color, `curves[${i}].color`);
    if (pieces.flat().length === 0)
      throw new PlottingError('figure-empty', `curves[${i}]`, 'expected at least one point, found none');
    pieces.forEach((piece, k) => {
      piece.forEach(([x, y], n) => {
        const where = `curves[${i}].pieces[${k}][${n}]`;
        checkNumber(x, `${where}.x`);
        checkNumber(y, `${where}.y`);
        if (n > 0 && x < piece[n - 1]![0]) {
          throw new PlottingError(
            'figure-edges-not-increasing',
            where,
            `expected at least ${piece[n - 1]![0]}, found ${x}`,
          );
        }
      });
    });
  });
  checkBands(bands);
  levels.forEach(({ value }, i) => {
    checkNumber(value, `levels[${i}].value`);
  });
  checkMarks(marks);
}

/** The ends of an axis: those given, or around everything that is drawn; zero belongs to a linear y axis. */
function rangeOf(figure: CurvesFigure, which: 'x' | 'y'): PlaneAxisDescription {
  const { label, unit, scale = 'linear', from: givenFrom, to: givenTo } = figure[which];
  const at = which === 'x' ? 0 : 1;
  const values = [
    ...figure.curves.flatMap(({ pieces }) => pieces.flat().map((point) => point[at])),
    ...(figure.bands ?? []).flatMap(({ points }) => points.flatMap(([x, low, high]) => (at === 0 ? [x] : [low, high]))),
    ...(figure.levels ?? []).filter(({ axis }) => axis === which).map(({ value }) => value),
    ...(figure.marks ?? []).map((mark) => mark[which]),
  ].filter((value) => scale === 'linear' || value > 0);
  const [lowest, highest] = values.length === 0 ? [1, 10] : [Math.min(...values), Math.max(...values)];
  const ends = (): [number, number] => {
    if (scale === 'log' && which === 'x')
      return lowest < highest ? [lowest, highest] : [lowest / LOG_ROOM, highest * LOG_ROOM];
    if (scale === 'log') return [Math.max(lowest / LOG_ROOM, highest / 10 ** DECADES), highest * LOG_ROOM];
    if (which === 'x') return lowest < highest ? [lowest, highest] : [lowest - 1, highest + 1];
    const [low, high] = [Math.min(0, lowest), Math.max(0, highest)];
    return low === high ? [0, 1] : [LINEAR_ROOM * low, LINEAR_ROOM * high];
  };
  const [from, to] = ends();
  return { label, unit, scale, from: givenFrom ?? from, to: givenTo ?? to };
}

const nameOf = (i: number): string => `curve-${i + 1}`;

function shadeOf({ color }: Stroke, theme: Theme): string {
  return mixed(color, theme.background, 0.25);
}

/** Names of levels, each once: both ends of an interval are one entry of the legend. */
function namesOf(levels: NonNullable<CurvesFigure['levels']>): string[] {
  return [...new Set(levels.map(({ label }) => label))];
}

function levelStroke(place: number, theme: Theme): Stroke {
  return lineStroke(place + 1, theme.muted, 0.9 * theme.lineWidth, theme);
}

function content(
  { curves, bands = [], levels = [] }: CurvesFigure,
  marks: readonly FigureMark[],
  strokes: readonly Stroke[],
  { frame, x, y }: LaidOutPlane,
  theme: Theme,
): PlaneContent {
  const bottom = frame.y + frame.height;
  // Zero has no place on a logarithmic axis: as far below as can be is below the frame. Far above is cut as well.
  const height = (value: number) => {
    if (y.description.scale === 'log' && value <= 0) return bottom + frame.height;
    return Math.min(bottom + 9 * frame.height, Math.max(frame.y - 9 * frame.height, y.position(value)));
  };
  const across = (value: number) =>
    x.description.scale === 'log' && value <= 0 ? frame.x - frame.width : x.position(value);
  const place = (px: number, py: number): Point => ({ x: across(px), y: height(py) });
  const areas = bandAreas(bands, place);
  const drawn = curves.map(({ pieces, dots, filled, label }, i) => {
    const stroke = strokes[i]!;
    const placed = pieces.map((piece) => piece.map(([px, py]) => place(px, py)));
    const lines = placed.flatMap((points) => clippedLine(points, false, frame));
    const under = filled === true ? placed.map((points) => downToAxis(points, bottom)) : [];
    const items: DrawingItem[] = lines.map(({ points }): DrawingItem => {
      return { kind: 'path', commands: polyline(points), stroke: withFittedDashes(stroke, points, false) };
    });
    if (dots === true) {
      for (const at of placed.flat())
        items.push({ kind: 'path', commands: circle(at, theme.markerRadius), fill: stroke.color });
    }
    const shade = under.map((points): DrawingItem => {
      return { kind: 'path', commands: polyline(points, true), fill: shadeOf(stroke, theme) };
    });
    const group = (role: string, all: readonly DrawingItem[]): DrawingItem => {
      return { kind: 'group', role, series: nameOf(i), label: plainLabel(label), items: all };
    };
    return {
      shade: shade.length === 0 ? [] : [group('area', shade)],
      line: group('curve', items),
      lines,
      under,
      placed,
      dots,
    };
  });
  const names = namesOf(levels);
  const rules = levels.map(({ axis, value, label }) => {
    const at = axis === 'x' ? across(value) : height(value);
    const ends: readonly [Point, Point] =
      axis === 'x'
        ? [
            { x: at, y: frame.y },
            { x: at, y: bottom },
          ]
        : [
            { x: frame.x, y: at },
            { x: frame.x + frame.width, y: at },
          ];
    return { ends, stroke: levelStroke(names.indexOf(label), theme) };
  });
  const placedMarks = marks.map((mark) => placeMark(mark, x, y));
  const regions = [...areas, ...drawn.flatMap(({ under }) => under)];
  return {
    clipped: [
      ...drawBands(bands, areas, theme),
      ...drawn.flatMap(({ shade }) => shade),
      {
        kind: 'group',
        role: 'levels',
        items: rules.map(({ ends: [from, to], stroke }) => ({ kind: 'line', from, to, stroke })),
      },
      ...drawn.map(({ line }) => line).reverse(),
    ],
    marks: placedMarks.map((mark) => drawMark(mark, frame, theme)),
    obstacles: [
      ...drawn.flatMap(({ lines }) => lines.flatMap(({ points }) => boxesAlong(points, false))),
      ...rules.flatMap(({ ends }) => boxesAlong(ends, false)),
      ...placedMarks.flatMap((mark) => markBoxes(mark, theme)),
    ],
    areas: regions.flatMap((area) => regionBoxes([area], frame, 3)),
    overAreas: true,
    series: [
      ...curves.map(({ label, pieces }, i): Series => ({ kind: 'curve', name: nameOf(i), label, panel: 0, pieces })),
      ...bandSeries(bands),
      ...marks.map(markSeries),
    ],
  };
}

function downToAxis(points: readonly Point[], bottom: number): Point[] {
  if (points.length === 0) return [];
  return [...points, { x: points.at(-1)!.x, y: bottom }, { x: points[0]!.x, y: bottom }];
}

/** The figure in words. */
function describe({ curves, bands = [], levels = [], marks = [] }: CurvesFigure): string {
  const parts = curves.map(({ label, pieces }) => {
    const points = pieces.flat();
    const [first, last] = [points[0]!, points.at(-1)!];
    return `${plainLabel(label)}: ${first[1].toPrecision(4)} at ${first[0].toPrecision(4)}, ${last[1].toPrecision(4)} at ${last[0].toPrecision(4)}.`;
  });
  for (const { label } of bands) parts.push(`Band: ${plainLabel(label)}.`);
  for (const { axis, value, label } of levels) parts.push(`${plainLabel(label)} at ${axis} = ${value}.`);
  for (const { label, x, y } of marks) parts.push(`${plainLabel(label)} at ${x}, ${y}.`);
  return parts.join(' ');
}

export const figureKind: FigureKind<CurvesFigure> = { draw };
