import fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findOnPath } from './command-path.ts';

test('the first file that may be executed, in absolute folders only, links not followed', () => {
  const folder = fs.mkdtempSync(join(fs.realpathSync(tmpdir()), 'cevns-path-'));
  const make = (path: string, mode: number) => {
    fs.mkdirSync(join(folder, path, '..'), { recursive: true });
    fs.writeFileSync(join(folder, path), '#!/bin/sh\n', { mode });
  };
  make('a/text', 0o644);
  make('b/text', 0o755);
  make('c/text', 0o755);
  fs.mkdirSync(join(folder, 'a', 'folder'));
  fs.symlinkSync(join(folder, 'c', 'text'), join(folder, 'a', 'link'));
  const path = ['', '.', 'a', ...['a', 'b', 'c'].map((name) => join(folder, name))].join(':');
  expect(findOnPath('text', path)).toBe(join(folder, 'b', 'text'));
  expect(findOnPath('link', path)).toBe(join(folder, 'a', 'link'));
  expect(findOnPath('folder', path)).toBeUndefined();
  expect(findOnPath('missing', path)).toBeUndefined();
  expect(findOnPath('../b/text', path)).toBeUndefined();
  expect(findOnPath('', path)).toBeUndefined();
  expect(findOnPath('text', undefined)).toBeUndefined();
  fs.rmSync(folder, { recursive: true });
});
