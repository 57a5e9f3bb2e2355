import fs from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CommandFolder } from './command-folder.ts';

const here = new CommandFolder();
afterAll(() => here.remove());
beforeAll(async () => {
  await here.ok('run', 'small.yaml', '--quiet');
  await here.ok('run', 'small.yaml', '--quiet', '--set', 'inputs.baseline=21 m', '--out', 'results/farther');
});

/** Files of a part of the store. */
function stored(part: string): string[] {
  const entries = fs.readdirSync(here.path(`.cevns/${part}`), { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
}

test('size: what there is, by kind, adds up', async () => {
  const [total, ...rows] = (await here.ok('store', 'size')).trimEnd().split('\n');
  expect(total).toMatch(/^\.cevns: \d+(\.\d+)? [kM]B$/);
  const count = (title: string): number => Number(/ (\d+) /.exec(rows.find((row) => row.includes(title))!)![1]);
  expect(count('records of stages')).toBe(stored('ac').length);
  expect(count('outputs and lists')).toBe(stored('cas').length);
  expect(count('journals of runs')).toBe(2);
  expect(count('left by dead processes')).toBe(0);
});

test('list: a line for each record, with its stage', async () => {
  const [head, ...rows] = (await here.ok('store', 'list')).trimEnd().split('\n');
  expect(head!.trim().split(/ +/)).toEqual(['kind', 'stage', 'size', 'age', 'key']);
  expect(rows).toHaveLength(stored('ac').length);
  expect(rows.filter((row) => /^ {2}fit +small\/analysis\/strength /.test(row))).toHaveLength(1);
});

test('gc: nothing goes that was written just now; later, what the last run does not need', async () => {
  expect(await here.ok('store', 'gc', '--keep-last', '0')).toMatch(/^\.cevns: removed 0 files, 0 B; kept \d+ files/);
  const yesterday = Date.now() / 1000 - 86_400;
  for (const part of ['ac', 'cas', 'journal', 'latest'])
    for (const path of stored(part)) fs.utimesSync(path, yesterday, yesterday);
  expect(await here.ok('store', 'gc')).toContain('removed 0 files');
  expect(await here.ok('store', 'gc', '--keep-last', '1', '--older-than', '30d')).toContain('removed 0 files');
  const before = here.files();
  expect(await here.ok('store', 'gc', '--keep-last', '1', '--dry-run')).toMatch(/would remove [1-9]\d* files/);
  expect(here.files()).toEqual(before);
  expect(await here.ok('store', 'gc', '--keep-last', '1')).toMatch(/removed [1-9]\d* files.* for 1 run\n {2,}files/);
  const last = await here.cevns('run', 'small.yaml', '--set', 'inputs.baseline=21 m', '--out', 'results/farther');
  expect(last.stderr).toMatch(/small: 0 stages computed/);
  expect((await here.ok('results')).trimEnd().split('\n')).toHaveLength(4);
});

test('verify: damage is found, with --repair removed, and computed again', async () => {
  expect(await here.ok('store', 'verify')).toMatch(/records and \d+ objects checked, all is well\n$/);
  fs.appendFileSync(stored('ac')[0]!, 'x');
  const { status, stdout } = await here.cevns('store', 'verify');
  expect(status).toBe(1);
  expect(stdout).toMatch(/^ {2}ac\/\S+: it is damaged\n.* checked, 1 damaged or missing\n$/);
  expect(await here.ok('store', 'verify', '--repair')).toMatch(/it is damaged \(removed\)\n.*they are computed again/);
  const again = await here.cevns('run', 'small.yaml', '--set', 'inputs.baseline=21 m', '--out', 'results/farther');
  expect(again.stderr).toMatch(/small: 1 stages computed/);
  expect(await here.ok('store', 'verify')).toContain('all is well');
});

test.each([
  [['store', 'gc', '--keep-last', '-1'], /Expected a whole number from 0/],
  [['store', 'gc', '--older-than', 'yesterday'], /Expected an age such as 12h, 30d or 8w/],
  [['store', 'size', '--store', 'nowhere'], /there is no store nowhere/],
  [['store', 'sieze'], /unknown command 'sieze'/],
])('%j is refused with status 2, and nothing is written', async (args, message) => {
  const before = here.files();
  const { status, stdout, stderr } = await here.cevns(...args);
  expect(stderr).toMatch(message);
  expect([status, stdout]).toEqual([2, '']);
  expect(here.files()).toEqual(before);
});

test('of several stores in sight one has to be named', async () => {
  here.write('other/.cevns/store.json', '');
  const { status, stderr } = await here.cevns('store', 'size');
  expect(status).toBe(2);
  expect(stderr).toContain('--store <dir> says which is meant: .cevns, other/.cevns');
  expect(await here.ok('store', 'size', '--store', 'other/.cevns')).toMatch(/^other\/\.cevns: 0 B\n/);
  fs.rmSync(here.path('other'), { recursive: true });
});
