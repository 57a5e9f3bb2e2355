import fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { WatchedFiles } from './watched-files.ts';

let folder: string;
let told: (readonly string[])[];
let files: WatchedFiles;
const path = (name: string): string => join(folder, name);
beforeEach(() => {
  folder = fs.realpathSync(fs.mkdtempSync(join(tmpdir(), 'cevns-watched-')));
  for (const name of ['a.yaml', 'b.csv', 'other']) fs.writeFileSync(path(name), 'x');
  told = [];
  files = new WatchedFiles({ onChange: (changed) => told.push(changed), settleMs: 20, pollMs: 200 });
  files.set([path('a.yaml'), path('b.csv')], Date.now() + 1000);
});
afterEach(() => {
  files.close();
  fs.rmSync(folder, { recursive: true });
});
const eventually = (expected: readonly (readonly string[])[]) =>
  vi.waitFor(() => expect(told).toEqual(expected), { timeout: 5000, interval: 10 });
const aWhile = () => new Promise((wait) => setTimeout(wait, 500));

test('a file that is written is told, once, however often it was written in a moment', async () => {
  for (let i = 0; i < 5; i++) fs.writeFileSync(path('a.yaml'), 'y'.repeat(i + 2));
  await eventually([[path('a.yaml')]]);
  await aWhile();
  expect(told).toHaveLength(1);
});

test('a file that is replaced by another one, as many editors save, is told', async () => {
  fs.writeFileSync(path('a.yaml~'), 'new');
  fs.renameSync(path('a.yaml'), path('a.yaml.bak'));
  fs.renameSync(path('a.yaml~'), path('a.yaml'));
  await eventually([[path('a.yaml')]]);
  fs.writeFileSync(path('a.yaml'), 'newer');
  await eventually([[path('a.yaml')], [path('a.yaml')]]);
});

test('other files of the folder, and a look at a file, are nothing', async () => {
  fs.writeFileSync(path('other'), 'changed');
  fs.readFileSync(path('a.yaml'));
  await aWhile();
  expect(told).toEqual([]);
});

test('a file that goes away is told, and so is that it comes back', async () => {
  fs.rmSync(path('b.csv'));
  await eventually([[path('b.csv')]]);
  fs.writeFileSync(path('b.csv'), 'back');
  await eventually([[path('b.csv')], [path('b.csv')]]);
});

test('what changed before it was watched, but after it was read, is told; a folder may come later', async () => {
  fs.writeFileSync(path('other'), 'z');
  files.set([path('other'), path('new/file')], 0);
  await eventually([[path('other')]]);
  fs.mkdirSync(path('new'));
  fs.writeFileSync(path('new/file'), '1');
  await eventually([[path('other')], [path('new/file')]]);
  fs.writeFileSync(path('a.yaml'), 'no longer watched');
  await aWhile();
  expect(told).toHaveLength(2);
});
