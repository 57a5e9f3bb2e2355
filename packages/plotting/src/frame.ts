import type { Axis } from './axis.ts';
import type { Box, DrawingItem, PathCommand, TextItem } from './primitives.ts';
import { labelRuns, labelWidth, runsWidth } from './text.ts';
import type { Theme } from './theme.ts';

/** What of a frame is written: in stacked panels only the lowest has labels on its x axis. */
export interface FrameOptions {
  readonly xLabels: boolean;
  /** Of panels beside each other only the leftmost has labels on its y axis; true unless given. */
  readonly yLabels?: boolean;
  readonly titles: boolean;
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
      const title = fitted(y.title, theme.titleSize, frame.height, theme);
      labels.push({ ...title, anchor: 'end', x: frame.x - options.yTitleOffset, y: frame.y, rotation: -90 });
    }
  }
  items.push({ kind: 'group', role: 'axis-labels', items: labels });
  return items;
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
