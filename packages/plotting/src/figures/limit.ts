import { lineOn } from '../color-scale.ts';
import type { LegendEntry } from '../legend.ts';
import { PlottingError } from '../plotting-error.ts';
import { type Drawing, type DrawingItem, type Point, polyline, type Stroke } from '../primitives.ts';
import type { Series } from '../reading.ts';
import { plainLabel } from '../text.ts';
import { mixed, type Theme } from '../theme.ts';
import { bandAreas, bandEntries, bandSeries, checkBands, drawBands, type FigureBand } from './bands.ts';
import { boxesAlong } from './boxes-along.ts';
import { clippedLine } from './clipped-line.ts';
import { lineStroke, withFittedDashes } from './dashes.ts';
import { regionBoxes } from './enclosed-region.ts';
import {
  checkColor,
  checkIncreasing,
  checkNumber,
  type FigureBase,
  type FigureKind,
  type FigureStyle,
} from './figure.ts';
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

/** Pairs of x and y with increasing x, in pieces: between two of them there is no limit. */
export type LimitPieces = readonly (readonly (readonly [number, number])[])[];

/** A limit of one parameter against another, the excluded side shaded, with others to compare. */
export interface LimitFigure extends FigureBase {
  readonly kind: 'limit';
  readonly x: PlaneAxisDescription;
  readonly y: PlaneAxisDescription;
  readonly label: string;
  readonly pieces: LimitPieces;
  /** The side of the limit that is excluded; above unless given. */
  readonly excluded?: 'above' | 'below';
  /** Where the limit is expected without a signal, from the outermost band to the innermost. */
  readonly bands?: readonly FigureBand[];
  /** The limit in the middle of the bands. */
  readonly median?: { readonly label: string; readonly pieces: LimitPieces };
  /** Further limits of the same study, each in a colour and dashes of its own, without shade. */
  readonly curves?: readonly { readonly label: string; readonly pieces: LimitPieces; readonly color?: string }[];
  /** Of the limit and its shade, instead of the first one of the theme. */
  readonly color?: string;
  /** Points to compare with. */
  readonly marks?: readonly FigureMark[];
  /** What others have published: thin and grey. */
  readonly references?: readonly { readonly label: string; readonly pieces: LimitPieces }[];
}

interface DrawnCurve {
  readonly role: 'limit' | 'median' | 'curve' | 'reference';
  readonly label: string;
  readonly pieces: LimitPieces;
  readonly stroke: Stroke;
  readonly series: string;
}

function draw(figure: LimitFigure, style: FigureStyle): Drawing {
  check(figure);
  const { theme } = style;
  const curves = curvesOf(figure, theme);
  const marks = (figure.marks ?? []).filter((mark) => isShown(mark, figure.x, figure.y));
  const shade = mixed(curves[0]!.stroke.color, theme.background, 0.15);
  const entries = [
    ...curves.map(
      ({ role, label, stroke, series }): LegendEntry => ({
        label,
        series,
        symbol:
          role === 'limit' && figure.bands === undefined
            ? { kind: 'box', fill: shade, stroke }
            : { kind: 'line', stroke },
      }),
    ),
    ...bandEntries(figure.bands ?? [], theme),
    ...marks.map((mark) => markEntry(mark, theme)),
  ];
  const title = plainLabel(figure.title ?? `Limit of ${figure.y.label} against ${figure.x.label}`);
  return drawPlane(
    figure,
    entries,
    (plane) => content(figure, curves, marks, shade, plane, theme),
    { title, text: describe(figure) },
    style,
  );
}

function check({ pieces, bands = [], median, marks = [], curves = [], references = [], color }: LimitFigure): void {
  checkBands(bands);
  checkMarks(marks);
  checkPieces(pieces, 'pieces');
  if (median !== undefined) checkPieces(median.pieces, 'median.pieces');
  if (color !== undefined) checkColor(color, 'color');
  curves.forEach((curve, i) => {
    if (curve.color !== undefined) checkColor(curve.color, `curves[${i}].color`);
    checkPieces(curve.pieces, `curves[${i}].pieces`);
  });
  references.forEach((reference, i) => {
    checkPieces(reference.pieces, `references[${i}].pieces`);
  });
}

function checkPieces(pieces: LimitPieces, where: string): void {
  if (pieces.length === 0) throw new PlottingError('figure-empty', where, 'expected at least one piece, found none');
  pieces.forEach((piece, i) => {
    checkIncreasing(
      piece.map(([x]) => x),
      1,
      `${where}[${i}].x`,
    );
    piece.forEach(([, y], k) => {
      checkNumber(y, `${where}[${i}].y[${k}]`);
    });
  });
}

function curvesOf(figure: LimitFigure, theme: Theme): DrawnCurve[] {
  const { label, pieces, median, curves = [], references = [] } = figure;
  const colorOf = (chosen: string | undefined, place: number) =>
    chosen === undefined ? theme.lines[place % theme.lines.length]! : lineOn(chosen, theme);
  const width = 1.4 * theme.lineWidth;
  return [
    { role: 'limit', series: 'limit', label, pieces, stroke: lineStroke(0, colorOf(figure.color, 0), width, theme) },
    ...(median === undefined
      ? []
      : [{ role: 'median', series: 'median', ...median, stroke: lineStroke(1, theme.ink, width, theme) } as const]),
    ...curves.map(({ color: chosen, ...curve }, i): DrawnCurve => {
      const stroke = lineStroke(i + 1, colorOf(chosen, i + 1), width, theme);
      return { role: 'curve', series: `curve-${i + 1}`, ...curve, stroke };
    }),
    ...references.map((reference, i): DrawnCurve => {
      const stroke = lineStroke(i, theme.muted, 0.8 * theme.lineWidth, theme);
      return { role: 'reference', series: `reference-${i + 1}`, ...reference, stroke };
    }),
  ];
}

function content(
  { pieces, excluded = 'above', bands = [] }: LimitFigure,
  curves: readonly DrawnCurve[],
  marks: readonly FigureMark[],
  shade: string,
  { frame, x, y }: LaidOutPlane,
  theme: Theme,
): PlaneContent {
  const bottom = frame.y + frame.height;
  // Zero has no place on a logarithmic axis: as far below as can be is below the frame.
  const height = (value: number) =>
    y.description.scale === 'log' && value <= 0 ? bottom + frame.height : y.position(value);
  const place = (piece: LimitPieces[number]): Point[] => {
    const points = piece.map(([px, py]) => ({ x: x.position(px), y: height(py) }));
    if (points.length > 1) return points;
    // A limit at one value alone has no length: a short stroke shows it.
    const { x: middle, y: at } = points[0]!;
    return [
      { x: middle - 3, y: at },
      { x: middle + 3, y: at },
    ];
  };
  const edge = excluded === 'above' ? frame.y : bottom;
  // On top of bands a shade would change their colours.
  const areas = bands.length > 0 ? [] : pieces.map((piece) => excludedArea(place(piece), edge, frame));
  const expected = bandAreas(bands, (px, py) => ({ x: x.position(px), y: height(py) }));
  const drawn = curves.map(({ role, label, pieces: parts, stroke, series }) => {
    const lines = parts.flatMap((piece) => clippedLine(place(piece), false, frame));
    const items = lines.map(({ points }): DrawingItem => {
      return { kind: 'path', commands: polyline(points), stroke: withFittedDashes(stroke, points, false) };
    });
    return { group: { kind: 'group', role, series, label: plainLabel(label), items } as const, lines };
  });
  const placed = marks.map((mark) => placeMark(mark, x, y));
  const shaded = areas
    .filter((area) => area.length > 0)
    .map((area): DrawingItem => ({ kind: 'path', commands: polyline(area, true), fill: shade }));
  return {
    // The limit itself is painted last.
    clipped: [
      ...drawBands(bands, expected, theme),
      { kind: 'group', role: 'excluded', items: shaded },
      ...drawn.map(({ group }) => group).reverse(),
    ],
    marks: placed.map((mark) => drawMark(mark, frame, theme)),
    obstacles: [
      ...drawn.flatMap(({ lines }) => lines.flatMap(({ points }) => boxesAlong(points, false))),
      ...placed.flatMap((mark) => markBoxes(mark, theme)),
    ],
    areas: [...areas, ...expected].flatMap((area) => regionBoxes([area], frame, 3)),
    overAreas: true,
    series: [
      ...curves.map(
        ({ label, pieces: parts, series }): Series => ({ kind: 'curve', name: series, label, panel: 0, pieces: parts }),
      ),
      ...bandSeries(bands),
      ...marks.map(markSeries),
    ],
  };
}

/** The area between a piece of the limit and an edge of the frame; where the piece is beyond the frame the area follows the frame. */
function excludedArea(line: readonly Point[], edge: number, frame: LaidOutPlane['frame']): Point[] {
  const [left, right] = [frame.x, frame.x + frame.width];
  const [top, bottom] = [frame.y, frame.y + frame.height];
  // Cut at both sides first, in a frame of any height, then at top and bottom.
  const tall = { x: left, width: right - left, y: -1e6, height: 2e6 };
  const between = clippedLine(line, false, tall).flatMap(({ points }) => points);
  if (between.length === 0) return [];
  const crossed = between.flatMap((to, i) => {
    const from = between[i - 1];
    if (from === undefined) return [to];
    const cuts = [top, bottom]
      .filter((level) => (from.y - level) * (to.y - level) < 0)
      .map((level) => ({ x: from.x + ((level - from.y) / (to.y - from.y)) * (to.x - from.x), y: level }))
      .sort((a, b) => a.x - b.x);
    return [...cuts, to];
  });
  const inside = crossed.map((point) => ({ x: point.x, y: Math.min(bottom, Math.max(top, point.y)) }));
  return [...inside, { x: inside.at(-1)!.x, y: edge }, { x: inside[0]!.x, y: edge }];
}

/** The figure in words. */
function describe({ label, pieces, excluded = 'above', curves = [], references = [] }: LimitFigure): string {
  const all = pieces.flat();
  const [first, last] = [all[0]!, all.at(-1)!];
  const main = `${plainLabel(label)}: ${first[1]} at ${first[0]}, ${last[1]} at ${last[0]}; excluded ${excluded}.`;
  const others = [...curves, ...references].map((curve) => plainLabel(curve.label));
  return others.length === 0 ? main : `${main} To compare: ${others.join(', ')}.`;
}

export const figureKind: FigureKind<LimitFigure> = { draw };
