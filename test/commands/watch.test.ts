import fs from 'node:fs';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { CommandFolder } from './command-folder.ts';
import { type Told, WatchedStudy } from './watched-study.ts';

let here: CommandFolder;
let watched: WatchedStudy;
beforeEach(async () => {
  here = new CommandFolder();
  watched = await WatchedStudy.start(here, 'small.yaml');
  await toldOf({ state: 'done', version: 1 });
});
afterEach(async () => {
  watched.end();
  await here.remove();
});

/** Waits until the last thing that the page was told is this. */
const toldOf = (expected: Partial<Told>): Promise<unknown> =>
  vi.waitFor(() => expect(watched.told.at(-1)).toMatchObject(expected), { timeout: 20_000, interval: 20 });
const report = async (): Promise<string> => (await fetch(`${watched.url}report.html`)).text();

test('the report is that of the run, and follows the study, replaced files and data', async () => {
  expect(await report()).toBe(here.read('results/small/report.html'));
  here.edit('small.yaml', 'A small detector', 'Another detector');
  await toldOf({ state: 'done', version: 2 });
  expect(await report()).toContain('<h1>Another detector</h1>');
  // As editors do that write a new file first.
  here.write('small.yaml.new', here.read('small.yaml').replace('Another detector', 'A third detector'));
  fs.renameSync(here.path('small.yaml.new'), here.path('small.yaml'));
  await toldOf({ state: 'done', version: 3 });
  expect(await report()).toContain('<h1>A third detector</h1>');
  const before = here.read('results/small/summary.json');
  here.write('events.csv', `${here.read('events.csv')}\n30`);
  await toldOf({ state: 'done', version: 4 });
  expect(here.read('results/small/summary.json')).not.toBe(before);
  expect(watched.stderr).toContain('cevns: changed: events.csv\n');
  expect(await report()).toBe(here.read('results/small/report.html'));
});

test('a problem of the study is told in the terminal and on the page, and the last report stays', async () => {
  here.edit('small.yaml', 'baseline: 20 m', 'baseline: 20');
  await toldOf({ state: 'failed', version: 1, message: expect.stringContaining('E401') });
  expect(watched.stderr).toContain('E401');
  expect(await report()).toContain('A small detector');
  here.edit('small.yaml', 'baseline: 20', 'baseline: 21 m');
  await toldOf({ state: 'done', version: 2, message: '' });
  const events = here.read('events.csv');
  here.write('events.csv', 'pe\nnothing\n');
  await toldOf({ state: 'failed', version: 2, message: expect.stringMatching(/^events\.csv:2:1: error E214/) });
  here.write('events.csv', `${events}\n30`);
  await toldOf({ state: 'done', version: 3, message: '' });
});

test('an interrupt ends it, and nothing is left behind', async () => {
  watched.interrupt();
  expect(await watched.ended).toBe(130);
  await expect(fetch(watched.url)).rejects.toThrow();
  const written = Object.keys(here.files()).map((file) => file.slice(here.folder.length + 1).split('/')[0]!);
  expect([...new Set(written)].sort()).toEqual(['.cevns', 'events.csv', 'results', 'small.yaml']);
});

test('a study without a report is shown all the same; a campaign, or no file, is refused', async () => {
  here.write(
    'scan.yaml',
    'schema: cevns/1.0\ncampaign: scan\nstudy: small.yaml\nmatrix: { inputs.baseline: [20 m] }\n',
  );
  const campaign = await here.cevns('watch', 'scan.yaml');
  expect([campaign.status, campaign.stderr]).toEqual([
    2,
    'cevns: scan.yaml is a campaign; watch the study that it runs\n',
  ]);
  const missing = await here.cevns('watch', 'smal.yaml');
  expect([missing.status, missing.stderr]).toEqual([2, 'cevns: there is no file smal.yaml\n']);
  here.edit('small.yaml', '  - report\n', '');
  await toldOf({ state: 'done', version: 2 });
  expect(fs.existsSync(here.path('results/small/report.html'))).toBe(false);
  expect(await report()).toContain('<h1>A small detector</h1>');
});
