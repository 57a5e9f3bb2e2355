import { scaleLinear, scaleLog } from 'd3-scale';
import { minus } from './label-symbols.ts';
import type { Font } from './primitives.ts';
import { axisTitle, labelWidth } from './text.ts';

export type ScaleKind = 'linear' | 'log';

/** What an axis shows; `from` and `to` are the values at its ends. */
export interface AxisDescription {
  readonly scale: ScaleKind;
  readonly from: number;
  readonly to: number;
  readonly label: string;
  readonly unit: string;
}

/** Where an axis lies on paper: `start` and `end` are the coordinates of its ends, in points. */
export interface AxisPlacement {
  readonly direction: 'horizontal' | 'vertical';
  readonly start: number;
  readonly end: number;
  readonly font: Font;
  readonly tickSize: number;
}

export interface Tick {
  readonly value: number;
  readonly label: string;
}

/** An axis ready to be drawn: `position` maps values to points; a power of ten common to all labels is in the title. */
export interface Axis {
  readonly description: AxisDescription;
  readonly position: (value: number) => number;
  readonly major: readonly Tick[];
  readonly minor: readonly number[];
  readonly title: string;
}

/** Chooses ticks and labels of an axis such that no two labels clash. */
export function layOutAxis(description: AxisDescription, placement: AxisPlacement): Axis {
  const { from, to, scale } = description;
  const range = [placement.start, placement.end];
  const map =
    scale === 'log' ? scaleLog().domain([from, to]).range(range) : scaleLinear().domain([from, to]).range(range);
  const position = (value: number) => map(value);
  const ticks = scale === 'log' ? logTicks : linearTicks;
  const { major, minor, power } = ticks(from, to, desiredTicks(placement), (candidate) =>
    fits(candidate, position, placement),
  );
  return { description, position, major, minor, title: axisTitle(description.label, description.unit, power) };
}

interface TickChoice {
  readonly major: readonly Tick[];
  readonly minor: readonly number[];
  readonly power: number;
}

/** Number of labels to begin with: about one per 3.2 em (horizontal) or 4 em (vertical), at least three. */
function desiredTicks(placement: AxisPlacement): number {
  const length = Math.abs(placement.end - placement.start);
  const pitch = placement.direction === 'vertical' ? 4 : 3.2;
  return Math.min(8, Math.max(3, Math.round(length / (pitch * placement.tickSize))));
}

type Fits = (ticks: readonly Tick[]) => boolean;

/** True when neighbouring labels keep an em (horizontal) or half of the line height (vertical) apart. */
function fits(ticks: readonly Tick[], position: (value: number) => number, placement: AxisPlacement): boolean {
  const { direction, font, tickSize } = placement;
  const labelled = ticks.filter((tick) => tick.label !== '');
  return labelled.every((tick, index) => {
    const next = labelled[index + 1];
    if (next === undefined) return true;
    const distance = Math.abs(position(next.value) - position(tick.value));
    if (direction === 'vertical') return distance >= 1.6 * tickSize;
    const widths = labelWidth(tick.label, tickSize, font) + labelWidth(next.label, tickSize, font);
    return distance >= widths / 2 + tickSize;
  });
}

function linearTicks(from: number, to: number, desired: number, fit: Fits): TickChoice {
  const largest = Math.max(Math.abs(from), Math.abs(to));
  // Five digits before the point or three zeros after it are where a common power of ten reads better.
  const power = largest >= 1e5 || largest < 1e-2 ? Math.floor(Math.log10(largest)) : 0;
  const unit = 10 ** power;
  // A limit such as 4e-5 is not exactly 0.4 in units of 1e-4; its tick is meant to be there.
  const slack = (1e-9 * (to - from)) / unit;
  for (let count = desired; count >= 1; count--) {
    const values = scaleLinear()
      .domain([from / unit - slack, to / unit + slack])
      .ticks(count);
    const step = (values[1] ?? Number.NaN) - (values[0] ?? Number.NaN);
    if (!(step > 0)) continue;
    const decimals = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
    const major = values.map((value) => ({ value: value * unit, label: signed(value.toFixed(decimals)) }));
    if (fit(major)) return { major, minor: minorTicks(from, to, step * unit, values), power };
  }
  // Where no two numbers have room one does: a round one, if there is any.
  const [round] = scaleLinear()
    .domain([from / unit - slack, to / unit + slack])
    .ticks(1);
  const middle = round === undefined ? (from + to) / 2 / unit : round;
  return {
    major: [
      {
        value: middle * unit,
        label: signed(round === undefined ? middle.toPrecision(3) : String(Number(middle.toPrecision(12)))),
      },
    ],
    minor: [],
    power,
  };
}

function signed(text: string): string {
  return /^-0(\.0*)?$/.test(text) ? text.slice(1) : text.replace('-', minus);
}

/** Divides a major step of 1 or 5 into five, of 2 into four. */
function minorTicks(from: number, to: number, step: number, majorValues: readonly number[]): number[] {
  const mantissa = Math.round(step / 10 ** Math.floor(Math.log10(step) + 1e-9));
  const parts = mantissa === 2 ? 4 : 5;
  const width = step / parts;
  const tolerance = 1e-9 * (to - from);
  const ticks: number[] = [];
  const first = Math.ceil((from - tolerance) / width);
  const last = Math.floor((to + tolerance) / width);
  if (majorValues.length === 0) return ticks;
  for (let k = first; k <= last; k++) if (k % parts !== 0) ticks.push(k * width);
  return ticks;
}

function logTicks(from: number, to: number, desired: number, fit: Fits): TickChoice {
  const lowest = Math.ceil(Math.log10(from) - 1e-9);
  const highest = Math.floor(Math.log10(to) + 1e-9);
  const inside = (value: number) => value >= from * (1 - 1e-9) && value <= to * (1 + 1e-9);
  const between: number[] = [];
  for (let n = lowest - 1; n <= highest; n++) for (let d = 2; d <= 9; d++) between.push(d * 10 ** n);
  const minor = between.filter(inside);
  // Fewer than two decades on the axis do not tell the scale: label 2 and 5 as well.
  if (highest - lowest < 1) {
    for (const digits of [[1, 2, 3, 4, 5, 6, 7, 8, 9], [1, 2, 5], [1, 3], [1]]) {
      const major: Tick[] = [];
      for (let n = lowest - 1; n <= highest; n++) {
        for (const d of digits) if (inside(d * 10 ** n)) major.push({ value: d * 10 ** n, label: decadeLabel(d, n) });
      }
      if (major.length > 1 && fit(major)) {
        const values = new Set(major.map((tick) => tick.value));
        return { major, minor: minor.filter((value) => !values.has(value)), power: 0 };
      }
    }
    // On less than that only steps of equal size give two numbers.
    const even = linearTicks(from, to, desired, fit);
    if (even.major.length > 1) return even;
  }
  const few = fewDecades(from, to, lowest, highest, inside);
  if (few.length > 0 && fit(few)) {
    const values = new Set(few.map((tick) => tick.value));
    return { major: few, minor: minor.filter((value) => !values.has(value)), power: 0 };
  }
  for (let stride = 1; ; stride++) {
    const major: Tick[] = [];
    const skipped: number[] = [];
    for (let n = lowest; n <= highest; n++) {
      if (n % stride === 0) major.push({ value: 10 ** n, label: decadeLabel(1, n) });
      else skipped.push(10 ** n);
    }
    if (fit(major)) return { major, minor: stride === 1 ? minor : skipped, power: 0 };
  }
}

/** Labels of 1, 2 and 5 where at most two powers of ten are on the axis, which alone hardly tell the scale; only of numbers that are short as decimals. */
function fewDecades(
  from: number,
  to: number,
  lowest: number,
  highest: number,
  inside: (value: number) => boolean,
): Tick[] {
  if (highest - lowest >= 2 || from < 0.01 || to > 1000) return [];
  const ticks: Tick[] = [];
  for (let n = lowest - 1; n <= highest; n++) {
    for (const digit of [1, 2, 5]) {
      const label = n >= 0 ? String(digit * 10 ** n) : (digit * 10 ** n).toFixed(-n);
      if (inside(digit * 10 ** n)) ticks.push({ value: Number(label), label });
    }
  }
  return ticks;
}

function decadeLabel(digit: number, exponent: number): string {
  if (exponent >= 0 && exponent <= 1) return String(digit * 10 ** exponent);
  if (digit === 1) return `10^{${exponent}}`;
  return exponent >= -2 && exponent < 0
    ? (digit * 10 ** exponent).toFixed(-exponent)
    : `${digit}\\times10^{${exponent}}`;
}
