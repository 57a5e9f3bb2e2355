import fs from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CommandFolder } from './command-folder.ts';

const here = new CommandFolder();
afterAll(() => here.remove());
beforeAll(async () => {
  await here.ok('run', 'small.yaml', '--quiet');
});

const journals = (): number => fs.readdirSync(here.path('.cevns/journal')).length;

test('a report is made again, the same as by the run, and nothing is computed', async () => {
  const before = here.read('results/small/report.html');
  const manifest = here.read('results/small/.cevns-files.json');
  const runs = journals();
  fs.rmSync(here.path('results/small/report.html'));
  expect(await here.ok('report', 'small')).toBe('results/small/report.html\n');
  expect(here.read('results/small/report.html')).toBe(before);
  expect(here.read('results/small/.cevns-files.json')).toBe(manifest);
  expect(journals()).toBe(runs);
});

test('the report says where its numbers came from, but nothing that differs from run to run', async () => {
  const html = here.read('results/small/report.html');
  const { files, stages } = JSON.parse(here.read('results/small/provenance/provenance.json'));
  expect(html).toContain(files[0].digest);
  expect(html).toContain(stages['small/analysis/strength'].key.slice(0, 16));
  expect(html).not.toContain('in the store');
  await here.ok('run', 'small.yaml', '--quiet', '--jobs', '1', '--out', 'results/again');
  expect(here.read('results/again/report.html')).toBe(html);
});

test('--timings writes a page beside it with what does', async () => {
  const before = here.read('results/small/report.html');
  expect(await here.ok('report', 'results/small', '--timings')).toBe('results/small/report-with-timings.html\n');
  expect(here.read('results/small/report-with-timings.html')).toMatch(/<td>computed<\/td><td class="right">\d+ ms/);
  expect(here.read('results/small/report-with-timings.html')).toContain('aria-label="The graph of stages');
  expect(here.read('results/small/report.html')).toBe(before);
});

test('without its store the report has the figures of the folder; those that are nowhere are named', async () => {
  const [elsewhere, folder] = [here.path('no-store'), here.path('results/moved')];
  fs.mkdirSync(elsewhere);
  fs.cpSync(here.path('results/small'), folder, { recursive: true });
  const { stdout } = await here.cevns('report', 'results/moved', '--store', elsewhere);
  expect(stdout).toBe('results/moved/report.html\n');
  expect(here.read('results/moved/report.html')).toContain('<svg');
  fs.rmSync(here.path('results/moved/figures/pe.svg'));
  const second = await here.cevns('report', 'results/moved', '--store', elsewhere, '--out', 'out/page.html');
  expect([second.status, second.stderr]).toEqual([
    0,
    'cevns: warning: the figure pe.svg is nowhere any more; cevns run makes it\n',
  ]);
  expect(here.read('out/page.html')).toContain('The figure pe.svg is not in any store at hand');
});

test('a study that asked for no report gets one', async () => {
  here.write('plain.yaml', here.read('small.yaml').replace('study: small', 'study: plain').replace('  - report\n', ''));
  await here.ok('run', 'plain.yaml', '--quiet');
  expect(fs.existsSync(here.path('results/plain/report.html'))).toBe(false);
  await here.ok('report', 'plain');
  const html = here.read('results/plain/report.html');
  expect(html).toContain('<h1>A small detector</h1>');
  expect(html).toContain('100 kg of Ar');
  expect(html).toContain('<figure id=');
  // The next run takes it for its own, and away, since it is not asked for.
  await here.ok('run', 'plain.yaml', '--quiet');
  expect(fs.existsSync(here.path('results/plain/report.html'))).toBe(false);
});

test('a campaign has its report made again from its table', async () => {
  here.write(
    'scan.yaml',
    'schema: cevns/1.0\ncampaign: scan\nstudy: small.yaml\nmatrix: { inputs.baseline: [20 m, 30 m] }\n',
  );
  await here.ok('run', 'scan.yaml', '--quiet');
  const before = here.read('results/scan/report.html');
  fs.rmSync(here.path('results/scan/report.html'));
  await here.ok('report', 'scan');
  expect(here.read('results/scan/report.html')).toBe(before);
  const { status, stderr } = await here.cevns('report', 'scan', '--timings');
  expect([status, stderr]).toEqual([2, 'cevns: results/scan is a campaign, whose report has no timings\n']);
  here.write('results/scan/campaign.csv', 'configuration\n');
  expect((await here.cevns('report', 'results/scan')).stderr).toContain(
    'results/scan/campaign.csv is damaged: Expected',
  );
});

test.each([
  ['smal', "cevns: there are no results 'smal'; did you mean small?\n"],
  ['configs', "cevns: there are no results 'configs' (cevns results lists past runs)\n"],
  ['.', 'cevns: . is not a results folder: there is no readable provenance/provenance.json in it\n'],
])('%s is no result', async (name, message) => {
  const { status, stdout, stderr } = await here.cevns('report', name);
  expect([status, stdout, stderr]).toEqual([2, '', message]);
});
