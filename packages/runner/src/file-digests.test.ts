import fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { sha256 } from './digest.ts';
import { FileDigests } from './file-digests.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = fs.mkdtempSync(join(tmpdir(), 'cevns-digests-'));
  file = join(folder, 'counts.csv');
});
afterEach(() => {
  vi.restoreAllMocks();
  fs.rmSync(folder, { recursive: true });
});

const later = () => Date.now() + 60_000;

test('an old unchanged file is not read again, also after a round through JSON', () => {
  fs.writeFileSync(file, 'one');
  const digests = new FileDigests({}, later);
  expect(digests.digestOf(file)).toBe(sha256('one'));
  const read = vi.spyOn(fs, 'readFileSync');
  expect(digests.digestOf(file)).toBe(sha256('one'));
  const restored = new FileDigests(JSON.parse(JSON.stringify(digests.toJson())), later);
  expect(restored.digestOf(file)).toBe(sha256('one'));
  expect(restored.changed).toBe(false);
  expect(read).not.toHaveBeenCalled();
});

test('edits of the same size, also with the old modification time put back, are noticed', () => {
  fs.writeFileSync(file, 'one');
  const { atime, mtime } = fs.statSync(file);
  const digests = new FileDigests({}, later);
  digests.digestOf(file);
  fs.writeFileSync(file, 'two');
  fs.utimesSync(file, atime, mtime);
  expect(digests.digestOf(file)).toBe(sha256('two'));
});

test('a file read right after its change is read again, because a second edit may carry the same times', () => {
  const digests = new FileDigests();
  for (let i = 100; i < 300; i++) {
    fs.writeFileSync(file, String(i));
    expect(digests.digestOf(file)).toBe(sha256(String(i)));
  }
  const entry = new FileDigests();
  entry.digestOf(file);
  const read = vi.spyOn(fs, 'readFileSync');
  entry.digestOf(file);
  expect(read).toHaveBeenCalledTimes(1);
});

test('a file that is gone gives the error of the system and leaves the memory', () => {
  fs.writeFileSync(file, 'one');
  const digests = new FileDigests({}, later);
  digests.digestOf(file);
  fs.rmSync(file);
  expect(() => digests.digestOf(file)).toThrow('ENOENT');
  expect(digests.toJson()).toEqual({});
});
