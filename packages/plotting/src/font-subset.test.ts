import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Resvg } from '@resvg/resvg-js';
import { expect, test } from 'vitest';
import { subsetFont } from './font-subset.ts';
import { fontBytes, fontPaths } from './fonts.ts';
import { readMetrics } from './truetype.ts';

const kept = 'AéÅgν−ΔΩ0';
const codePoints = (text: string) => [...text].map((character) => character.codePointAt(0)!);

test.each(['Source Sans 3', 'STIX Two Text'] as const)(
  '%s: widths of kept characters stay, others are gone',
  (family) => {
    const whole = fontBytes({ family });
    const subset = subsetFont(whole, codePoints(kept));
    expect(subset.length).toBeLessThan(0.15 * whole.length);
    const [before, after] = [readMetrics(whole), readMetrics(subset)];
    for (const codePoint of codePoints(kept)) {
      expect(after.hasGlyph(codePoint)).toBe(true);
      expect(after.advance(codePoint)).toBe(before.advance(codePoint));
    }
    for (const codePoint of codePoints('Bbα1 ')) expect(after.hasGlyph(codePoint)).toBe(false);
    expect(after.ascent).toBe(before.ascent);
  },
);

test('the font as a whole has the checksum that the format asks for', () => {
  const subset = subsetFont(fontBytes({ family: 'Source Sans 3' }), codePoints(kept));
  const view = new DataView(subset.buffer);
  let sum = 0;
  for (let at = 0; at < subset.length; at += 4) sum = (sum + view.getUint32(at)) >>> 0;
  expect(sum).toBe(0xb1b0afba);
});

test('a painter draws the same glyphs from the subset, composite ones too', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cevns-font-'));
  try {
    const file = join(folder, 'subset.ttf');
    writeFileSync(file, subsetFont(fontBytes({ family: 'Source Sans 3' }), codePoints(kept)));
    for (const character of kept) {
      const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="60" height="60"><text x="5" y="45" font-size="40" font-family="Source Sans 3">${character}</text></svg>`;
      const paint = (fontFiles: string[]) =>
        Buffer.from(new Resvg(svg, { font: { loadSystemFonts: false, fontFiles } }).render().pixels);
      const drawn = paint([file]);
      expect(drawn.some((byte) => byte !== 0)).toBe(true);
      expect(drawn.equals(paint(fontPaths()))).toBe(true);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('characters that the font lacks are left out', () => {
  const subset = subsetFont(fontBytes({ family: 'Source Sans 3' }), [0x1f600, 0x41]);
  expect(readMetrics(subset).hasGlyph(0x1f600)).toBe(false);
  expect(readMetrics(subset).hasGlyph(0x41)).toBe(true);
});
