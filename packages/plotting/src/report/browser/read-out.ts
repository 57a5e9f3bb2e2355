import type { Panel, PanelAxis, Reading, Series } from '../../reading.ts';
import { valueAt } from './axis-map.ts';
import { numberText } from './elements.ts';

/** What is read off a drawing at a point: where it is, and a line for each thing that is drawn there. */
export interface ReadOut {
  readonly heading: string;
  readonly lines: readonly { readonly label: string; readonly text: string }[];
}

/** What a panel shows at a point of the drawing, of the series that are not hidden. */
export function readOutAt(
  { panels, series }: Reading,
  panelIndex: number,
  at: { readonly x: number; readonly y: number },
  isHidden: (name: string) => boolean,
): ReadOut {
  const panel = panels[panelIndex]!;
  const x = valueAt(panel.x, at.x);
  const y = valueAt(panel.y, at.y);
  const shown = series.filter((each) => each.panel === panelIndex && !isHidden(each.name));
  const binned = shown.find((each) => each.kind === 'bins' && binOf(each.edges, x) >= 0);
  const edges = binned?.kind === 'bins' ? binned.edges : undefined;
  const found = shown.map((each) => ({ label: each.label, text: textAt(each, panel, x, y, edges) }));
  const lines = found.flatMap(({ label, text }) => (text === undefined ? [] : [{ label, text }]));
  return { heading: headingAt(panel, x, y, edges, shown), lines };
}

/** Number of the bin that holds a value; -1 beyond the ends. */
export function binOf(edges: readonly number[], value: number): number {
  if (edges.length < 2 || value < edges[0]! || value > edges.at(-1)!) return -1;
  const above = edges.findIndex((edge) => edge > value);
  return above < 0 ? edges.length - 2 : above - 1;
}

function headingAt(
  { x: axis, y: other }: Panel,
  x: number,
  y: number,
  edges: readonly number[] | undefined,
  shown: readonly Series[],
): string {
  const names = [axis.categories?.[Math.floor(x)], other.categories?.[Math.floor(y)]].filter(
    (name) => name !== undefined,
  );
  if (names.length > 0) return names.join(', ');
  if (edges !== undefined) {
    const bin = binOf(edges, x);
    return `${axis.label} ${numberText(edges[bin])} to ${withUnit(numberText(edges[bin + 1]), axis)}`;
  }
  const isPlane = shown.some(({ kind }) => kind === 'cells') || shown.some(isContour);
  const first = `${axis.label} ${withUnit(numberText(x), axis)}`;
  if (!isPlane) return first;
  return `${first}, ${other.label} ${withUnit(numberText(y), other)}`;
}

function withUnit(text: string, { unit }: PanelAxis): string {
  return unit === '' ? text : `${text} ${unit}`;
}

/** Lines that turn back have no value at an x of their own. */
function isContour(series: Series): boolean {
  if (series.kind !== 'curve') return false;
  return series.closed?.some(Boolean) === true || !series.pieces.every(isFunction);
}

function isFunction(piece: readonly (readonly [number, number])[]): boolean {
  return piece.every(([x], i) => i === 0 || x >= piece[i - 1]![0]);
}

function textAt(
  series: Series,
  panel: Panel,
  x: number,
  y: number,
  edges: readonly number[] | undefined,
): string | undefined {
  switch (series.kind) {
    case 'bins': {
      const bin = binOf(series.edges, x);
      return bin < 0 ? undefined : amount(series, series.values[bin]!, bin, panel);
    }
    case 'points': {
      if (panel.y.categories !== undefined) return textInRow(series, panel, Math.floor(y));
      const nearest =
        edges === undefined
          ? nearestPoint(series.x, series.y, panel, x, y)
          : pointInBin(series.x, edges, binOf(edges, x));
      if (nearest === undefined) return undefined;
      const named = series.labels?.[nearest];
      const where = numberText(series.x[nearest]);
      const value = amount(series, series.y[nearest]!, nearest, panel);
      if (named !== undefined) return `${named}: ${where}, ${value}`;
      return edges === undefined ? `${value} at ${where}` : value;
    }
    case 'curve': {
      if (isContour(series)) return undefined;
      const value = onCurve(series.pieces, panel.x, x);
      return value === undefined ? undefined : withUnit(numberText(value), panel.y);
    }
    case 'cells': {
      const [column, row] = [binOf(series.xEdges, x), binOf(series.yEdges, y)];
      if (column < 0 || row < 0) return undefined;
      return numberText(series.values[row]?.[column]);
    }
  }
}

/** A value with its error bar, and the count where the axis shows something else. */
function amount(
  {
    lower,
    upper,
    counts,
  }: { readonly lower?: readonly number[]; readonly upper?: readonly number[]; readonly counts?: readonly number[] },
  value: number,
  i: number,
  panel: Panel,
): string {
  const [low, high, count] = [lower?.[i], upper?.[i], counts?.[i]];
  const range = low === undefined || high === undefined ? '' : ` (${numberText(low)} to ${numberText(high)})`;
  const counted = count === undefined || count === value ? '' : `, ${numberText(count)} in the bin`;
  return `${withUnit(numberText(value), panel.y)}${range}${counted}`;
}

/** The point of a named row, where values lie along x. */
function textInRow(
  { x: xs, y: ys, lower, upper, labels }: Extract<Series, { readonly kind: 'points' }>,
  { x: axis }: Panel,
  row: number,
): string | undefined {
  const i = ys.findIndex((y) => Math.floor(y) === row);
  if (i < 0) return undefined;
  const [low, high] = [lower?.[i], upper?.[i]];
  const range = low === undefined || high === undefined ? '' : ` (${numberText(low)} to ${numberText(high)})`;
  return labels?.[i] ?? `${withUnit(numberText(xs[i]), axis)}${range}`;
}

/** The point of the bin that is pointed at. */
function pointInBin(xs: readonly number[], edges: readonly number[], bin: number): number | undefined {
  const found = xs.findIndex((x) => binOf(edges, x) === bin);
  return found < 0 ? undefined : found;
}

/** The point that is nearest on paper, if it is near at all; among points that are spread along x the nearest in x. */
function nearestPoint(
  xs: readonly number[],
  ys: readonly number[],
  { x: xAxis, y: yAxis }: Panel,
  x: number,
  y: number,
): number | undefined {
  const share = (axis: PanelAxis, a: number, b: number): number =>
    axis.scale === 'log' ? Math.log(a / b) / Math.log(axis.to / axis.from) : (a - b) / (axis.to - axis.from);
  let best: number | undefined;
  let nearest = xs.length > 3 ? Number.POSITIVE_INFINITY : 0.06;
  xs.forEach((px, i) => {
    const dx = Math.abs(share(xAxis, px, x));
    const distance = xs.length > 3 ? dx : Math.hypot(dx, share(yAxis, ys[i]!, y));
    if (distance < nearest) [nearest, best] = [distance, i];
  });
  return best;
}

/** The value of a line at x, straight between its points on the scale of the axis. */
function onCurve(
  pieces: readonly (readonly (readonly [number, number])[])[],
  { scale }: PanelAxis,
  x: number,
): number | undefined {
  const along = (value: number): number => (scale === 'log' ? Math.log(value) : value);
  for (const piece of pieces) {
    const after = piece.findIndex(([px]) => px >= x);
    if (after < 0 || piece[0]![0] > x) continue;
    const [x1, y1] = piece[after]!;
    const [x0, y0] = piece[Math.max(0, after - 1)]!;
    return x1 === x0 ? y1 : y0 + ((y1 - y0) * (along(x) - along(x0))) / (along(x1) - along(x0));
  }
  return undefined;
}
