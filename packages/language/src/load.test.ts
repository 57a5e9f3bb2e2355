import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadFile } from './load.ts';
import { plainValue } from './located.ts';
import { type Problem, StudyError } from './problem.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cevns-load-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function problemsOf(file: string): readonly Problem[] {
  try {
    loadFile(file);
  } catch (error) {
    if (error instanceof StudyError) return error.problems;
    throw error;
  }
  return [];
}

function written(name: string, content: string | Uint8Array): string {
  const file = join(folder, name);
  writeFileSync(file, content);
  return file;
}

test('a missing file is named, with the nearest name beside it', () => {
  written('coherent-csi.yaml', 'a: 1\n');
  expect(problemsOf(join(folder, 'coherent-cis.yaml'))).toMatchObject([
    { code: 'E101', file: join(folder, 'coherent-cis.yaml'), line: 1, column: 1, suggestion: 'coherent-csi.yaml' },
  ]);
  expect(problemsOf(join(folder, 'no-folder', 'x.yaml'))).toMatchObject([{ code: 'E101' }]);
  expect(problemsOf(join(folder, 'coherent-csi.yaml', 'x.yaml'))).toMatchObject([{ code: 'E101' }]);
});

test('a folder, an empty file, a pipe', () => {
  mkdirSync(join(folder, 'studies'));
  writeFileSync(join(folder, 'studies', 'one.yaml'), 'a: 1\n');
  expect(problemsOf(join(folder, 'studies'))).toMatchObject([
    { code: 'E103', expected: expect.stringContaining('one.yaml') },
  ]);
  expect(problemsOf(written('empty.yaml', ''))).toMatchObject([{ code: 'E104' }]);
  expect(problemsOf(written('mark.yaml', '\ufeff'))).toMatchObject([{ code: 'E104' }]);
  execFileSync('mkfifo', [join(folder, 'pipe')]);
  expect(problemsOf(join(folder, 'pipe'))).toMatchObject([{ code: 'E107' }]);
});

test('binary files are not taken for text', () => {
  expect(problemsOf(written('nul.yaml', 'a: 1\0\n'))).toMatchObject([{ code: 'E105' }]);
  expect(problemsOf(written('latin1.yaml', Uint8Array.of(0x61, 0x3a, 0x20, 0xe9, 0x0a)))).toMatchObject([
    { code: 'E105' },
  ]);
});

test('a file without permission', () => {
  const file = written('secret.yaml', 'a: 1\n');
  chmodSync(file, 0);
  const root = process.getuid?.() === 0;
  // Nothing is forbidden to root, so the file is read as nobody.
  if (root) process.seteuid?.(65534);
  try {
    expect(problemsOf(file)).toMatchObject([{ code: 'E102', message: expect.stringContaining('permission') }]);
  } finally {
    if (root) process.seteuid?.(0);
  }
});

test('a file of 50 MB is refused by its size alone', () => {
  const file = written('large.yaml', 'a: 1\n');
  // Sparse: to read it would still yield 50 MB of NUL bytes, and so another code.
  truncateSync(file, 50_000_000);
  expect(problemsOf(file)).toMatchObject([{ code: 'E106', found: '50 MB', expected: 'at most 10 MB' }]);
});

test('a byte order mark and CRLF change neither values nor places', () => {
  const file = written('windows.yaml', '\ufeffa: 1\r\nb:\r\n  - x y\r\n');
  const root = loadFile(file);
  expect(plainValue(root)).toEqual({ a: 1, b: ['x y'] });
  const broken = written('windows-broken.yaml', '\ufeffa: 1\r\nb: `\r\n');
  expect(problemsOf(broken)).toMatchObject([{ line: 2, column: 4, frame: '1 | a: 1\n2 | b: `\n  |    ^' }]);
});

test('random bytes give a tree or a StudyError and nothing else', () => {
  const file = join(folder, 'random.yaml');
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      writeFileSync(file, bytes);
      for (const problem of problemsOf(file)) expect(problem.code).toMatch(/^E1/);
    }),
    { numRuns: 300 },
  );
});
