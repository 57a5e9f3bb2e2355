import { expect, test } from 'vitest';
import { glyphOutlines } from './glyph-outlines.ts';
import { glyphRuns } from './glyph-runs.ts';
import type { Font, TextItem } from './primitives.ts';
import { labelRuns } from './text.ts';

const fonts: Font[] = [{ family: 'STIX Two Text' }, { family: 'Source Sans 3' }];

test.each(fonts)('the bar of an antineutrino stands over the middle of its letter: %o', (font) => {
  const runs = labelRuns('E_{x} \\bar{\\nu}_{e}', 10, font);
  const item: TextItem = { kind: 'text', x: 0, y: 0, runs, font, color: '#000000', anchor: 'start' };
  const all = glyphRuns(item);
  const at = all.findIndex(({ characters }) => characters[0]!.text === '\u0304');
  const middle = (x: number, size: number, glyph: number) => {
    const across = glyphOutlines(font)(glyph).flatMap((command) => (command.op === 'Z' ? [] : [x + size * command.x]));
    return (Math.min(...across) + Math.max(...across)) / 2;
  };
  const before = all[at - 1]!;
  const letter = before.characters.at(-1)!;
  const left = before.x + before.characters.slice(0, -1).reduce((sum, { advance }) => sum + advance, 0);
  const [bar, nu] = [all[at]!, middle(left, before.size, letter.glyph)];
  expect(letter.text).toBe('ν');
  expect(Math.abs(middle(bar.x, bar.size, bar.characters[0]!.glyph) - nu)).toBeLessThan(0.5);
  // What follows stands where it would without the bar.
  expect(all[at + 1]!.x).toBeCloseTo(left + letter.advance, 10);
});
