import { type Axis, type AxisDescription, type AxisPlacement, layOutAxis } from './axis.ts';
import {
  fitted,
  lastLabelOverhang,
  plainText,
  tickLabelRoom,
  VERTICAL_TITLE_LINE,
  verticalTitleLines,
  xAxisRoom,
} from './frame.ts';
import type { Drawing, DrawingItem, Hatch } from './primitives.ts';
import type { Reading } from './reading.ts';
import { textBox } from './text.ts';
import type { Theme } from './theme.ts';
import { wrappedLabel } from './wrapped-label.ts';

/** Room above the highest frame of a sheet: half a tick label, or the lines of the figure's title. */
export function topRoom(title: string | undefined, width: number, theme: Theme): number {
  return title === undefined
    ? 0.6 * theme.tickSize
    : (1.9 + TITLE_LINE * (titleLines(title, width, theme).length - 1)) * theme.titleSize;
}

/** Distance of the lines of a title, in sizes of their letters. */
const TITLE_LINE = 1.2;

/** The lines of a title on a sheet of the given width. */
function titleLines(title: string, width: number, theme: Theme): string[] {
  return wrappedLabel(title, theme.titleSize, 0.8 * width, theme.font);
}

/** The title of a figure from `left` on, each line at most `room` wide. */
export function titleItems(title: string, left: number, room: number, width: number, theme: Theme): DrawingItem[] {
  return titleLines(title, width, theme).map((line, i) => {
    return { ...fitted(line, theme.titleSize, room, theme), x: left, y: (1.15 + TITLE_LINE * i) * theme.titleSize };
  });
}

/** The place of a y axis in a frame that starts at `top`. */
export function verticalPlacement(top: number, height: number, theme: Theme): AxisPlacement {
  return { direction: 'vertical', start: top + height, end: top, font: theme.font, tickSize: theme.tickSize };
}

/** The horizontal layout that panels above each other share. */
export interface Columns {
  readonly left: number;
  readonly width: number;
  readonly yTitleOffset: number;
  readonly x: Axis;
}

/** Finds the left and right edge of the frames so that all tick labels and titles stay on a sheet of the given width. */
export function fitColumns(
  sheetWidth: number,
  description: AxisDescription,
  yAxes: readonly Axis[],
  theme: Theme,
): Columns {
  const lines = yAxes.map((axis) => verticalTitleLines(axis, theme));
  const titles = lines.map((each) => titleReach(each, theme));
  const gap = 0.25 * theme.titleSize + Math.max(...titles.map(({ down }) => down));
  const yTitleOffset =
    Math.max(...yAxes.map((axis) => tickLabelRoom(axis, theme))) + Math.max(0.4 * theme.titleSize, gap);
  const left = yTitleOffset + Math.max(0.95 * theme.titleSize, ...titles.map(({ up }) => up + 1));
  const layOut = (end: number) =>
    layOutAxis(description, { direction: 'horizontal', start: left, end, font: theme.font, tickSize: theme.tickSize });
  const overhang = lastLabelOverhang(layOut(sheetWidth - theme.tickSize), sheetWidth - theme.tickSize, theme);
  let right = sheetWidth - Math.max(0.5 * theme.tickSize, overhang + 1);
  let x = layOut(right);
  // A narrower frame may choose other labels, of which the last one reaches further.
  const missing = right + lastLabelOverhang(x, right, theme) + 0.5 - sheetWidth;
  if (missing > 0) {
    right -= missing;
    x = layOut(right);
  }
  return { left, width: right - left, yTitleOffset, x };
}

/** How far a title of some lines reaches above and below the base line of the last one, in points. */
function titleReach(lines: readonly string[], theme: Theme): { readonly up: number; readonly down: number } {
  if (lines.length === 1 && lines[0] === '') return { up: 0, down: 0 };
  const boxes = lines.map((line, i) => {
    const y = (i + 1 - lines.length) * VERTICAL_TITLE_LINE * theme.titleSize;
    return textBox({ ...plainText(line, theme.titleSize, theme), x: 0, y });
  });
  return { up: -Math.min(...boxes.map(({ y }) => y)), down: Math.max(...boxes.map(({ y, height }) => y + height)) };
}

/** The hatch of uncertainty bands. */
export function bandHatch(theme: Theme): Hatch {
  return { kind: 'hatch', color: theme.band, spacing: 2.6, lineWidth: 0.45, angle: -45 };
}

/** Puts the parts of a figure on a sheet: background, items, and the title above the frame's left edge. */
export function sheet(
  size: { readonly width: number; readonly bottom: number; readonly left: number; readonly frameWidth: number },
  heading: string | undefined,
  title: string,
  description: string,
  items: readonly DrawingItem[],
  theme: Theme,
  reading?: Reading,
): Drawing {
  const { width, left } = size;
  const height = size.bottom + xAxisRoom(theme);
  const ground: DrawingItem = { kind: 'rect', x: 0, y: 0, width, height, fill: theme.background };
  const headingItems = heading === undefined ? [] : titleItems(heading, left, size.frameWidth, width, theme);
  const all = [ground, ...headingItems, ...items];
  return { width, height, title, description, items: all, ...(reading === undefined ? {} : { reading }) };
}
