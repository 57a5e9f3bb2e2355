import fs from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CommandFolder } from './command-folder.ts';

const here = new CommandFolder();
afterAll(() => here.remove());
beforeAll(async () => {
  await here.ok('run', 'small.yaml', '--quiet');
  await here.ok('run', 'small.yaml', '--quiet', '--set', 'inputs.baseline=21 m', '--out', 'results/farther');
});

test('past runs, the newest first, with what they computed and where their results are', async () => {
  const before = here.files();
  const [head, newest, oldest, ...more] = (await here.ok('results')).trimEnd().split('\n');
  expect(more).toEqual([]);
  expect(head!.trim().split(/ {2,}/)).toEqual(['when', 'study', 'status', 'computed', 'unchanged', 'results', 'run']);
  expect(newest).toMatch(/^ {2}\d{4}-\d\d-\d\d \d\d:\d\d {2}small {2}done +\d+ +[1-9]\d* {2}results\/farther {2}\S+$/);
  expect(oldest).toMatch(/small {2}done +[1-9]\d* +0 {2}results\/small /);
  expect(here.files()).toEqual(before);
});

test('the numbers of one: by folder, by study, by run', async () => {
  const byFolder = await here.ok('results', 'results/small');
  expect(byFolder).toMatch(/^small: A small detector\n {2}prediction\n {4}expected events: cevns \d/);
  expect(byFolder).toContain('  results/small (cevns ');
  expect(await here.ok('results', 'small')).toBe(await here.ok('results', 'results/farther'));
  const run = (await here.ok('results')).trimEnd().split('\n').at(-1)!.split(' ').at(-1)!;
  expect(await here.ok('results', run)).toBe(byFolder);
});

test('--json prints the summary and nothing else', async () => {
  expect(await here.ok('results', 'results/small', '--json')).toBe(here.read('results/small/summary.json'));
});

test('a summary that somebody changed is shown with a warning', async () => {
  fs.cpSync(here.path('results/small'), here.path('results/edited'), { recursive: true });
  here.edit('results/edited/summary.json', 'A small detector', 'A great detector');
  const { status, stderr } = await here.cevns('results', 'results/edited');
  expect(status).toBe(0);
  expect(stderr).toBe('cevns: warning: results/edited/summary.json was changed after the run\n');
  fs.rmSync(here.path('results/edited'), { recursive: true });
});

test.each([
  [['results', 'smal'], /there are no results 'smal'; did you mean small\?/],
  [['results', '.'], /\. is not a results folder: there is no readable provenance\/provenance.json in it/],
  [['results', '--json'], /which one is meant\?/],
  [['results', '--store', 'nowhere'], /there is no store nowhere/],
  [['diff', 'results/small'], /missing required argument 'after'/],
  [['diff', 'results/small', 'x'], /there are no results 'x'/],
  [['diff', 'results/small', 'results/farther', '--figure', 'small.gif'], /ending in \.svg, \.pdf or \.png/],
  [['diff', 'results/small', 'results/farther', '--figure', 'small.yaml/x.svg'], /--figure: small\.yaml is a file/],
])('%j is refused with status 2, and nothing is written', async (args, message) => {
  const before = here.files();
  const { status, stdout, stderr } = await here.cevns(...args);
  expect(stderr).toMatch(message);
  expect([status, stdout]).toEqual([2, '']);
  expect(here.files()).toEqual(before);
});

test('diff of a result with itself, and with a run of the same in another folder', async () => {
  expect(await here.ok('diff', 'results/small', 'results/small')).toBe('no difference\n');
  await here.ok('run', 'small.yaml', '--quiet', '--out', 'results/again');
  expect(await here.ok('diff', 'results/small', 'results/again')).toBe('no difference\n');
});

test('diff names the parameter that differs, and by how much the numbers moved, the most first', async () => {
  const text = await here.ok('diff', 'results/small', 'results/farther');
  expect(text).toMatch(/^results\/small -> results\/farther\nparameters\n/);
  expect(text).toMatch(/ {2}\S*baseline\S* 20 -> 21 {2}\(.*flux.*\)\n/);
  expect(text).toMatch(/numbers\n +before +after +moved\n {2}\S+ .* \+\S+ sigma\n/);
  const { same, causes, moved } = JSON.parse(await here.ok('diff', 'results/small', 'results/farther', '--json'));
  expect([same, causes.files, causes.code]).toEqual([false, [], []]);
  const total = moved.numbers.find(({ path }: { path: string }) => path === 'prediction.total');
  // Everything falls with the square of the distance.
  expect(total.after / total.before).toBeCloseTo((20 / 21) ** 2, 12);
  const strength = JSON.parse(here.read('results/small/summary.json')).analysis.strength.parameters['cevns-strength'];
  const path = 'strength.parameters.cevns-strength.value';
  const shift = moved.numbers.find((number: { path: string }) => number.path === path);
  expect(shift.sigma).toBeCloseTo((shift.after - shift.before) / strength.plus, 12);
  expect(moved.numbers[0].sigma).toBeCloseTo(shift.sigma, 9);
});

test('diff draws both results into a file, in a folder that it makes', async () => {
  await here.ok('diff', 'results/small', 'results/farther', '--figure', 'drawn/both.svg');
  expect(here.read('drawn/both.svg')).toMatch(/^<svg .*results\/farther/s);
  fs.rmSync(here.path('drawn'), { recursive: true });
});

test('diff names the input file that changed', async () => {
  here.write('events.csv', here.read('events.csv').replace('\n9\n', '\n29\n'));
  await here.ok('run', 'small.yaml', '--quiet', '--out', 'results/recounted');
  const text = await here.ok('diff', 'results/small', 'results/recounted');
  expect(text).toMatch(/input files\n {2}events\.csv changed \([0-9a-f]{8} -> [0-9a-f]{8}\)\n/);
  expect(text).not.toContain('parameters\n');
});

test('the index may vanish: the journals know the same runs', async () => {
  const before = await here.ok('results');
  fs.rmSync(here.path('.cevns/index.json'));
  expect(await here.ok('results')).toBe(before);
});
