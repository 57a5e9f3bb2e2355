import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { pageScripts } from '../packages/plotting/src/generated/page-scripts.ts';
import { pageScriptsFile, pageScriptsText } from './bundle-page-scripts.ts';

test('the scripts of pages are those of their sources: scripts/bundle-page-scripts.ts writes them anew', async () => {
  expect(readFileSync(pageScriptsFile, 'utf8')).toBe(await pageScriptsText());
});

test('the digests are those of the scripts', () => {
  for (const { text, digest } of Object.values(pageScripts)) {
    expect(digest).toBe(`sha256-${createHash('sha256').update(text).digest('base64')}`);
  }
});
