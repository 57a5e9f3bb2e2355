import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { fontBytes, fontPaths } from './fonts.ts';

test('all bundled faces are there, with the content that the layout was made for', () => {
  const paths = fontPaths();
  expect(paths).toHaveLength(6);
  expect(new Set(paths).size).toBe(6);
  for (const path of paths) expect(existsSync(path)).toBe(true);
});

test('bold and italic are other files than regular', () => {
  const family = 'STIX Two Text';
  const sizes = [fontBytes({ family }), fontBytes({ family, bold: true }), fontBytes({ family, italic: true })];
  expect(sizes[0]).not.toEqual(sizes[1]);
  expect(sizes[0]).not.toEqual(sizes[2]);
});
