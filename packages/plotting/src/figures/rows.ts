import { type Axis, type AxisDescription, layOutAxis } from '../axis.ts';
import { fitted } from '../frame.ts';
import type { Box, DrawingItem } from '../primitives.ts';
import type { Panel, PanelAxis } from '../reading.ts';
import { labelWidth } from '../text.ts';
import type { Theme } from '../theme.ts';
import { wrappedLabel } from '../wrapped-label.ts';

/** Height of a row with one name, in sizes of a legend text. */
export const ROW = 1.75;

/** Size and distance of two lines that a row takes, in sizes of a legend text. */
const [SMALLER, LINE] = [0.82, 0.8];

/** Room left of the frames for the names of rows, in points. */
export function nameRoom(names: readonly string[], most: number, theme: Theme): number {
  const longest = Math.max(...names.map((name) => labelWidth(name, theme.legendSize, theme.font)));
  return Math.min(most, longest) + 0.6 * theme.legendSize;
}

/** Names of rows, right-aligned at a frame, the first at the top; one that is too wide takes two lines. */
export function drawNames(names: readonly string[], frame: Box, room: number, theme: Theme): DrawingItem {
  const height = frame.height / names.length;
  const size = theme.legendSize;
  const own = room - 0.6 * size;
  const items = names.flatMap((name, i) => {
    const middle = frame.y + (i + 0.5) * height + 0.33 * size;
    const lines = linesOf(name, own, theme);
    return lines.map((line, k): DrawingItem => {
      const letters = fitted(line, lines.length === 1 ? size : SMALLER * size, own, theme);
      const down = (k - (lines.length - 1) / 2) * LINE * size;
      return { ...letters, anchor: 'end', x: frame.x - 0.5 * size, y: middle + down };
    });
  });
  return { kind: 'group', role: 'axis-labels', items };
}

/** A name on one line where it has room, else on two that are about equally wide. */
function linesOf(name: string, room: number, theme: Theme): string[] {
  const width = labelWidth(name, theme.legendSize, theme.font);
  if (width <= room) return [name];
  for (let wide = 0.5; wide < 1; wide += 0.05) {
    const lines = wrappedLabel(name, theme.legendSize, wide * width, theme.font);
    if (lines.length <= 2) return lines;
  }
  return [name];
}

/** The vertical axis of a frame with rows: no numbers on it. */
export function rowAxis(rows: number, frame: Box): Axis {
  const position = (value: number) => frame.y + (value / rows) * frame.height;
  return {
    description: { scale: 'linear', from: 0, to: rows, label: '', unit: '' },
    position,
    major: [],
    minor: [],
    title: '',
  };
}

/** The horizontal axis of a frame with rows. */
export function acrossAxis(description: AxisDescription, frame: Box, theme: Theme): Axis {
  return layOutAxis(description, {
    direction: 'horizontal',
    start: frame.x,
    end: frame.x + frame.width,
    font: theme.font,
    tickSize: theme.tickSize,
  });
}

/** The panel of a frame with rows. */
export function rowPanel(name: string, frame: Box, x: Axis, categories: readonly string[]): Panel {
  const { label, unit, scale, from, to } = x.description;
  const vertical: PanelAxis = {
    label: '',
    unit: '',
    scale: 'linear',
    from: 0,
    to: categories.length,
    start: frame.y,
    end: frame.y + frame.height,
    categories,
  };
  return { name, frame, x: { label, unit, scale, from, to, start: frame.x, end: frame.x + frame.width }, y: vertical };
}
