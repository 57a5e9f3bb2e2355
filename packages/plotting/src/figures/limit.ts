import type { LegendEntry } from '../legend.ts';
import { PlottingError } from '../plotting-error.ts';
import { type Drawing, type DrawingItem, type Point, polyline } from '../primitives.ts';
import { plainLabel } from '../text.ts';
import { mixed } from '../theme.ts';
import { checkIncreasing, checkNumber, type FigureBase, type FigureKind, type FigureStyle } from './figure.ts';
import { drawPlane, type PlaneAxisDescription } from './plane.ts';

/** An upper limit of one parameter against another; what lies above is excluded. */
export interface LimitFigure extends FigureBase {
  readonly kind: 'limit';
  readonly x: PlaneAxisDescription;
  readonly y: PlaneAxisDescription;
  readonly label: string;
  /** Pairs of x and y with increasing x, in pieces: between two of them there is no limit. */
  readonly pieces: readonly (readonly (readonly [number, number])[])[];
}

function draw(figure: LimitFigure, style: FigureStyle): Drawing {
  check(figure);
  const { theme } = style;
  const color = theme.lines[0]!;
  const shade = mixed(color, theme.background, 0.15);
  const stroke = { color, width: 1.4 * theme.lineWidth };
  const entries: LegendEntry[] = [{ label: figure.label, symbol: { kind: 'box', fill: shade, stroke } }];
  const title = plainLabel(figure.title ?? `Upper limit of ${figure.y.label} against ${figure.x.label}`);
  return drawPlane(
    figure,
    entries,
    ({ frame, x, y }) => {
      const lines = figure.pieces.map((piece) => piece.map(([px, py]) => ({ x: x.position(px), y: y.position(py) })));
      const above = (line: readonly Point[]): Point[] => [
        ...line,
        { x: line.at(-1)!.x, y: frame.y },
        { x: line[0]!.x, y: frame.y },
      ];
      const areas = lines.map(
        (line): DrawingItem => ({ kind: 'path', commands: polyline(above(line), true), fill: shade }),
      );
      const edges = lines.map((line): DrawingItem => ({ kind: 'path', commands: polyline(line), stroke }));
      return {
        clipped: [
          { kind: 'group', role: 'excluded', items: areas },
          { kind: 'group', role: 'limit', items: edges },
        ],
        marks: [],
      };
    },
    { title, text: describe(figure) },
    style,
  );
}

function check({ pieces }: LimitFigure): void {
  if (pieces.length === 0) throw new PlottingError('figure-empty', 'pieces', 'expected at least one piece, found none');
  pieces.forEach((piece, i) => {
    checkIncreasing(
      piece.map(([x]) => x),
      1,
      `pieces[${i}].x`,
    );
    piece.forEach(([, y], k) => {
      checkNumber(y, `pieces[${i}].y[${k}]`);
    });
  });
}

/** The figure in words. */
function describe({ label, pieces }: LimitFigure): string {
  const all = pieces.flat();
  const [first, last] = [all[0]!, all.at(-1)!];
  return `${plainLabel(label)}: ${first[1]} at ${first[0]}, ${last[1]} at ${last[0]}.`;
}

export const figureKind: FigureKind<LimitFigure> = { draw };
