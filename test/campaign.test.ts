import { spawn } from 'node:child_process';
import fs from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { CalledFolder, command } from './called-folder.ts';
import type { Call } from './command-servers.ts';

const here = new CalledFolder();
afterAll(() => here.remove());

const study = `schema: cevns/1.0
study: small
inputs:
  source: { use: sources/sns, exposure: 1e23 POT, neutrinos-per-proton-per-flavour: 0.08 }
  baseline: 20 m
  interaction: { couplings: tree-level, form-factor: unity, terms: [standard-model] }
  data: { events: { table: good.csv, columns: { PE: pe } } }
detector:
  target: { material: Ar, mass: 1 kg }
  quenching: { model: constant, factor: 0.25 }
  smearing: { model: poisson, light-yield: 4 PE/keVee }
  efficiency: { model: logistic, height: 1, steepness: 0.5 /PE, midpoint: 8 PE, offset: 0 }
  observables: { PE: { binning: { edges: [0, 20, 40, 60], unit: PE }, fine-bin-width: 1 PE } }
parameters: { strength: { scales: cevns, range: [0, 1000] } }
analysis:
  fitted: fit
  discovery: { kind: significance, against: { strength: 0.5 } }
  prediction: predict
outputs:
  - { kind: figure, of: fitted, axis: PE, file: pe.svg }
  - { kind: table, of: prediction, file: prediction.csv }
  - report
`;

const campaign = (matrix: string, more = 'analyses: [fitted, discovery]'): string =>
  `schema: cevns/1.0\ncampaign: scan\nstudy: study.yaml\n${more}\nmatrix:\n${matrix}`;
const plain = `  inputs.baseline: [20 m, 21 m, 22 m]\n  inputs.interaction.form-factor: [unity, helm]\n`;

let folder = '';
let count = 0;

beforeEach(() => {
  count += 1;
  folder = `case-${count}`;
  fs.mkdirSync(here.path(folder));
  here.write(`${folder}/study.yaml`, study);
  here.write(`${folder}/good.csv`, `pe\n${'10\n25\n26\n45\n'.repeat(5)}`);
  here.write(`${folder}/broken.sh`, "printf 'pe\\n10\\nten\\n' > broken.csv\n");
});

const write = (text: string): void => here.write(`${folder}/scan.yaml`, text);
const cevns = (...args: string[]): Promise<Call> => here.callIn(folder, args);
const run = (...more: string[]): Promise<Call> => cevns('run', 'scan.yaml', ...more);

async function ran(...more: string[]): Promise<string> {
  const { status, stderr } = await run(...more);
  expect(status, stderr).toBe(0);
  return stderr;
}

/** Contents of a results folder by path; timings tell one run from another. */
function filesOf(results = 'results/scan'): Record<string, string> {
  const root = here.path(join(folder, results));
  const paths = fs.readdirSync(root, { recursive: true, encoding: 'utf8' }).sort();
  const kept = paths.filter(
    (path) => !/timings\.json$|\.cevns-files\.json$/.test(path) && fs.statSync(join(root, path)).isFile(),
  );
  return Object.fromEntries(kept.map((path) => [path, fs.readFileSync(join(root, path), 'utf8')]));
}

const table = (): string[][] =>
  filesOf()
    ['campaign.csv']!.trimEnd()
    .split('\n')
    .map((line) => line.split(','));
/** Stages computed and unchanged, as a run says at its end. */
function countsIn(log: string): { computed: number; unchanged: number } {
  const [, computed, unchanged] = /(\d+) stages computed, (\d+) unchanged/.exec(log)!;
  return { computed: Number(computed), unchanged: Number(unchanged) };
}

const idsOf = (rows: string[][]): Record<string, string> =>
  Object.fromEntries(rows.slice(1).map(([id, , ...values]) => [values.slice(0, 2).join(' '), id!]));

test('a row, and a summary, per configuration; stages that are alike are one', async () => {
  write(campaign(plain));
  // Of the 6 configurations, 3 baselines share a flux; data and timing are the same in all.
  expect(await ran()).toContain('scan: 6 configurations; ');
  const [head, ...rows] = table();
  expect(head!.slice(0, 4)).toEqual(['configuration', 'status', 'inputs.baseline', 'inputs.interaction.form-factor']);
  expect(rows.map((row) => row.slice(1, 4).join(' '))).toEqual([
    'ok 20 m unity',
    'ok 20 m helm',
    'ok 21 m unity',
    'ok 21 m helm',
    'ok 22 m unity',
    'ok 22 m helm',
  ]);
  const files = filesOf();
  const summaries = rows.map(([id]) => `configurations/${id}/summary.json`).sort();
  const written = ['campaign.csv', 'campaign.json', ...summaries, 'provenance/provenance.json', 'report.html'];
  expect(Object.keys(files)).toEqual(written);
  const column = head!.indexOf('fitted.parameters.strength.value');
  for (const row of rows) {
    const { analysis } = JSON.parse(files[`configurations/${row[0]}/summary.json`]!);
    expect(Number(row[column])).toBe(analysis.fitted.parameters.strength.value);
    expect(Object.keys(analysis)).toEqual(['fitted', 'discovery']);
  }
  const { stages } = JSON.parse(files['provenance/provenance.json']!) as { stages: Record<string, { kind: string }> };
  const kinds = Object.values(stages).map(({ kind }) => kind);
  expect(kinds.filter((kind) => kind === 'flux')).toHaveLength(3);
  expect(kinds.filter((kind) => kind === 'data')).toHaveLength(1);
  expect(kinds.filter((kind) => kind === 'fit')).toHaveLength(6);
});

test('the same numbers as of the study by itself', async () => {
  write(campaign(plain));
  await ran();
  const id = idsOf(table())['21 m helm'];
  const sets = ['--set', 'inputs.baseline=21 m', '--set', 'inputs.interaction.form-factor=helm'];
  const { status, stderr } = await cevns('run', 'study.yaml', ...sets);
  expect(status, stderr).toBe(0);
  const alone = JSON.parse(filesOf('results/small')['summary.json']!);
  const configuration = JSON.parse(filesOf()[`configurations/${id}/summary.json`]!);
  expect(configuration.conventions).toEqual(alone.conventions);
  for (const name of ['fitted', 'discovery']) expect(configuration.analysis[name]).toEqual(alone.analysis[name]);
});

test('an unchanged campaign writes nothing; one more value computes what is new; one less computes nothing', async () => {
  write(campaign(plain));
  const first = countsIn(await ran());
  const before = filesOf();
  const written = fs.statSync(here.path(`${folder}/results/scan/campaign.csv`)).mtimeMs;
  expect(countsIn(await ran())).toEqual({ computed: 0, unchanged: first.computed + first.unchanged });
  expect(filesOf()).toEqual(before);
  expect(fs.statSync(here.path(`${folder}/results/scan/campaign.csv`)).mtimeMs).toBe(written);

  write(campaign(plain.replace('[20 m', '[19 m, 20 m')));
  const more = countsIn(await ran());
  // Two configurations are new: each brings recoil, prediction, model, two analyses and a summary, and they share a flux.
  expect(more.computed).toBeLessThanOrEqual(2 * 6 + 1);
  expect(more.computed).toBeGreaterThanOrEqual(2 * 4);
  expect(more.unchanged).toBeGreaterThanOrEqual(first.computed + first.unchanged);
  const after = filesOf();
  for (const path of Object.keys(before).filter((name) => name.startsWith('configurations/'))) {
    expect(after[path]).toBe(before[path]);
  }

  write(campaign(plain.replace('20 m, ', '')));
  expect(await ran()).toContain('scan: 4 configurations; 0 stages computed');
  const left = Object.keys(filesOf()).filter((path) => path.startsWith('configurations/'));
  expect(left).toHaveLength(4);
  expect(left.every((path) => path in before)).toBe(true);
  expect(fs.readdirSync(here.path(`${folder}/results/scan/configurations`))).toHaveLength(4);
});

test('what is remembered of a campaign does not outlive an edit of its study, of an entry, or of what is set', async () => {
  write(campaign(plain));
  await ran();
  here.edit(`${folder}/study.yaml`, 'mass: 1 kg', 'mass: 2 kg');
  expect(await ran()).not.toContain(' 0 stages computed');
  const heavier = filesOf();
  here.edit(`${folder}/study.yaml`, 'mass: 2 kg', 'mass: 2000 g');
  expect(await ran()).toContain(' 0 stages computed');
  expect(filesOf()).toEqual(heavier);
  expect(await ran('--set', 'detector.target.mass=1 kg')).toContain(' 0 stages computed');
  expect(filesOf()).not.toEqual(heavier);
  fs.rmSync(here.path(`${folder}/good.csv`));
  const { status, stderr } = await run();
  expect([status, stderr]).toEqual([2, expect.stringContaining('E211')]);
});

test('the bytes do not depend on the number of workers, nor on a kill in the middle', async () => {
  write(campaign(plain.replace('[20 m, 21 m, 22 m]', '{ from: 20 m, to: 30 m, points: 12, spacing: log }')));
  await ran('--jobs', '1', '--store', 'one', '--out', 'results/one');
  await ran('--jobs', '2', '--store', 'two', '--out', 'results/two');
  expect(filesOf('results/two')).toEqual(filesOf('results/one'));
  const args = [command, 'run', 'scan.yaml', '--store', 'killed', '--out', 'results/killed'];
  const options = { cwd: here.path(folder), env: { ...process.env, CEVNS_STORE: '' }, stdio: 'ignore' as const };
  for (const records of [5, 40]) {
    const child = spawn(process.execPath, args, options);
    const ended = new Promise((settle) => child.on('exit', settle));
    const kept = (): number => {
      const records = here.path(`${folder}/killed/ac`);
      return fs.existsSync(records) ? fs.readdirSync(records, { recursive: true }).length : 0;
    };
    while (child.exitCode === null && kept() < records) await new Promise((wait) => setTimeout(wait, 5));
    child.kill('SIGKILL');
    await ended;
  }
  const log = await ran('--store', 'killed', '--out', 'results/killed');
  expect(Number(/, (\d+) unchanged/.exec(log)![1])).toBeGreaterThan(0);
  expect(filesOf('results/killed')).toEqual(filesOf('results/one'));
});

describe('a configuration that fails', () => {
  // What is wrong with a table that a command makes only shows when it is there.
  const made = '{ command: broken, output: broken.csv }';
  const failing = campaign(`  inputs.data.events.table: [good.csv, ${made}]\n${plain}`);
  beforeEach(() => {
    const commands = 'commands: { broken: { program: ./broken.sh, interpreter: sh, outputs: [broken.csv] } }\n';
    here.write(`${folder}/study.yaml`, study + commands);
  });

  test('the others go on with --keep-going; the end says which, why, and how to run it again', async () => {
    write(failing);
    const { status, stderr } = await run('--keep-going', '--allow-commands');
    expect(status).toBe(1);
    expect(stderr.trimEnd().split('\n').at(-1)).toMatch(/^scan: 12 configurations, 6 failed/);
    const end = stderr.slice(stderr.indexOf('failed: configuration'));
    expect(end).toContain(`inputs.data.events.table = ${made}`);
    expect(end).toContain('and 5 others');
    expect(end).toContain('broken.csv of the command broken:3');
    const again = /again: cevns (run .*)$/m.exec(end)![1]!;
    const words = again.split(' --set ').map((word) => word.replace(/^'|'$/g, ''));
    const { status: alone, stderr: cause } = await cevns(
      'run',
      'study.yaml',
      '--allow-commands',
      ...words.slice(1).flatMap((set) => ['--set', set]),
    );
    expect([alone, cause]).toEqual([1, expect.stringContaining('broken.csv of the command broken:3')]);
    const rows = table().slice(1);
    expect(rows.map(([, state]) => state)).toEqual([...Array(6).fill('ok'), ...Array(6).fill('failed')]);
    expect(rows.at(-1)!.at(-1)).toContain('ten');
    const overview = JSON.parse(filesOf()['campaign.json']!);
    expect(overview.configurations).toEqual({ total: 12, ok: 6, failed: 6 });
    expect(overview.failures).toHaveLength(6);
    expect(Object.keys(filesOf()).filter((path) => path.endsWith('summary.json'))).toHaveLength(6);
  });

  test('without it nothing new begins and nothing is written', async () => {
    write(failing);
    const { status, stderr } = await run('--allow-commands');
    expect(status).toBe(1);
    expect(stderr).toContain('broken.csv of the command broken:3');
    expect(stderr).toContain('again: cevns run study.yaml --set');
    expect(stderr).toContain('--keep-going');
    expect(fs.existsSync(here.path(`${folder}/results`))).toBe(false);
  });
});

test('figures, tables and reports of every configuration when they are asked for', async () => {
  write(campaign('  inputs.baseline: [20 m, 21 m]\n', 'outputs: [figures, tables, reports]'));
  await ran();
  const [id] = Object.values(idsOf(table()));
  const own = Object.keys(filesOf()).filter((path) => path.startsWith(`configurations/${id}/`));
  expect(own.map((path) => path.split('/').slice(2).join('/'))).toEqual([
    'figures/pe.svg',
    'report.html',
    'summary.json',
    'tables/prediction.csv',
  ]);
});

test('a plan counts stages by kind, and reasons by how often they occur', async () => {
  write(campaign(plain));
  await ran();
  expect((await cevns('plan', 'scan.yaml')).stdout).toMatch(
    /^scan: 0 stages would run, 0 may follow, \d+ are unchanged\n/,
  );
  here.edit(`${folder}/study.yaml`, 'exposure: 1e23 POT', 'exposure: 2e23 POT');
  const { stdout } = await cevns('plan', 'scan.yaml');
  expect(stdout).toMatch(/^ {2}flux +3 run\n +3 x source\.exposure 1e\+23 -> 2e\+23$/m);
  expect(stdout).toMatch(/^ {2}fit +6 may run\n +6 x after model$/m);
});

test('a check tells every problem of every configuration, and where it comes from, before anything runs', async () => {
  write(campaign(`  region.PE: [[0 PE, 60 PE], [0 PE, 70 PE], [0 keVee, 60 PE]]\n${plain}`));
  const { status, stderr } = await run();
  expect(status).toBe(2);
  expect(stderr).toMatch(/scan\.yaml:6:30: error E605.*\n(.*\n)*.*in 6 configurations/);
  expect(stderr).toMatch(/scan\.yaml:6:46: error E404/);
  expect(stderr).toContain('2 problems');
  expect(fs.existsSync(here.path(`${folder}/.cevns`))).toBe(false);
  expect((await cevns('check', 'scan.yaml')).stderr).toBe(stderr);
});

test('an axis that is wrong is told beside the figure that lacks it', async () => {
  const figures = 'figures:\n  - { file: n.svg, x: { axis: inputs.baseline }, y: { number: prediction.totl } }\n';
  write(campaign('  inputs.basline: [20 m, 21 m]\n', figures));
  const { status, stderr } = await cevns('check', 'scan.yaml');
  expect(status).toBe(2);
  expect(stderr).toMatch(/scan\.yaml:5:31: error E701: there is no axis `inputs\.baseline`/);
  expect(stderr).toMatch(/scan\.yaml:8:3: error E302: there is no key `basline` in `inputs`/);
  write(campaign('  inputs.baseline: [20 m, 21 m]\n', figures));
  const { stderr: end } = await run();
  expect(end).toContain(
    'warning: figures/n.svg: no configuration has the number prediction.totl; did you mean prediction.total?',
  );
});

test('a campaign of a campaign is refused', async () => {
  write(campaign(plain).replace('study: study.yaml', 'study: scan.yaml'));
  const { status, stderr } = await cevns('check', 'scan.yaml');
  expect([status, stderr]).toEqual([2, expect.stringMatching(/^scan\.yaml:\d+:\d+: error E703.*campaign itself/)]);
});
