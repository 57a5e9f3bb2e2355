import { expect, test } from 'vitest';
import { fontMetrics } from './fonts.ts';
import { glyphOutlines } from './glyph-outlines.ts';
import { outlinedText } from './glyph-runs.ts';
import type { Font, PathCommand, TextItem } from './primitives.ts';
import { labelRuns, textBox } from './text.ts';

const fonts: readonly Font[] = [{ family: 'STIX Two Text' }, { family: 'Source Sans 3' }];
const ends = (commands: readonly PathCommand[]) => commands.flatMap((command) => (command.op === 'Z' ? [] : [command]));

test.each(fonts)(
  '$family: capitals are as high as the font says, letters as wide as their advance, blanks empty',
  (font) => {
    const metrics = fontMetrics(font);
    const outlines = glyphOutlines(font);
    for (const letter of 'HIEL') {
      const points = ends(outlines(metrics.glyph(letter.codePointAt(0)!)));
      expect(Math.max(...points.map(({ y }) => y))).toBeCloseTo(metrics.capHeight, 2);
      expect(Math.min(...points.map(({ y }) => y))).toBeCloseTo(0, 2);
      expect(Math.max(...points.map(({ x }) => x))).toBeLessThan(metrics.advance(letter.codePointAt(0)!));
    }
    expect(outlines(metrics.glyph(32))).toEqual([]);
  },
);

test.each(fonts)('$family: a letter with an accent is the letter and the accent', (font) => {
  const { glyph } = fontMetrics(font);
  const strokes = (letter: string) =>
    glyphOutlines(font)(glyph(letter.codePointAt(0)!)).filter(({ op }) => op === 'M').length;
  expect(strokes('ä')).toBe(strokes('a') + 2);
  expect(strokes('o')).toBe(2);
});

test('the outlines of a label stay in its measured box, whatever its scripts and anchor', () => {
  for (const font of fonts) {
    for (const anchor of ['start', 'middle', 'end'] as const) {
      const item: TextItem = {
        kind: 'text',
        x: 0,
        y: 0,
        runs: labelRuns('ε^{uV}_{ee} ⟨r²⟩ ≤ ∞ (10^{-32}\\,cm^{2})', 10, font),
        font,
        color: '#000000',
        anchor,
      };
      const box = textBox(item);
      const points = ends(outlinedText(item));
      expect(Math.min(...points.map(({ x }) => x))).toBeGreaterThan(box.x - 0.3);
      expect(Math.max(...points.map(({ x }) => x))).toBeLessThan(box.x + box.width + 0.3);
      expect(Math.max(...points.map(({ x }) => x))).toBeGreaterThan(box.x + box.width - 1.5);
    }
  }
});

test('a character that a font lacks is drawn from the other one', () => {
  const item = (text: string): TextItem => ({
    kind: 'text',
    x: 0,
    y: 0,
    runs: [{ text, size: 1, rise: 0, shift: 0 }],
    font: { family: 'STIX Two Text' },
    color: '#000000',
    anchor: 'start',
  });
  const sans = fonts[1]!;
  const own = glyphOutlines(sans)(fontMetrics(sans).glyph('∞'.codePointAt(0)!));
  expect(outlinedText(item('∞')).length).toBe(own.length);
});
