import type { Column } from './configurations.ts';
import { numberText } from './elements.ts';

/** Where the values of a column lie along an axis. */
export interface ValueScale {
  readonly column: Column;
  /** Ends; of a logarithmic axis their logarithms to the base of ten. */
  readonly from: number;
  readonly to: number;
  readonly log: boolean;
  /** Whether it could be logarithmic. */
  readonly positive: boolean;
}

/** Values that span more than this are shown by their logarithms, unless the reader says otherwise. */
const WIDE = 100;

/** The scale of a column with a little room at both ends. */
export function valueScale(column: Column, wanted: boolean | undefined): ValueScale {
  if (column.named) return { column, ...rangeOf(column), log: false, positive: false };
  let [lowest, highest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of column.values) {
    if (value < lowest) lowest = value;
    if (value > highest) highest = value;
  }
  const positive = lowest > 0 && highest >= lowest && highest < Number.POSITIVE_INFINITY;
  const log = positive && (wanted ?? highest / lowest > WIDE);
  if (!log) return { column, ...rangeOf(column), log, positive };
  const [from, to] = [Math.log10(lowest), Math.log10(highest)];
  const more = to > from ? 0.04 * (to - from) : 0.5;
  return { column, from: from - more, to: to + more, log, positive };
}

/** From where to where a column goes, with a little room. */
export function rangeOf(column: Pick<Column, 'values' | 'named' | 'texts'>): {
  readonly from: number;
  readonly to: number;
} {
  if (column.named) return { from: -0.5, to: (column.texts?.length ?? 1) - 0.5 };
  let from = Number.POSITIVE_INFINITY;
  let to = Number.NEGATIVE_INFINITY;
  for (const value of column.values) {
    if (value < from) from = value;
    if (value > to) to = value;
  }
  if (!(to >= from)) return { from: 0, to: 1 };
  const more = to > from ? 0.04 * (to - from) : Math.abs(to) || 1;
  return { from: from - more, to: to + more };
}

/** Where along an axis a value is, from 0 to 1. */
export function shareOf({ from, to, log }: Omit<ValueScale, 'column'>, value: number): number {
  return ((log ? Math.log10(value) : value) - from) / (to - from);
}

/** Places from 0 to 1 with what is written there. */
export function ticksOf({ column, from, to, log }: ValueScale): (readonly [place: number, text: string])[] {
  const placed = (values: readonly number[], text: (value: number) => string) =>
    values.map((value) => [(value - from) / (to - from), text(value)] as const);
  if (column.named) {
    const texts = column.texts ?? [];
    return placed([...texts.keys()], (i) => (texts[i]!.length <= 22 ? texts[i]! : `${texts[i]!.slice(0, 21)}\u2026`));
  }
  if (log && to - from > 1.5) {
    const stride = Math.ceil((to - from) / 8);
    const decades = evenly(from, to, stride);
    return placed(decades, (decade) => numberText(Number(`1e${decade}`)));
  }
  if (log) {
    const digits = [1, 2, 3, 5].flatMap((digit) =>
      evenly(from - 1, to, 1).map((decade) => Number(`${digit}e${decade}`)),
    );
    const inside = digits.map((value) => [Math.log10(value), value] as const).filter(([at]) => at >= from && at <= to);
    const sorted = inside.sort(([a], [b]) => a - b);
    return sorted.map(([at, value]) => [(at - from) / (to - from), numberText(value)] as const);
  }
  const raw = (to - from) / 5;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((size) => size >= raw)!;
  return placed(evenly(from, to, step), (value) => numberText(Number(value.toPrecision(6))));
}

/** Multiples of a step between two ends. */
function evenly(from: number, to: number, step: number): number[] {
  const found: number[] = [];
  for (let k = Math.ceil(from / step); k * step <= to; k++) found.push(k * step);
  return found;
}
