import { lineOn } from '../color-scale.ts';
import type { LegendEntry } from '../legend.ts';
import { PlottingError } from '../plotting-error.ts';
import { type Drawing, type DrawingItem, type Point, polyline, type Stroke } from '../primitives.ts';
import type { Series } from '../reading.ts';
import { plainLabel } from '../text.ts';
import { mixed, type Theme } from '../theme.ts';
import { boxesAlong } from './boxes-along.ts';
import { clippedLine } from './clipped-line.ts';
import { lineStroke, withFittedDashes } from './dashes.ts';
import { enclosedRegion, regionBoxes, turningArea } from './enclosed-region.ts';
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

/** A connected line of a contour. */
export interface ContourFigureLine {
  /** Whether the last point is joined to the first. */
  readonly closed: boolean;
  /** On which side the region is; to the left of its direction unless given. */
  readonly allowed?: 'inside' | 'outside' | 'left';
  readonly points: readonly (readonly [number, number])[];
}

/** Contours on a plane of two parameters, with the best fit and other points. */
export interface ContourFigure extends FigureBase {
  readonly kind: 'contour';
  readonly x: PlaneAxisDescription;
  readonly y: PlaneAxisDescription;
  /** One entry per level, the innermost first; lines of one do not cross. */
  readonly contours: readonly {
    readonly label: string;
    readonly lines: readonly ContourFigureLine[];
    /** The region is the whole plane, and has no lines. */
    readonly everywhere?: boolean;
    /** Shades the region, if its open lines all end at the frame. */
    readonly filled?: boolean;
    /** Instead of the next one of the theme. */
    readonly color?: string;
    /** Numbers of a colour of the theme and of a pattern of dashes, where not each line is to have its own. */
    readonly hue?: number;
    readonly dash?: number;
    /** Published by others: thin and grey. */
    readonly reference?: boolean;
  }[];
  /** Points beyond the axes are left out. */
  readonly marks: readonly FigureMark[];
}

/** How strong the shade of the innermost of several regions is, that of the next one relative to it, and that of a single one. */
const INNERMOST_SHADE = 0.42;
const NEXT_SHADE = 0.5;
const SINGLE_SHADE = 0.25;

function draw(figure: ContourFigure, style: FigureStyle): Drawing {
  check(figure);
  const { theme } = style;
  const marks = figure.marks.filter((mark) => isShown(mark, figure.x, figure.y));
  const looks = looksOf(figure, theme);
  const entries: LegendEntry[] = [
    ...looks.map(
      ({ label, stroke, fill, series }): LegendEntry => ({
        label,
        series,
        symbol: fill === null ? { kind: 'line', stroke } : { kind: 'box', fill, stroke },
      }),
    ),
    ...marks.map((mark) => markEntry(mark, theme)),
  ];
  const title = plainLabel(figure.title ?? `Contours of ${figure.x.label} and ${figure.y.label}`);
  return drawPlane(
    figure,
    entries,
    (plane) => content(figure, marks, looks, plane, theme),
    { title, text: describe(figure, marks) },
    style,
  );
}

function check({ contours, marks }: ContourFigure): void {
  contours.forEach(({ lines, color }, i) => {
    if (color !== undefined) checkColor(color, `contours[${i}].color`);
    lines.forEach(({ points }, k) => {
      const where = `contours[${i}].lines[${k}]`;
      if (points.length === 0)
        throw new PlottingError('figure-empty', where, 'expected at least one point, found none');
      points.forEach(([x, y], n) => {
        checkNumber(x, `${where}.points[${n}].x`);
        checkNumber(y, `${where}.points[${n}].y`);
      });
    });
  });
  checkMarks(marks);
}

interface ContourLook {
  readonly label: string;
  readonly stroke: Stroke;
  readonly fill: string | null;
  readonly series: string;
}

function looksOf({ contours }: ContourFigure, theme: Theme): ContourLook[] {
  const strongest = contours.filter(({ filled }) => filled).length > 1 ? INNERMOST_SHADE : SINGLE_SHADE;
  let filledBefore = 0;
  return contours.map(({ label, filled, color: chosen, hue, dash, reference = false }, i) => {
    const own = reference ? theme.muted : theme.lines[(hue ?? i) % theme.lines.length]!;
    const color = chosen === undefined ? own : lineOn(chosen, theme);
    const stroke = lineStroke(dash ?? i, color, (reference ? 0.9 : 1.3) * theme.lineWidth, theme);
    const fill = filled ? mixed(color, theme.background, strongest * NEXT_SHADE ** filledBefore++) : null;
    return { label, stroke, fill, series: `contour-${i + 1}` };
  });
}

function content(
  figure: ContourFigure,
  marks: ContourFigure['marks'],
  looks: readonly ContourLook[],
  { frame, x, y }: LaidOutPlane,
  theme: Theme,
): PlaneContent {
  const { contours } = figure;
  const place = ([px, py]: readonly [number, number]): Point => ({ x: x.position(px), y: y.position(py) });
  const levels = contours.map(({ lines, everywhere = false }, i) => {
    const pieces = lines.flatMap((line) => clippedLine(directed(line, line.points.map(place)), line.closed, frame));
    const region = everywhere ? [cornersOf(frame)] : enclosedRegion(pieces, frame);
    return { ...looks[i]!, pieces, region: looks[i]!.fill === null ? [] : region };
  });
  // The outermost first, since the inner ones lie within it; all lines above all areas.
  const areas = [...levels].reverse().flatMap(({ label, fill, region, series }): DrawingItem[] => {
    if (fill === null || region.length === 0) return [];
    const commands = region.flatMap((polygon) => polyline(polygon, true));
    return [
      { kind: 'group', role: 'region', series, label: plainLabel(label), items: [{ kind: 'path', commands, fill }] },
    ];
  });
  const lines = levels.map(({ label, stroke, pieces, series }): DrawingItem => {
    const items = pieces.map(({ points, closed }): DrawingItem => {
      return { kind: 'path', commands: polyline(points, closed), stroke: withFittedDashes(stroke, points, closed) };
    });
    return { kind: 'group', role: 'contour', series, label: plainLabel(label), items };
  });
  const placed = marks.map((mark) => placeMark(mark, x, y));
  return {
    clipped: [...areas, ...lines],
    // The first one, which is the best fit, on top: it often lies near another.
    marks: placed.map((mark) => drawMark(mark, frame, theme)).reverse(),
    obstacles: [
      ...levels.flatMap(({ pieces }) => pieces.flatMap(({ points, closed }) => boxesAlong(points, closed))),
      ...placed.flatMap((mark) => markBoxes(mark, theme)),
    ],
    areas: levels.flatMap(({ region }) => regionBoxes(region, frame, 3)),
    overAreas: false,
    series: seriesOf(figure, marks),
  };
}

function cornersOf({ x, y, width, height }: LaidOutPlane['frame']): Point[] {
  return [
    { x, y },
    { x: x + width, y },
    { x: x + width, y: y + height },
    { x, y: y + height },
  ];
}

/** The lines and points as numbers. */
function seriesOf({ contours }: ContourFigure, marks: ContourFigure['marks']): Series[] {
  return [
    ...contours.map(
      ({ label, lines }, i): Series => ({
        kind: 'curve',
        name: `contour-${i + 1}`,
        label,
        panel: 0,
        pieces: lines.map(({ points }) => points),
        closed: lines.map(({ closed }) => closed),
      }),
    ),
    ...marks.map(markSeries),
  ];
}

/** The points of a line in the direction that has the region to the left. */
function directed({ allowed, closed }: ContourFigureLine, points: readonly Point[]): readonly Point[] {
  if (!closed || allowed === undefined || allowed === 'left') return points;
  const isCounterClockwise = turningArea(points) < 0;
  return isCounterClockwise === (allowed === 'inside') ? points : [...points].reverse();
}

/** The figure in words. */
function describe({ contours, marks }: ContourFigure, shown: ContourFigure['marks']): string {
  const parts = contours.map(({ label, lines, everywhere = false }) => {
    if (everywhere) return `${plainLabel(label)}: the whole plane.`;
    const closed = lines.filter((line) => line.closed).length;
    return `${plainLabel(label)}: ${closed} closed and ${lines.length - closed} open lines.`;
  });
  const points = marks.map((point) => {
    const beyond = shown.includes(point) ? '' : ', beyond the axes';
    return `${plainLabel(point.label)} at ${point.x}, ${point.y}${beyond}.`;
  });
  return [...parts, ...points].join(' ');
}

export const figureKind: FigureKind<ContourFigure> = { draw };
