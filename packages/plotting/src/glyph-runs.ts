import { fontMetrics } from './fonts.ts';
import { glyphOutlines } from './glyph-outlines.ts';
import type { Font, PathCommand, TextItem } from './primitives.ts';
import { fontWith, runsWidth } from './text.ts';

/** Glyphs of one font and size in a row. In points: x from the anchor of the text, y above its base line. */
export interface GlyphRun {
  readonly font: Font;
  readonly size: number;
  readonly x: number;
  readonly y: number;
  readonly characters: readonly { readonly text: string; readonly glyph: number; readonly advance: number }[];
}

/** Lays out a text glyph by glyph with the advance widths that boxes are measured with; no kerning. A mark stands over the middle of the letter before it. */
export function glyphRuns(item: TextItem): GlyphRun[] {
  const width = runsWidth(item.runs, item.font);
  let x = item.anchor === 'start' ? 0 : item.anchor === 'middle' ? -width / 2 : -width;
  const found: GlyphRun[] = [];
  for (const { text, size, rise, shift } of item.runs) {
    x += shift;
    let run: { readonly font: Font; readonly characters: GlyphRun['characters'][number][] } | undefined;
    let before = 0;
    for (const character of text) {
      const codePoint = character.codePointAt(0)!;
      const font = fontWith(codePoint, item.font);
      const metrics = fontMetrics(font);
      if (/\p{Mark}/u.test(character)) {
        const glyph = metrics.glyph(codePoint);
        const over = x - before / 2 - size * middleOf(font, glyph);
        found.push({ font, size, x: over, y: rise, characters: [{ text: character, glyph, advance: 0 }] });
        run = undefined;
        continue;
      }
      if (run === undefined || run.font !== font) {
        const begun = { font, size, x, y: rise, characters: [] };
        found.push(begun);
        run = begun;
      }
      const advance = size * metrics.advance(codePoint);
      run.characters.push({ text: character, glyph: metrics.glyph(codePoint), advance });
      x += advance;
      before = advance;
    }
  }
  return found;
}

/** Where the middle of a glyph's outline lies, in widths of an em from its origin. */
function middleOf(font: Font, glyph: number): number {
  const across = glyphOutlines(font)(glyph).flatMap((command) => (command.op === 'Z' ? [] : [command.x]));
  return across.length === 0 ? 0 : (Math.min(...across) + Math.max(...across)) / 2;
}

/** The outlines of a text as one path in points, y downwards, from its anchor at the origin and before any rotation. */
export function outlinedText(item: TextItem): PathCommand[] {
  return glyphRuns(item).flatMap(({ font, size, x, y, characters }) => {
    const outlines = glyphOutlines(font);
    let left = x;
    return characters.flatMap(({ glyph, advance }) => {
      const at = left;
      left += advance;
      return outlines(glyph).map((command) => moved(command, size, at, -y));
    });
  });
}

function moved(command: PathCommand, size: number, left: number, base: number): PathCommand {
  const x = (value: number) => left + size * value;
  const y = (value: number) => base - size * value;
  if (command.op === 'Z') return command;
  if (command.op !== 'C') return { op: command.op, x: x(command.x), y: y(command.y) };
  const { x1, y1, x2, y2 } = command;
  return { op: 'C', x1: x(x1), y1: y(y1), x2: x(x2), y2: y(y2), x: x(command.x), y: y(command.y) };
}
