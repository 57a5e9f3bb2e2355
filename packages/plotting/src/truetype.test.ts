import { expect, test } from 'vitest';
import { fontBytes, fontMetrics } from './fonts.ts';
import { readMetrics } from './truetype.ts';

// Advance widths printed in the fonts' own design: Source Sans 3 has tabular figures 497/1000 and a space 200/1000 em wide.
test('advance widths of Source Sans 3', () => {
  const metrics = fontMetrics({ family: 'Source Sans 3' });
  for (const digit of '0123456789') expect(metrics.advance(digit.charCodeAt(0))).toBe(0.497);
  expect(metrics.advance(0x20)).toBe(0.2);
  expect(metrics.capHeight).toBe(0.66);
  expect(metrics.xHeight).toBeCloseTo(0.486, 3);
});

test('a font lacks what it lacks', () => {
  const metrics = fontMetrics({ family: 'STIX Two Text' });
  expect(metrics.hasGlyph(0x3b1)).toBe(true);
  expect(metrics.hasGlyph(0x1f600)).toBe(false);
  expect(metrics.hasGlyph(0xffff)).toBe(false);
});

test('bytes that are no TrueType font are refused', () => {
  expect(() => readMetrics(new Uint8Array(4))).toThrow(expect.objectContaining({ code: 'font-damaged' }));
  const bytes = fontBytes({ family: 'Source Sans 3' }).slice();
  bytes.set([0x78, 0x78, 0x78, 0x78], 12);
  for (let entry = 12; entry < 12 + 16 * 17; entry += 16) bytes[entry] = 0x78;
  expect(() => readMetrics(bytes)).toThrow(expect.objectContaining({ code: 'font-damaged' }));
});
