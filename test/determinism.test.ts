import fs from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { WorkspaceCopy } from './workspace-copy.ts';

const copy = new WorkspaceCopy();
const study = copy.path('pipelines/coherent-csi-2021.yaml');
const results = 'results/coherent-csi-2021';

/** The only files of a results folder that tell one run from another. */
const ofTheRun = ['.cevns-files.json', 'provenance/timings.json'];

async function run(args: readonly string[], folder = copy): Promise<string> {
  const { status, stderr } = await folder.cevns(['run', ...args]);
  expect(status, stderr).toBe(0);
  return stderr;
}

/** Files of a results folder by path, but for those that tell runs apart. */
function filesOf(folder: string): Record<string, Buffer> {
  const paths = fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name).slice(folder.length + 1));
  const kept = paths.filter((path) => !ofTheRun.includes(path)).sort();
  return Object.fromEntries(kept.map((path) => [path, fs.readFileSync(join(folder, path))]));
}

/** Names of the files that differ, in either folder. */
function differences(one: string, other: string): string[] {
  const [first, second] = [filesOf(one), filesOf(other)];
  const paths = [...new Set([...Object.keys(first), ...Object.keys(second)])];
  return paths.filter((path) => !first[path] || !second[path]?.equals(first[path]));
}

beforeAll(() => run([study, '--jobs', '2', '--store', 'store-2', '--out', results]), 60_000);
afterAll(() => copy.remove());

test('the results folder holds what the study asks for', () => {
  expect(Object.keys(filesOf(copy.path(results)))).toEqual([
    'figures/pe-projection.png',
    'figures/pe-projection.svg',
    'figures/pe-subtracted.svg',
    'figures/strength-profile.png',
    'figures/strength-profile.svg',
    'figures/time-projection.png',
    'figures/time-projection.svg',
    'figures/time-subtracted.svg',
    'provenance/provenance.json',
    'report.html',
    'study.resolved.yaml',
    'summary.json',
    'tables/fit-pe.csv',
    'tables/fit-time.csv',
    'tables/fit.csv',
    'tables/prediction.csv',
    'tables/strength-profile.csv',
  ]);
});

test('one worker gives the bytes that two gave', async () => {
  // Beside the other, so that the resolved study names data files by the same relative paths.
  const log = await run([study, '--jobs', '1', '--store', 'store-1', '--out', 'results/with-one-worker']);
  expect(log).toContain('28 stages computed, 0 unchanged');
  expect(differences(copy.path(results), copy.path('results/with-one-worker'))).toEqual([]);
});

test('another checkout in another folder gives the same bytes', async () => {
  const other = new WorkspaceCopy(copy.home);
  try {
    const log = await run(['pipelines/coherent-csi-2021.yaml', '--store', 'store'], other);
    expect(log).toContain('28 stages computed, 0 unchanged');
    expect(differences(copy.path(results), other.path(results))).toEqual([]);
  } finally {
    await other.remove();
  }
});

test('a second run leaves every file as it is', async () => {
  const times = () =>
    [...Object.keys(filesOf(copy.path(results))), ...ofTheRun].map((path) => {
      const { mtimeMs, ctimeMs, ino } = fs.statSync(copy.path(join(results, path)));
      return [path, mtimeMs, ctimeMs, ino];
    });
  const before = times();
  const log = await run([study, '--store', 'store-2', '--out', results]);
  expect(log).toContain('0 stages computed, 28 unchanged');
  expect(times()).toEqual(before);
});

test('from another working directory the same bytes, but for the paths of data files', async () => {
  const folder = copy.path('elsewhere/deep');
  fs.mkdirSync(folder, { recursive: true });
  const args = ['run', '../../pipelines/coherent-csi-2021.yaml', '--store', '../../store-2'];
  const { status, stderr } = await copy.cevns(args, folder);
  expect(status, stderr).toBe(0);
  expect(stderr).toContain('0 stages computed, 28 unchanged');
  const here = join(folder, results);
  expect(differences(copy.path(results), here)).toEqual(['study.resolved.yaml']);
  const [text, deeper] = [copy.path(results), here].map((path) =>
    fs.readFileSync(join(path, 'study.resolved.yaml'), 'utf8'),
  );
  expect(deeper!.replaceAll('../../../../configs/', '../../configs/')).toBe(text);
});

test('the resolved study can be run in place of the study', async () => {
  const resolved = copy.path(join(results, 'study.resolved.yaml'));
  const log = await run([resolved, '--store', 'store-2', '--out', 'results/again']);
  expect(log).toContain('0 stages computed, 28 unchanged');
  expect(differences(copy.path(results), copy.path('results/again'))).toEqual([]);
});

test('the resolved study holds what was set on the command line', async () => {
  await run([study, '--set', 'region.PE=[8 PE, 60 PE]', '--store', 'store-2', '--out', 'results/set']);
  const log = await run(['results/set/study.resolved.yaml', '--store', 'store-2', '--out', 'results/set-again']);
  expect(log).toContain('0 stages computed, 28 unchanged');
  expect(differences(copy.path('results/set'), copy.path('results/set-again'))).toEqual([]);
  expect(differences(copy.path('results/set'), copy.path(results))).toContain('summary.json');
});

test('what the command draws itself needs no build of the packages', async () => {
  expect(fs.existsSync(copy.path('packages/plotting/dist'))).toBe(false);
  await run([
    study,
    '--set',
    'inputs.baseline=20 m',
    '--set',
    'outputs=[]',
    '--store',
    'store-2',
    '--out',
    'results/20-m',
  ]);
  for (const format of ['svg', 'pdf', 'png']) {
    const file = `results/both.${format}`;
    const { status, stderr } = await copy.cevns(['diff', results, 'results/20-m', '--figure', file]);
    expect(status, stderr).toBe(0);
    expect(fs.statSync(copy.path(file)).size).toBeGreaterThan(1000);
  }
  const { status, stdout, stderr } = await copy.cevns(['plan', study, '--store', 'store-2', '--graph', 'svg']);
  expect([status, stdout.slice(0, 4)], stderr).toEqual([0, '<svg']);
});

test('toys in stages: the same bytes with one worker and with two, and more of them find those that were there', async () => {
  // Many toys, and points: with fewer parameters each is a shorter fit.
  const fixed = 'neutrino-flux, onset-time, efficiency, quenching-0, quenching-1';
  const analysis = (
    toys: number,
  ) => `analysis={ cover: { kind: toys, parameter: cevns-strength, fixed: [neutrino-flux], toys: ${toys} },
    ends: { kind: limit, parameter: cevns-strength, fixed: [neutrino-flux], convention: { name: feldman-cousins, toys: 300 } },
    level: { kind: limit, parameter: cevns-strength, fixed: [${fixed}], convention: { name: cls, method: toys, toys: 300 } },
    tested: { kind: feldman-cousins, x: { parameter: cevns-strength, range: [0.5, 1.3], points: 81 }, fixed: [${fixed}], toys: 260 } }`;
  const call = (toys: number, store: string, out: string, jobs: string) =>
    run([study, '--set', 'outputs=[]', '--set', analysis(toys), '--store', store, '--out', out, '--jobs', jobs]);
  await call(500, 'toys-1', 'results/toys-1', '1');
  await call(500, 'toys-2', 'results/toys-2', '2');
  expect(differences(copy.path('results/toys-1'), copy.path('results/toys-2'))).toEqual([]);
  const log = await call(1000, 'toys-2', 'results/toys-3', '2');
  // Two more blocks, the analysis and the summary.
  expect(log).toContain('4 stages computed');
}, 120_000);
