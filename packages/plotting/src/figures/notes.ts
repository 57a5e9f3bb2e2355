import type { Axis } from '../axis.ts';
import { plainText } from '../frame.ts';
import type { DrawingItem, TextItem } from '../primitives.ts';
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

/** The notes of a figure as texts; what lies beyond the axes is left out. */
export function noteItems(notes: readonly FigureNote[], x: Axis, y: Axis, theme: Theme): TextItem[] {
  return notes.flatMap((note, i): TextItem[] => {
    checkNumber(note.x, `notes[${i}].x`);
    checkNumber(note.y, `notes[${i}].y`);
    const inside = (value: number, axis: Axis) => value >= axis.description.from && value <= axis.description.to;
    if (!inside(note.x, x) || !inside(note.y, y)) return [];
    return [{ ...plainText(note.text, theme.legendSize, theme), x: x.position(note.x), y: y.position(note.y) }];
  });
}
