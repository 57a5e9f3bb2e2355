import { cross, diamond, type LegendEntry } from '../legend.ts';
import { PlottingError } from '../plotting-error.ts';
import { type Drawing, type DrawingItem, polyline, type Stroke } from '../primitives.ts';
import { plainLabel } from '../text.ts';
import type { Theme } from '../theme.ts';
import { checkNumber, type FigureBase, type FigureKind, type FigureStyle } from './figure.ts';
import { drawPlane, type PlaneAxisDescription } from './plane.ts';

/** Contours on a plane of two parameters, with the best fit and other points. */
export interface ContourFigure extends FigureBase {
  readonly kind: 'contour';
  readonly x: PlaneAxisDescription;
  readonly y: PlaneAxisDescription;
  /** One entry per level, the innermost first. */
  readonly contours: readonly {
    readonly label: string;
    readonly lines: readonly {
      readonly closed: boolean;
      readonly points: readonly (readonly [number, number])[];
    }[];
  }[];
  /** Points beyond the axes are left out. */
  readonly marks: readonly {
    readonly x: number;
    readonly y: number;
    readonly label: string;
    readonly symbol: 'cross' | 'diamond';
  }[];
}

/** Dashes of the levels, so that they differ without colours too. */
const DASHES: readonly (readonly number[] | undefined)[] = [undefined, [5, 2.5], [1.5, 1.8], [6, 2, 1.5, 2]];

function draw(figure: ContourFigure, style: FigureStyle): Drawing {
  check(figure);
  const { theme } = style;
  const marks = figure.marks.filter(({ x, y }) => isWithin(x, figure.x) && isWithin(y, figure.y));
  const entries: LegendEntry[] = [
    ...figure.contours.map(
      ({ label }, i): LegendEntry => ({ label, symbol: { kind: 'line', stroke: strokeOf(i, theme) } }),
    ),
    ...marks.map(
      ({ label, symbol }): LegendEntry => ({ label, symbol: { kind: symbol, color: markColor(symbol, theme) } }),
    ),
  ];
  const title = plainLabel(figure.title ?? `Contours of ${figure.x.label} and ${figure.y.label}`);
  return drawPlane(
    figure,
    entries,
    ({ x, y }) => ({
      clipped: figure.contours.map(
        ({ label, lines }, i): DrawingItem => ({
          kind: 'group',
          role: 'contour',
          label: plainLabel(label),
          items: lines.map(({ closed, points }) => ({
            kind: 'path',
            commands: polyline(
              points.map(([px, py]) => ({ x: x.position(px), y: y.position(py) })),
              closed,
            ),
            stroke: strokeOf(i, theme),
          })),
        }),
      ),
      marks: marks.map(({ x: px, y: py, symbol }): DrawingItem => {
        const at = { x: x.position(px), y: y.position(py) };
        const color = markColor(symbol, theme);
        const radius = 2 * theme.markerRadius;
        const item = symbol === 'cross' ? cross(at, radius, color, theme) : diamond(at, radius, color);
        return { kind: 'group', role: 'mark', items: [item] };
      }),
    }),
    { title, text: describe(figure) },
    style,
  );
}

function check({ contours, marks }: ContourFigure): void {
  contours.forEach(({ lines }, i) => {
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
  marks.forEach(({ x, y }, i) => {
    checkNumber(x, `marks[${i}].x`);
    checkNumber(y, `marks[${i}].y`);
  });
}

function isWithin(value: number, { from, to }: PlaneAxisDescription): boolean {
  return value >= from && value <= to;
}

function strokeOf(level: number, theme: Theme): Stroke {
  const color = theme.lines[level % theme.lines.length]!;
  const dash = DASHES[level % DASHES.length];
  return { color, width: 1.3 * theme.lineWidth, ...(dash === undefined ? {} : { dash }) };
}

function markColor(symbol: 'cross' | 'diamond', theme: Theme): string {
  return symbol === 'cross' ? theme.ink : theme.highlight;
}

/** The figure in words. */
function describe({ contours, marks }: ContourFigure): string {
  const parts = contours.map(({ label, lines }) => {
    const closed = lines.filter((line) => line.closed).length;
    return `${plainLabel(label)}: ${closed} closed and ${lines.length - closed} open lines.`;
  });
  return [...parts, ...marks.map(({ label, x, y }) => `${plainLabel(label)} at ${x}, ${y}.`)].join(' ');
}

export const figureKind: FigureKind<ContourFigure> = { draw };
