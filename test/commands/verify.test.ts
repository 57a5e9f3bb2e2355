import fs from 'node:fs';
import { stageKey } from '@cevns/runner/key';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { CommandFolder } from './command-folder.ts';

const here = new CommandFolder();
afterAll(() => here.remove());
beforeAll(() => here.ok('run', 'small.yaml', '--quiet', '--out', 'results/original'));
beforeEach(() => {
  fs.rmSync(here.path('results/small'), { recursive: true, force: true });
  fs.cpSync(here.path('results/original'), here.path('results/small'), { recursive: true });
});

/** What a verification that fails prints. */
async function complaint(): Promise<string> {
  const { status, stdout, stderr } = await here.cevns('verify', 'results/small');
  expect([status, stderr]).toEqual([1, '']);
  expect(stdout.trimEnd().split('\n').at(-1)).toMatch(/^NOT verified: /);
  return stdout;
}

test('a result as it was left is verified, also without the store it came from, and nothing is written', async () => {
  const before = here.files();
  const said = await here.ok('verify', 'results/small');
  expect(said).toMatch(
    /^results\/small: recorded with node\d+-\w+; same platform, so bytes are compared\nverified: (\d+) of \1 outputs/,
  );
  expect(here.files()).toEqual(before);
  fs.renameSync(here.path('.cevns'), here.path('away'));
  expect(await here.ok('verify', 'results/small')).toBe(said);
  fs.renameSync(here.path('away'), here.path('.cevns'));
});

test('a number edited in the summary is found, and told with the one that is computed', async () => {
  const { total } = JSON.parse(here.read('results/small/summary.json')).analysis.prediction;
  here.edit('results/small/summary.json', `"total": ${total}`, '"total": 400');
  expect(await complaint()).toContain(
    `  summary.json was changed after the run: analysis.prediction.total is 400, computed again ${total}\n`,
  );
});

test.each([
  ['figures/pe.svg', 'stroke-width'],
  ['tables/bins.csv', '20'],
  ['report.html', 'A small detector'],
  ['study.resolved.yaml', '20 m'],
])('an edit of %s is found', async (path, text) => {
  here.edit(`results/small/${path}`, text, `${text} `);
  expect(await complaint()).toContain(`  ${path} was changed after the run`);
});

test('a file that is gone is found', async () => {
  fs.rmSync(here.path('results/small/figures/pe.svg'));
  expect(await complaint()).toContain('  figures/pe.svg is missing\n');
});

test('a record that was made to fit an edited summary is found: by its key, and by computing again', async () => {
  const record = 'results/small/provenance/provenance.json';
  here.edit(record, '"baselineM": 20', '"baselineM": 21');
  const said = await complaint();
  expect(said).toMatch(/ {2}flux: its record was changed, and contradicts itself\n/);
  expect(said).toMatch(/ {2}flux: flux comes out differently: \S+ is \S+, computed again /);
});

test('an input file that changed since is named; when it is back, the result is verified', async () => {
  const events = here.read('events.csv');
  here.write('events.csv', events.replace('\n9\n', '\n29\n'));
  expect(await complaint()).toMatch(/ {2}input file events\.csv changed since \(\w{8} -> \w{8}\)\n/);
  fs.rmSync(here.path('events.csv'));
  const said = await complaint();
  expect(said).toContain('  input file events.csv is nowhere to be found\n');
  expect(said).toContain('  data: counts could not be computed: the input file events.csv is nowhere to be found\n');
  here.write('events.csv', events);
  await here.ok('verify', 'results/small');
});

test('what an external program made is taken from the store; without it, it cannot be verified', async () => {
  const rows = here.read('events.csv').split('\n').join('\\n');
  here.write('events.sh', `#!/bin/sh\necho ran >> ${here.path('ran')}\nprintf '${rows}\\n' > ev.csv\n`);
  fs.chmodSync(here.path('events.sh'), 0o755);
  const table = '{ command: events, output: ev.csv }';
  const commands = 'commands: { events: { program: ./events.sh, outputs: [ev.csv] } }\n';
  here.write('with-program.yaml', here.read('small.yaml').replace('./events.csv', table) + commands);
  const store = ['--store', 'store-of-program'];
  await here.ok('run', 'with-program.yaml', '--quiet', '--allow-commands', '--out', 'results/program', ...store);
  const said = await here.ok('verify', 'results/program', ...store);
  expect(said).toMatch(/\nverified: 21 of 22 outputs have the same bytes, 1 of external programs taken from the store/);
  const elsewhere = await here.cevns('verify', 'results/program', '--store', '.cevns');
  expect(elsewhere.status).toBe(1);
  expect(elsewhere.stdout).toContain('an external program makes it, and it is in no store at hand\n');
  expect(here.read('ran')).toBe('ran\n');
});

/** Makes a record one of another version of Node.js, with keys that fit. */
function asFromNode99(): void {
  const path = 'results/small/provenance/provenance.json';
  const record = JSON.parse(here.read(path));
  record.runtime.node = '99.0.0';
  for (const stage of Object.values(record.stages) as { key: string; [part: string]: unknown }[]) {
    const { kind, modules, parameters, inputs } = stage as never as {
      kind: string;
      modules: Record<string, string>;
      parameters: never;
      inputs: Record<string, { digest: string }>;
    };
    const code = Object.fromEntries(Object.entries(modules).map(([role, name]) => [role, record.code[name].digest]));
    const digests = Object.fromEntries(Object.entries(inputs).map(([name, { digest }]) => [name, digest]));
    const runtime = `node99-${record.runtime.architecture}`;
    stage.key = stageKey({ kind, code, parameters, inputs: digests, runtime });
  }
  here.write(path, JSON.stringify(record));
  fs.rmSync(here.path('results/small/.cevns-files.json'));
  here.write('results/small/.cevns-files.json', JSON.stringify({ files: {}, format: 'cevns-results-1' }));
}

test('a record of another version of Node.js is compared by numbers', async () => {
  asFromNode99();
  const said = await here.ok('verify', 'results/small');
  expect(said).toMatch(
    /recorded with node99-\w+; another platform here, so numbers are compared, to 1e-12\nverified: /,
  );
});

test('a record of another operating system is compared by numbers', async () => {
  here.edit('results/small/provenance/provenance.json', `"platform": "${process.platform}"`, '"platform": "plan9"');
  fs.rmSync(here.path('results/small/.cevns-files.json'));
  here.write('results/small/.cevns-files.json', JSON.stringify({ files: {}, format: 'cevns-results-1' }));
  expect(await here.ok('verify', 'results/small')).toMatch(/so numbers are compared, to 1e-12\nverified: /);
});

test.each([
  ['results/nothing', /there are no results 'results\/nothing'/],
  ['small.yaml', /there are no results 'small.yaml'/],
  ['.', /is not a results folder/],
])('%s is no result: status 2', async (name, message) => {
  const { status, stdout, stderr } = await here.cevns('verify', name);
  expect(stderr).toMatch(message);
  expect([status, stdout]).toEqual([2, '']);
});

test('a damaged record is no result: status 2', async () => {
  here.edit('results/small/provenance/provenance.json', '{', '');
  const { status, stderr } = await here.cevns('verify', 'results/small');
  expect([status, stderr]).toEqual([
    2,
    'cevns: results/small/provenance/provenance.json is damaged, or of another version\n',
  ]);
});
