import type { Axis } from './axis.ts';
import type { Box, DrawingItem, PathCommand, TextItem } from './primitives.ts';
import { labelRuns, labelWidth, runsWidth } from './text.ts';
import type { Theme } from './theme.ts';
import { wrappedLabel } from './wrapped-label.ts';

/** What of a frame is written: in stacked panels only the lowest has labels on its x axis. */
export interface FrameOptions {
  readonly xLabels: boolean;
  /** Of panels beside each other only the leftmost has labels on its y axis; true unless given. */
  readonly yLabels?: boolean;
  readonly titles: boolean;
  /** Breaks a y title that is longer than its axis into lines; true unless given. */
  readonly breakTitles?: boolean;
  /** Distance of the y title's base line from the left edge of the frame, so that panels share one line. */
  readonly yTitleOffset: number;
}

/** Room that tick labels of a vertical axis need left of the frame, in points. */
export function tickLabelRoom(axis: Axis, theme: Theme): number {
  const widths = axis.major.map((tick) => labelWidth(tick.label, theme.tickSize, theme.font));
  return Math.max(0, ...widths) + 0.4 * theme.tickSize;
}

/** Room right of the frame that the last label of a horizontal axis needs, in points. */
export function lastLabelOverhang(axis: Axis, frameEnd: number, theme: Theme): number {
  const ends = axis.major.map(
    (tick) => axis.position(tick.value) + labelWidth(tick.label, theme.tickSize, theme.font) / 2 - frameEnd,
  );
  return Math.max(0, ...ends);
}

/**
 * Draws a plot frame in physics style: ticks inward on all four sides, major and minor, tick labels left and below,
 * axis titles at the ends of the axes (right for x, top for y).
 */
export function drawFrame(frame: Box, x: Axis, y: Axis, theme: Theme, options: FrameOptions): DrawingItem[] {
  const items: DrawingItem[] = [
    ...drawTicks(frame, x, y, theme),
    { kind: 'rect', ...frame, stroke: { color: theme.ink, width: theme.frameWidth } },
  ];
  const named = options.yLabels === false ? [] : y.major.filter(({ label }) => label !== '');
  const labels: TextItem[] = named.map((tick) => ({
    ...plainText(tick.label, theme.tickSize, theme),
    anchor: 'end',
    x: frame.x - 0.4 * theme.tickSize,
    y: y.position(tick.value) + 0.33 * theme.tickSize,
  }));
  const bottom = frame.y + frame.height;
  if (options.xLabels) {
    // Raised exponents would meet those of the lowest label left of the corner.
    const drop = x.major.some((tick) => tick.label.includes('^')) ? 1.3 : 1.15;
    labels.push(
      ...x.major.flatMap((tick) =>
        tick.label === ''
          ? []
          : [
              {
                ...plainText(tick.label, theme.tickSize, theme),
                anchor: 'middle' as const,
                x: x.position(tick.value),
                y: bottom + drop * theme.tickSize,
              },
            ],
      ),
    );
  }
  if (options.titles) {
    if (options.xLabels && x.title !== '') {
      const title = fitted(x.title, theme.titleSize, frame.width, theme);
      labels.push({
        ...title,
        anchor: 'end',
        x: frame.x + frame.width,
        y: bottom + 1.35 * theme.tickSize + 1.1 * theme.titleSize,
      });
    }
    if (y.title !== '') {
      const lines = options.breakTitles === false ? [y.title] : verticalTitleLines(y, theme);
      lines.forEach((line, i) => {
        const title = fitted(line, theme.titleSize, frame.height, theme);
        const back = (lines.length - 1 - i) * VERTICAL_TITLE_LINE * theme.titleSize;
        labels.push({ ...title, anchor: 'end', x: frame.x - options.yTitleOffset - back, y: frame.y, rotation: -90 });
      });
    }
  }
  items.push({ kind: 'group', role: 'axis-labels', items: labels });
  return items;
}

/** Distance of the lines of a vertical title, in sizes of their letters. */
export const VERTICAL_TITLE_LINE = 1.15;

/** The title of a vertical axis in lines as long as the axis; a title that is only a little longer stays one line, set smaller. */
export function verticalTitleLines({ title, description, position }: Axis, theme: Theme): string[] {
  const length = Math.abs(position(description.to) - position(description.from));
  return labelWidth(title, theme.titleSize, theme.font) <= 1.15 * length
    ? [title]
    : wrappedLabel(title, theme.titleSize, length, theme.font);
}

/** Room below the frame for tick labels and title of the x axis, in points. */
export function xAxisRoom(theme: Theme): number {
  return 1.35 * theme.tickSize + 1.5 * theme.titleSize;
}

/** A text item without a place; a label wider than `room` is set smaller, so that it stays on the paper. */
export function fitted(label: string, size: number, room: number, theme: Theme): Omit<TextItem, 'x' | 'y'> {
  const width = runsWidth(labelRuns(label, size, theme.font), theme.font);
  return plainText(label, width > room ? (size * room) / width : size, theme);
}

/** A label at a size, without a place. */
export function plainText(label: string, size: number, theme: Theme): Omit<TextItem, 'x' | 'y'> {
  return {
    kind: 'text',
    runs: labelRuns(label, size, theme.font),
    font: theme.font,
    color: theme.ink,
    anchor: 'start',
  };
}

function drawTicks(frame: Box, x: Axis, y: Axis, theme: Theme): DrawingItem[] {
  const right = frame.x + frame.width;
  const bottom = frame.y + frame.height;
  const along = (axis: Axis, stroke: (at: number, length: number) => PathCommand[]): PathCommand[] => [
    ...axis.major.flatMap((tick) => stroke(axis.position(tick.value), theme.majorTick)),
    ...axis.minor.flatMap((value) => stroke(axis.position(value), theme.minorTick)),
  ];
  const segment = (x1: number, y1: number, x2: number, y2: number): PathCommand[] => [
    { op: 'M', x: x1, y: y1 },
    { op: 'L', x: x2, y: y2 },
  ];
  const sides: [string, PathCommand[]][] = [
    ['ticks-bottom', along(x, (at, length) => segment(at, bottom, at, bottom - length))],
    ['ticks-top', along(x, (at, length) => segment(at, frame.y, at, frame.y + length))],
    ['ticks-left', along(y, (at, length) => segment(frame.x, at, frame.x + length, at))],
    ['ticks-right', along(y, (at, length) => segment(right, at, right - length, at))],
  ];
  const stroke = { color: theme.ink, width: 0.75 * theme.frameWidth };
  return sides.map(([role, commands]) => ({ kind: 'group', role, items: [{ kind: 'path', commands, stroke }] }));
}
