import fs, { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { requireFile, requireFolder } from './required-folder.ts';

const folder = mkdtempSync(join(tmpdir(), 'cevns-folder-'));
beforeAll(() => {
  writeFileSync(join(folder, 'file'), '');
  mkdirSync(join(folder, 'there'));
});
afterAll(() => rmSync(folder, { recursive: true }));

test.each(['there', 'new', 'new/and/deep', '.'])('%s is a folder, or can be one; it is not made', (path) => {
  requireFolder(join(folder, path), '--out');
  expect(readdirSync(folder).sort()).toEqual(['file', 'there']);
});

test.each([
  ['file', 'is a file, not a folder'],
  ['file/below', 'file is a file'],
  ['file/far/below', 'file is a file'],
])('%s cannot be a folder', (path, why) => {
  expect(() => requireFolder(join(folder, path), '--out')).toThrow(why);
  expect(() => requireFolder(join(folder, path), '--out')).toThrow(/^--out: /);
});

test.skipIf(process.platform !== 'linux')(
  'where the system makes no folders, that is told before anything runs',
  () => {
    expect(() => requireFolder('/proc/results', '--out')).toThrow('cannot be made');
  },
);

test('a folder that may not be written', () => {
  const there = join(folder, 'there');
  vi.spyOn(fs, 'accessSync').mockImplementation((path) => {
    expect(path).toBe(there);
    throw Object.assign(new Error('EROFS: made up'), { code: 'EROFS' });
  });
  expect(() => requireFolder(there, '--out')).toThrow(`--out: the folder ${there} may not be written (EROFS)`);
  vi.restoreAllMocks();
  requireFolder(there, '--out');
});

test('a file may be where no folder is', () => {
  for (const path of ['file', 'new.xml', 'new/deep.xml']) requireFile(join(folder, path), '--junit');
  expect(() => requireFile(join(folder, 'there'), '--junit')).toThrow('is a folder, not a file');
  expect(() => requireFile(join(folder, 'file/x.xml'), '--junit')).toThrow('file is a file');
});
