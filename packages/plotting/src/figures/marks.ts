import type { Axis } from '../axis.ts';
import { cross, diamond, hollow, type LegendEntry } from '../legend.ts';
import type { Box, DrawingItem, Point } from '../primitives.ts';
import { type Series, seriesName } from '../reading.ts';
import { plainLabel } from '../text.ts';
import type { Theme } from '../theme.ts';
import { checkNumber } from './figure.ts';
import type { PlaneAxisDescription } from './plane.ts';

/** Upright cross and diamond are for the best fit and the Standard Model; hollow symbols for what others have measured. */
export type MarkSymbol = 'cross' | 'diamond' | 'circle' | 'square' | 'triangle';

/** A point in a plane with a name, and the distances to the ends of its error bars. */
export interface FigureMark {
  readonly x: number;
  readonly y: number;
  readonly label: string;
  readonly symbol: MarkSymbol;
  readonly xError?: readonly [minus: number, plus: number];
  readonly yError?: readonly [minus: number, plus: number];
}

/** A mark with its place on paper. */
export interface PlacedMark {
  readonly mark: FigureMark;
  readonly at: Point;
  readonly xBar: readonly [number, number] | null;
  readonly yBar: readonly [number, number] | null;
}

/** Refuses marks that are nowhere. */
export function checkMarks(marks: readonly FigureMark[]): void {
  marks.forEach(({ x, y, xError = [], yError = [] }, i) => {
    checkNumber(x, `marks[${i}].x`);
    checkNumber(y, `marks[${i}].y`);
    for (const error of [...xError, ...yError]) checkNumber(error, `marks[${i}] error`);
  });
}

/** Whether a mark lies on the axes. */
export function isShown({ x, y }: FigureMark, horizontal: Ends, vertical: Ends): boolean {
  return x >= horizontal.from && x <= horizontal.to && y >= vertical.from && y <= vertical.to;
}

type Ends = Pick<PlaneAxisDescription, 'from' | 'to'>;

/** Puts a mark and the ends of its error bars on paper; bars end at the frame. */
export function placeMark(mark: FigureMark, x: Axis, y: Axis): PlacedMark {
  const bar = (axis: Axis, value: number, error?: readonly [number, number]): readonly [number, number] | null => {
    if (error === undefined) return null;
    const { from, to } = axis.description;
    return [axis.position(Math.max(from, value - error[0])), axis.position(Math.min(to, value + error[1]))];
  };
  return {
    mark,
    at: { x: x.position(mark.x), y: y.position(mark.y) },
    xBar: bar(x, mark.x, mark.xError),
    yBar: bar(y, mark.y, mark.yError),
  };
}

/** How far a mark at an edge of the frame may reach beyond it, in points: tick labels are further away. */
const BEYOND = 2.6;

/** A placed mark with a rim of the ground's colour that keeps it apart from lines, areas and marks under it. */
export function drawMark(
  { mark: { symbol, label }, at, xBar, yBar }: PlacedMark,
  frame: Box,
  theme: Theme,
): DrawingItem {
  const r = theme.markerRadius;
  const color = markColor(symbol, theme);
  const items: DrawingItem[] = [];
  const stroke = { color, width: theme.lineWidth };
  if (xBar !== null) items.push({ kind: 'line', from: { x: xBar[0], y: at.y }, to: { x: xBar[1], y: at.y }, stroke });
  if (yBar !== null) items.push({ kind: 'line', from: { x: at.x, y: yBar[0] }, to: { x: at.x, y: yBar[1] }, stroke });
  if (symbol === 'diamond') items.push(diamond(at, 4 * r, theme.background), diamond(at, 3.2 * r, color));
  else if (symbol === 'cross') {
    items.push(cross(at, 2.6 * r, theme.background, { ...theme, lineWidth: 1.8 * theme.lineWidth }));
    items.push(cross(at, 2.3 * r, color, theme));
  } else items.push(hollow(symbol, at, 1.6 * r, color, theme));
  const { x, y, width, height } = frame;
  const clip = { x: x - BEYOND, y: y - BEYOND, width: width + 2 * BEYOND, height: height + 2 * BEYOND };
  return { kind: 'group', role: 'mark', series: seriesName(plainLabel(label)), clip, items };
}

/** What legends and remarks have to keep off. */
export function markBoxes({ at, xBar, yBar }: PlacedMark, theme: Theme): Box[] {
  const r = 4 * theme.markerRadius;
  const boxes: Box[] = [{ x: at.x - r, y: at.y - r, width: 2 * r, height: 2 * r }];
  if (xBar !== null) boxes.push({ x: xBar[0], y: at.y - 0.5, width: xBar[1] - xBar[0], height: 1 });
  if (yBar !== null) boxes.push({ x: at.x - 0.5, y: yBar[1], width: 1, height: yBar[0] - yBar[1] });
  return boxes;
}

/** The legend of a mark. */
export function markEntry({ symbol, label }: FigureMark, theme: Theme): LegendEntry {
  const color = markColor(symbol, theme);
  const shape =
    symbol === 'cross' || symbol === 'diamond' ? ({ kind: symbol } as const) : ({ kind: 'hollow', symbol } as const);
  return { label, series: seriesName(plainLabel(label)), symbol: { ...shape, color } };
}

/** A mark as numbers. */
export function markSeries({ label, x, y, yError }: FigureMark): Series {
  const bars = yError === undefined ? {} : { lower: [y - yError[0]], upper: [y + yError[1]] };
  return { kind: 'points', name: seriesName(plainLabel(label)), label, panel: 0, x: [x], y: [y], ...bars };
}

/** The diamond in a colour that only a fourth level has, and so large that it looks out from under a cross at the same place. */
function markColor(symbol: MarkSymbol, theme: Theme): string {
  return symbol === 'diamond' ? theme.lines[3]! : theme.ink;
}
