import { PlottingError } from '../plotting-error.ts';
import { type Interval, poissonInterval } from '../poisson-interval.ts';
import type { Hatch } from '../primitives.ts';
import { type Series, seriesName } from '../reading.ts';
import { fillAt, mixed, type Theme } from '../theme.ts';
import { perWidth } from './binned.ts';
import { checkColor, checkIncreasing, checkNumber, checkPerBin, checkRange } from './figure.ts';
import type { ProjectionFigure } from './projection.ts';
import type { RatioContent } from './ratio-panel.ts';

/** Everything to be drawn in units of the y axis. */
export interface ProjectionContent {
  readonly edges: readonly number[];
  readonly layers: readonly {
    readonly name: string;
    readonly label: string;
    readonly color: string;
    readonly hatch: Hatch | null;
    readonly top: readonly number[];
  }[];
  readonly total: readonly number[];
  readonly band: { readonly lower: readonly number[]; readonly upper: readonly number[] } | null;
  /** Null where an expectation is too small to be a point. */
  readonly points: readonly (CountPoint | null)[];
}

type CountPoint = { readonly value: number; readonly count: number } & Interval;

/** The smallest expectation that has a point. */
const LEAST_EXPECTED = 1;

/** Refuses a description that cannot be drawn: wrong lengths, negative counts, numbers that are not finite. */
export function checkProjection(figure: ProjectionFigure): void {
  const { x, y, stack, band, data } = figure;
  checkIncreasing(x.edges, 2, 'x.edges');
  checkRange(x.edges[0]!, x.edges.at(-1)!, x.scale ?? 'linear', 'x.edges');
  const bins = x.edges.length - 1;
  if (stack.length === 0 && data === undefined) {
    throw new PlottingError('figure-empty', 'stack', 'expected components or data to draw, found neither');
  }
  stack.forEach((component, i) => {
    checkPerBin(component.values, bins, `stack[${i}].values`);
    checkNotNegative(component.values, `stack[${i}].values`);
    if (component.color !== undefined) checkColor(component.color, `stack[${i}].color`);
  });
  if (band !== undefined) {
    checkPerBin(band.lower, bins, 'band.lower');
    checkPerBin(band.upper, bins, 'band.upper');
    band.lower.forEach((lower, i) => {
      if (lower <= band.upper[i]!) return;
      throw new PlottingError(
        'figure-range-invalid',
        `band.lower[${i}]`,
        `expected at most band.upper, found ${lower} > ${band.upper[i]}`,
      );
    });
  }
  if (data !== undefined) {
    checkPerBin(data.values, bins, 'data.values');
    if (typeof data.errors === 'object') {
      checkPerBin(data.errors, bins, 'data.errors');
      checkNotNegative(data.errors, 'data.errors');
    } else checkNotNegative(data.values, 'data.values');
    if (data.subtracted !== undefined) {
      checkPerBin(data.subtracted, bins, 'data.subtracted');
      checkNotNegative(data.subtracted, 'data.subtracted');
    }
  }
  if (figure.ratio === true && (data === undefined || stack.length === 0)) {
    throw new PlottingError('figure-data-missing', 'ratio', 'a ratio panel needs data and components');
  }
  for (const end of ['from', 'to'] as const) if (y[end] !== undefined) checkNumber(y[end], `y.${end}`);
}

function checkNotNegative(values: readonly number[], where: string): void {
  values.forEach((value, i) => {
    if (value < 0)
      throw new PlottingError(
        'figure-negative-count',
        `${where}[${i}]`,
        `expected a count of at least 0, found ${value}`,
      );
  });
}

/** Turns counts into what the y axis shows: per bin or per unit of x, components summed from the bottom up. */
export function contentOf(figure: ProjectionFigure, theme: Theme): ProjectionContent {
  const { edges } = figure.x;
  const inUnits = (counts: readonly number[]) => (figure.y.density ? perWidth(counts, edges) : [...counts]);
  let sum = edges.slice(1).map(() => 0);
  const hues = huesOf(figure.stack);
  const layers = figure.stack.map((component, i) => {
    sum = sum.map((below, bin) => below + component.values[bin]!);
    const fill = fillOf(component.color, hues[i]!, theme);
    return { name: component.name, label: component.label, ...fill, top: inUnits(sum) };
  });
  const { band, data } = figure;
  const errors = data?.errors ?? 'garwood';
  const intervals = (data?.values ?? []).map((count, bin) =>
    typeof errors === 'object'
      ? { lower: count - errors[bin]!, upper: count + errors[bin]! }
      : poissonInterval(count, errors),
  );
  const rest = (counts: readonly number[]) =>
    inUnits(counts.map((count, bin) => count - (data?.subtracted?.[bin] ?? 0)));
  const values = rest(data?.values ?? []);
  const lower = rest(intervals.map((interval) => interval.lower));
  const upper = rest(intervals.map((interval) => interval.upper));
  return {
    edges,
    layers,
    total: inUnits(sum),
    band: band === undefined ? null : { lower: inUnits(band.lower), upper: inUnits(band.upper) },
    points: values.map((value, bin) =>
      data?.expected && data.values[bin]! < LEAST_EXPECTED
        ? null
        : { value, count: data!.values[bin]!, lower: lower[bin]!, upper: upper[bin]! },
    ),
  };
}

/** The fill of each component: its own, or the first that no component has. */
export function huesOf(stack: readonly { readonly hue?: number }[]): number[] {
  const taken = new Set(stack.flatMap(({ hue }) => (hue === undefined ? [] : [hue])));
  let next = -1;
  return stack.map(({ hue }) => {
    if (hue !== undefined) return hue;
    do next += 1;
    while (taken.has(next));
    return next;
  });
}

/** How much of a chosen colour is left on a dark page, where points on top are white. */
const LEFT_ON_DARK = 0.55;

function fillOf(chosen: string | undefined, place: number, theme: Theme): ReturnType<typeof fillAt> {
  if (chosen === undefined) return fillAt(place, theme);
  return { color: theme.name === 'dark' ? mixed(chosen, theme.background, LEFT_ON_DARK) : chosen, hatch: null };
}

/** The components, the total with its band, the data, and the ratio as numbers. */
export function seriesOf(figure: ProjectionFigure, content: ProjectionContent, ratio: RatioContent | null): Series[] {
  const { edges, layers, total, band, points } = content;
  const middles = edges.slice(1).map((edge, bin) => {
    return figure.x.scale === 'log' ? Math.sqrt(edge * edges[bin]!) : (edge + edges[bin]!) / 2;
  });
  const series: Series[] = layers.map(({ name, label, top }, i): Series => {
    const values = top.map((value, bin) => value - (layers[i - 1]?.top[bin] ?? 0));
    const counts = figure.stack[i]!.values;
    return { kind: 'bins', name: seriesName(name), label, panel: 0, edges, values, counts, stacked: true };
  });
  if (layers.length > 0) {
    series.push({ kind: 'bins', name: 'total', label: 'Total', panel: 0, edges, values: total, ...(band ?? {}) });
  }
  if (figure.data !== undefined) {
    const { label, values } = figure.data;
    const shown = withBins(points);
    const x = shown.map(({ bin }) => middles[bin]!);
    const counts = shown.map(({ bin }) => values[bin]!);
    if (shown.length > 0) series.push({ kind: 'points', name: 'data', label, panel: 0, x, counts, ...spread(shown) });
  }
  if (ratio !== null) {
    const shown = withBins(ratio.points);
    const x = shown.map(({ bin }) => middles[bin]!);
    series.push({ kind: 'points', name: 'ratio', label: 'Data / total', panel: 1, x, ...spread(shown) });
  }
  return series;
}

function withBins<Point extends { readonly value: number }>(points: readonly (Point | null)[]) {
  return points.flatMap((point, bin) => (point === null ? [] : [{ ...point, bin }]));
}

function spread(points: readonly ({ readonly value: number } & Interval)[]) {
  return {
    y: points.map(({ value }) => value),
    lower: points.map(({ lower }) => lower),
    upper: points.map(({ upper }) => upper),
  };
}

/** The highest drawn value of each bin. */
export function heights(content: ProjectionContent): number[] {
  return content.edges
    .slice(1)
    .map((_, bin) => Math.max(content.total[bin]!, content.band?.upper[bin] ?? 0, content.points[bin]?.upper ?? 0));
}

/** How much higher than all values such bars may make the axis. */
const MOST_BY_BARS = 1.5;

/** The top of the highest value or bar; of counts, the bar of a bin with less than half an event counts up to half as high again as the highest value. */
function tallest({ total, band, points }: ProjectionContent, isMeasured: boolean): number {
  const values = points.flatMap((point) => (point === null ? [] : [point.value]));
  const highest = Math.max(...total, ...(band?.upper ?? []), ...values);
  const bars = points.flatMap((point) => {
    if (point === null) return [];
    return [
      point.count < 0.5 && highest > 0 && !isMeasured ? Math.min(point.upper, MOST_BY_BARS * highest) : point.upper,
    ];
  });
  return Math.max(highest, ...bars);
}

/** The range of the y axis before the legend asks for room; on a log axis it starts a decade mark below the smallest content. */
export function yRange(figure: ProjectionFigure, content: ProjectionContent): { from: number; to: number } {
  const highest = tallest(content, typeof figure.data?.errors === 'object');
  const bars = content.points.flatMap((point) => (point === null ? [] : [point]));
  if (figure.y.scale !== 'log') {
    const lowest = Math.min(0, ...bars.map((point) => point.lower));
    return { from: figure.y.from ?? 1.08 * lowest, to: figure.y.to ?? (highest > 0 ? 1.08 * highest : 1) };
  }
  const positive = [...content.total, ...bars.map((point) => point.value)].filter((value) => value > 0);
  const lowest = positive.length > 0 ? Math.min(...positive) : 0.1;
  const from = figure.y.from ?? Math.max(10 ** Math.floor(Math.log10(lowest / 2)), highest * 1e-7);
  return { from, to: figure.y.to ?? Math.max(2 * highest, 10 * from) };
}
