import type { ChildProcess } from 'node:child_process';
import fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { sha256 } from './digest.ts';
import { materialise, type ResultFile, resultsManifestName } from './materialise.ts';
import { startScript } from './testing/child-process.ts';

let place: string;
let results: string;
beforeEach(() => {
  place = fs.mkdtempSync(join(tmpdir(), 'cevns-results-'));
  results = join(place, 'results', 'study');
});
afterEach(() => {
  vi.restoreAllMocks();
  fs.rmSync(place, { recursive: true });
});

const file = (path: string, text: string): ResultFile => ({
  path,
  content: { digest: sha256(text), bytes: () => Buffer.from(text) },
});
const exitOf = (child: ChildProcess): Promise<unknown> =>
  new Promise((settle) => child.on('exit', (status, signal) => settle(signal ?? status)));
const read = (path: string) => fs.readFileSync(join(results, path), 'utf8');

test('writes what is missing, keeps what is right, removes what is no longer asked for', () => {
  const summary = file('summary.json', '{}');
  expect(materialise(results, [summary, file('figures/pe.svg', '<svg/>'), file('tables/a/b.csv', '1')])).toEqual({
    written: ['summary.json', 'figures/pe.svg', 'tables/a/b.csv'],
    kept: [],
    removed: [],
    left: [],
  });
  fs.writeFileSync(join(results, 'notes.txt'), 'mine');
  fs.writeFileSync(join(results, 'figures', 'mine.svg'), 'mine');
  const unread = { ...summary, content: { ...summary.content, bytes: () => expect.fail('read without need') } };
  expect(materialise(results, [unread, file('figures/time.svg', '<svg></svg>')])).toEqual({
    written: ['figures/time.svg'],
    kept: ['summary.json'],
    removed: ['figures/pe.svg', 'tables/a/b.csv'],
    left: [],
  });
  expect(fs.readdirSync(results).sort()).toEqual([resultsManifestName, 'figures', 'notes.txt', 'summary.json']);
  expect(fs.readdirSync(join(results, 'figures')).sort()).toEqual(['mine.svg', 'time.svg']);
});

test('a result that was deleted or tampered with is restored', () => {
  const files = [file('summary.json', '{"z":11.6}'), file('report.html', '<html>')];
  materialise(results, files);
  fs.writeFileSync(join(results, 'summary.json'), '{"z":99.9}');
  fs.rmSync(join(results, 'report.html'));
  expect(materialise(results, files).written).toEqual(['summary.json', 'report.html']);
  expect(read('summary.json')).toBe('{"z":11.6}');
  expect(materialise(results, files)).toMatchObject({ written: [], kept: ['summary.json', 'report.html'] });
});

test('a file of an earlier run that somebody changed is left alone', () => {
  materialise(results, [file('a.csv', '1'), file('b.csv', '2')]);
  fs.writeFileSync(join(results, 'a.csv'), 'my own notes');
  expect(materialise(results, [])).toMatchObject({ removed: ['b.csv'], left: ['a.csv'] });
  expect(read('a.csv')).toBe('my own notes');
});

test.each(['../out.txt', '/etc/out.txt', 'a/../../out.txt', 'a//b', '', '.', 'a\\b', 'C:x', resultsManifestName])(
  'the path %j is refused',
  (path) => {
    expect(() => materialise(results, [file(path, 'x')])).toThrow(expect.objectContaining({ code: 'results-path' }));
    expect(fs.existsSync(results)).toBe(false);
  },
);

test('two results for one path, and a result in the way of another, are refused', () => {
  expect(() => materialise(results, [file('a', '1'), file('a', '2')])).toThrow('two results are to be written to a');
  expect(() => materialise(results, [file('a', '1'), file('a/b', '2')])).toThrow();
});

test('symbolic links inside the folder lead nowhere', () => {
  const outside = join(place, 'outside');
  fs.mkdirSync(outside);
  fs.writeFileSync(join(outside, 'pe.svg'), 'x');
  materialise(results, [file('figures/pe.svg', 'x'), file('summary.json', '{}')]);
  fs.rmSync(join(results, 'figures'), { recursive: true });
  fs.symlinkSync(outside, join(results, 'figures'));
  expect(() => materialise(results, [file('figures/pe.svg', 'y')])).toThrow(
    expect.objectContaining({ code: 'results-path' }),
  );
  expect(materialise(results, [file('summary.json', '{}')])).toMatchObject({ removed: [], left: ['figures/pe.svg'] });
  expect(fs.readFileSync(join(outside, 'pe.svg'), 'utf8')).toBe('x');
  // A link in place of a result is replaced by the result.
  fs.rmSync(join(results, 'summary.json'));
  fs.symlinkSync(join(outside, 'pe.svg'), join(results, 'summary.json'));
  materialise(results, [file('summary.json', '{}')]);
  expect(fs.lstatSync(join(results, 'summary.json')).isSymbolicLink()).toBe(false);
  expect(fs.readFileSync(join(outside, 'pe.svg'), 'utf8')).toBe('x');
});

test('a forged list of earlier files removes nothing outside', () => {
  const victim = join(place, 'results', 'victim.txt');
  materialise(results, []);
  fs.writeFileSync(victim, 'x');
  fs.writeFileSync(
    join(results, resultsManifestName),
    JSON.stringify({ files: { '../victim.txt': sha256('x'), [victim]: sha256('x') } }),
  );
  expect(materialise(results, [])).toMatchObject({ removed: [] });
  expect(fs.existsSync(victim)).toBe(true);
  fs.writeFileSync(join(results, resultsManifestName), 'not json');
  expect(materialise(results, [file('a', '1')]).written).toEqual(['a']);
});

test('after a failure in the middle the next call still knows its files', () => {
  materialise(results, [file('old.csv', '1')]);
  const rename = fs.renameSync;
  vi.spyOn(fs, 'renameSync').mockImplementation((from, to) => {
    if (String(to).endsWith('b.csv')) throw Object.assign(new Error('ENOSPC: made up'), { code: 'ENOSPC' });
    rename(from, to);
  });
  expect(() => materialise(results, [file('a.csv', '1'), file('b.csv', '2')])).toThrow(
    expect.objectContaining({ code: 'results-unwritable' }),
  );
  vi.restoreAllMocks();
  expect(materialise(results, [])).toMatchObject({ removed: ['a.csv', 'old.csv'] });
  expect(fs.readdirSync(results)).toEqual([resultsManifestName]);
});

test('what a killed process left is removed by the next call, and nothing of somebody else', async () => {
  for (const count of [1, 2, 3, 4]) {
    expect(await exitOf(await startScript('write-results.ts', results, String(count)))).toBe('SIGKILL');
  }
  const hidden = () =>
    fs.readdirSync(results, { recursive: true, encoding: 'utf8' }).filter((name) => /tmp$/.test(name));
  expect(hidden().length).toBeGreaterThan(0);
  const others = ['.notes.tmp', 'figures/draft.tmp'];
  for (const name of others) fs.writeFileSync(join(results, name), 'mine');
  materialise(results, [file('summary.json', '{}')]);
  expect(hidden().sort()).toEqual(others);
  expect(JSON.parse(read(resultsManifestName))).toEqual({
    files: { 'summary.json': sha256('{}') },
    format: 'cevns-results-1',
  });
});

test('while another process writes, its temporary files stay', async () => {
  const writer = await startScript('write-results.ts', results, '0');
  const end = exitOf(writer);
  const isBegun = () => fs.existsSync(join(results, 'figures'));
  while (!isBegun()) await new Promise((wait) => setTimeout(wait, 5));
  const temporary = join(results, 'figures', '.pe.svg.0123456789ab.tmp');
  fs.writeFileSync(temporary, '');
  materialise(results, [file('summary.json', '{}')]);
  expect(fs.existsSync(temporary)).toBe(true);
  writer.kill('SIGKILL');
  await end;
});

test('bytes that are not what their digest says are not written', () => {
  const digest = sha256('right');
  for (const content of [
    { digest, bytes: () => Buffer.from('wrong') },
    { digest, pieces: () => ['wr', 'ong'] },
  ]) {
    expect(() => materialise(results, [{ path: 'a', content }])).toThrow(
      expect.objectContaining({ code: 'input-changed' }),
    );
    expect(fs.readdirSync(results)).toEqual([resultsManifestName]);
  }
  materialise(results, [{ path: 'a', content: { digest, pieces: () => ['ri', 'ght'] } }]);
  expect(read('a')).toBe('right');
});
