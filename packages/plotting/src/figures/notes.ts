import type { Axis } from '../axis.ts';
import { plainText } from '../frame.ts';
import type { DrawingItem, TextItem } from '../primitives.ts';
import { runsWidth } from '../text.ts';
import type { Theme } from '../theme.ts';
import { checkNumber } from './figure.ts';

/** Words at a place in the figure; the place is that of their left end on the base line, in units of the axes. */
export interface FigureNote {
  readonly x: number;
  readonly y: number;
  readonly text: string;
}

/** Notes as one group; nothing where there are none. */
export function noteGroup(items: readonly TextItem[]): DrawingItem[] {
  return items.length === 0 ? [] : [{ kind: 'group', role: 'notes', items }];
}

/** The notes of a figure as texts; what lies beyond the axes is left out, and words that would reach beyond the right end of the axis end there. */
export function noteItems(notes: readonly FigureNote[], x: Axis, y: Axis, theme: Theme): TextItem[] {
  return notes.flatMap((note, i): TextItem[] => {
    checkNumber(note.x, `notes[${i}].x`);
    checkNumber(note.y, `notes[${i}].y`);
    const inside = (value: number, axis: Axis) => value >= axis.description.from && value <= axis.description.to;
    if (!inside(note.x, x) || !inside(note.y, y)) return [];
    const text = plainText(note.text, theme.legendSize, theme);
    const [start, end] = [x.description.from, x.description.to].map((value) => x.position(value)) as [number, number];
    const last = end - 0.3 * theme.legendSize - runsWidth(text.runs, theme.font);
    const left = Math.max(start, Math.min(x.position(note.x), last));
    return [{ ...text, x: left, y: y.position(note.y) }];
  });
}
