/** Several files in one call: one graph, what they share computed once, and results as if each had run by itself. */
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { parseXml } from '../packages/cli/src/testing/parse-xml.ts';
import { CalledFolder, command } from './called-folder.ts';
import type { Call } from './command-servers.ts';

const here = new CalledFolder();
afterAll(() => here.remove());

const study = (name: string, baseline: string): string => `schema: cevns/1.0
study: ${name}
inputs:
  source: { use: sources/sns, exposure: 1e23 POT, neutrinos-per-proton-per-flavour: 0.08 }
  baseline: ${baseline}
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
  prediction: predict
outputs:
  - { kind: figure, of: fitted, axis: PE, file: pe.svg }
  - { kind: table, of: prediction, file: prediction.csv }
  - report
`;
/** A line far above the bins: that nothing of the background is in its reference region only shows when it is smeared. */
const beyond = `detector:
  backgrounds:
    line: { events: 10 events, uncertainty: 10 %, PE: { model: lines, lines: [{ energy: 5 MeVee }] } }`;
const failing = (name: string, baseline: string): string => study(name, baseline).replace('detector:', beyond);
const scan = `schema: cevns/1.0
campaign: scan
study: near.yaml
analyses: [fitted]
matrix: { inputs.baseline: [20 m, 21 m, 30 m], inputs.interaction.form-factor: [unity, helm] }
`;
const all = ['near.yaml', 'far.yaml', 'scan.yaml'];

let folder = '';
let count = 0;
beforeEach(() => {
  count += 1;
  folder = `case-${count}`;
  fs.mkdirSync(here.path(folder));
  write('near.yaml', study('near', '20 m'));
  write('far.yaml', study('far', '30 m'));
  write('bad.yaml', failing('bad', '20 m'));
  write('worse.yaml', failing('worse', '30 m'));
  write('scan.yaml', scan);
  write('good.csv', `pe\n${'10\n25\n26\n45\n'.repeat(5)}`);
});

function write(name: string, text: string): void {
  here.write(`${folder}/${name}`, text);
}

const cevns = (...args: string[]): Promise<Call> => here.callIn(folder, args);
async function ran(...args: string[]): Promise<Call> {
  const call = await cevns('run', ...args);
  expect(call.status, call.stderr).toBe(0);
  return call;
}

/** Contents of a folder by path, without what differs from run to run. */
function filesOf(path: string): Record<string, string> {
  const root = here.path(join(folder, path));
  const names = fs.readdirSync(root, { recursive: true, encoding: 'utf8' }).sort();
  const files = names.filter((name) => !/timings\.json$|\.cevns-files\.json$/.test(name));
  const entries = files.filter((name) => fs.statSync(join(root, name)).isFile());
  return Object.fromEntries(entries.map((name) => [name, fs.readFileSync(join(root, name), 'utf8')]));
}

/** By name: stages computed, unchanged, and shared. */
function countsIn(log: string): Record<string, number[]> {
  const line =
    /^(\w+): (?:\d+ configurations; )?(\d+) stages computed, (\d+) unchanged(?: \((\d+) shared with other files\))?/gm;
  const found = [...log.matchAll(line)].map(([, name, ...counts]) => [name!, counts.map((each) => Number(each ?? 0))]);
  return Object.fromEntries(found);
}

const isThere = (path: string): boolean => fs.existsSync(here.path(join(folder, path)));
const journalled = (event: string): string[] => {
  const journals = here.path(`${folder}/.cevns/journal`);
  const lines = fs.readdirSync(journals).flatMap((name) => fs.readFileSync(join(journals, name), 'utf8').split('\n'));
  return lines.flatMap((line) => (line !== '' && JSON.parse(line).event === event ? [JSON.parse(line).stage] : []));
};

describe('studies and a campaign', () => {
  test('leave the bytes that they leave when run one by one, in any order and with any number of workers', async () => {
    for (const file of all) await ran(file, '--store', 'apart');
    const apart = filesOf('results');
    expect(Object.keys(apart).filter((path) => path.endsWith('summary.json'))).toHaveLength(8);
    for (const [files, jobs] of [
      [all, '1'],
      [all.toReversed(), '2'],
    ] as const) {
      fs.rmSync(here.path(`${folder}/results`), { recursive: true });
      await ran(...files, '--store', `together-${jobs}`, '--jobs', jobs);
      expect(filesOf('results')).toEqual(apart);
    }
  });

  test('compute what they share once, and count it once; then nothing, together and by themselves', async () => {
    const counts = countsIn((await ran(...all, '--jobs', '2')).stderr);
    expect(Object.keys(counts).sort()).toEqual(['far', 'near', 'scan']);
    const begun = journalled('stage-end');
    expect(new Set(begun).size).toBe(begun.length);
    expect(begun).toHaveLength(Object.values(counts).reduce((sum, [computed]) => sum + computed!, 0));
    // The counts at another distance are the same at least; one configuration of the campaign is the first study.
    expect(counts.far![2]).toBeGreaterThan(0);
    expect(counts.scan![2]).toBeGreaterThan(5);
    for (const [, unchanged, shared] of Object.values(counts)) expect(unchanged).toBeGreaterThanOrEqual(shared!);
    const again = countsIn((await ran(...all)).stderr);
    for (const name of Object.keys(counts)) {
      const [computed, unchanged, shared] = counts[name]!;
      expect(again[name]).toEqual([0, computed! + unchanged!, shared]);
    }
    for (const file of all) {
      expect((await cevns('plan', file)).stdout).toMatch(/^\w+: 0 stages would run, 0 may follow, \d+ are unchanged\n/);
      expect(countsIn((await ran(file)).stderr)).toMatchObject({ [file.slice(0, -5)]: [0, expect.any(Number), 0] });
    }
  });

  test('say why they run again in their own words', async () => {
    await ran(...all);
    here.edit(`${folder}/far.yaml`, '30 m', '31 m');
    expect((await cevns('plan', 'far.yaml')).stdout).toMatch(/^ {2}flux +run +\w+ 30 -> 31$/m);
    const { stderr } = await ran(...all);
    expect(stderr).toMatch(/^ {2}far\/flux +\d+ ms {2}\w+ 30 -> 31$/m);
    expect(countsIn(stderr).near![0]).toBe(0);
    expect(countsIn(stderr).scan![0]).toBe(0);
  });

  test('are runs of their own for the index, for diff and for verify', async () => {
    await ran(...all);
    const { stdout } = await cevns('results');
    const rows = stdout.trimEnd().split('\n').slice(1);
    expect(rows.map((row) => /results\/\w+/.exec(row)![0]).sort()).toEqual([
      'results/far',
      'results/near',
      'results/scan',
    ]);
    for (const row of rows) expect(row).toMatch(/ done /);
    for (const name of ['near', 'scan'])
      expect((await cevns('results', name)).stdout).toMatch(new RegExp(`^${name}: `));
    const { status, stdout: verified } = await cevns('verify', 'results/far');
    expect([status, verified]).toEqual([0, expect.anything()]);
    expect((await cevns('diff', 'near', 'far')).stdout).toContain('baseline');
  });

  test('--json lists the summaries in the order of the files', async () => {
    const { stdout } = await ran('scan.yaml', 'far.yaml', 'near.yaml', '--json');
    const summaries = JSON.parse(stdout) as { study?: string; campaign?: string }[];
    expect(summaries.map((each) => each.study ?? each.campaign)).toEqual(['scan', 'far', 'near']);
  });

  test('killed in the middle, the same call goes on and leaves the same bytes', async () => {
    await ran(...all, '--store', 'undisturbed');
    const expected = filesOf('results');
    fs.rmSync(here.path(`${folder}/results`), { recursive: true });
    const args = [command, 'run', ...all, '--store', 'killed'];
    for (const records of [3, 20]) {
      const child = spawn(process.execPath, args, { cwd: here.path(folder), stdio: 'ignore' });
      const ended = new Promise((settle) => child.on('exit', settle));
      const kept = (): number =>
        isThere('killed/ac') ? fs.readdirSync(here.path(`${folder}/killed/ac`), { recursive: true }).length : 0;
      while (child.exitCode === null && kept() < records) await new Promise((wait) => setTimeout(wait, 5));
      child.kill('SIGKILL');
      await ended;
    }
    await ran(...all, '--store', 'killed');
    expect(filesOf('results')).toEqual(expected);
  });

  test('an interrupt ends all of them with 130, and what was complete stays', async () => {
    const args = [command, 'run', ...all, '--jobs', '1', '--junit', 'junit.xml'];
    const child = spawn(process.execPath, args, { cwd: here.path(folder), stdio: ['ignore', 'ignore', 'pipe'] });
    let stderr = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      if (stderr === '') child.kill('SIGINT');
      stderr += text;
    });
    const status = await new Promise((settle) => child.on('close', settle));
    expect(stderr).toContain('cevns: interrupted');
    expect(status).toBe(130);
    const { stdout } = await cevns('results');
    expect(stdout.match(/ interrupted /g)!.length).toBeGreaterThan(0);
    const suites = parseXml(here.read(`${folder}/junit.xml`)).children.map(({ attributes }) => attributes.name);
    expect(suites).toEqual(['near', 'far', 'scan', all.join(' ')]);
    await ran(...all);
  });
});

describe('when a stage fails', () => {
  test('--keep-going finishes all that can be; each failed file is told at the end, the shared stage ran once', async () => {
    const files = ['bad.yaml', 'near.yaml', 'worse.yaml', 'scan.yaml'];
    const { status, stderr } = await cevns('run', ...files, '--keep-going', '--junit', 'junit.xml');
    expect(status).toBe(1);
    expect(isThere('results/near/summary.json') && isThere('results/scan/campaign.csv')).toBe(true);
    expect(isThere('results/bad') || isThere('results/worse')).toBe(false);
    expect(journalled('stage-begin').filter((stage) => /^(bad|worse)\/backgrounds$/.test(stage))).toEqual([
      'bad/backgrounds',
    ]);
    const end = stderr.slice(stderr.lastIndexOf('-> results/'));
    expect(end.match(/^cevns: .*/gm)).toEqual([
      expect.stringMatching(/^cevns: bad\/backgrounds: /),
      expect.stringMatching(/^cevns: worse\/backgrounds: /),
    ]);
    expect(end.trimEnd().split('\n').slice(-3)).toEqual([
      expect.stringMatching(/^bad: failed; \d+ stages computed, \d+ unchanged, 1 failed, \d+ not computed, /),
      '  nothing was written to results/worse',
      expect.stringMatching(/^worse: failed; /),
    ]);
    const suites = parseXml(here.read(`${folder}/junit.xml`)).children;
    const states = suites.map(({ attributes: { name, tests, failures } }) => [name, tests, failures]);
    expect(states).toEqual([
      ['bad', '2', '2'],
      ['near', '2', '0'],
      ['worse', '2', '2'],
      ['scan', '6', '0'],
    ]);
    const failed = suites[0]!.children.find(({ children }) => children[0]?.name === 'failure')!;
    expect(Number(failed.attributes.time)).toBeGreaterThan(0);
    expect((await cevns('results')).stdout.match(/ failed \(1\) /g)).toHaveLength(2);
  });

  test('a study of which one analysis failed has the numbers and files of the others, and says which failed of what', async () => {
    const discovery = '  discovery: { kind: significance, against: { strength: 0 } }\n';
    write('part.yaml', study('part', '20 m').replace('outputs:', `${discovery}outputs:`));
    const stopped = await cevns('run', 'part.yaml', '--jobs', '1');
    expect(stopped.status).toBe(1);
    expect(stopped.stderr).toContain('nothing was written to results/part (--keep-going writes what other analyses');
    expect(isThere('results/part')).toBe(false);
    const { status, stdout, stderr } = await cevns('run', 'part.yaml', '--keep-going', '--json');
    expect(status).toBe(1);
    const summary = JSON.parse(stdout);
    expect(JSON.parse(here.read(`${folder}/results/part/summary.json`))).toEqual(summary);
    const error = expect.stringMatching(/^the fit with the tested values did not converge: .* an expectation of 0$/);
    expect(summary.failed).toEqual({ discovery: { stage: 'part/analysis/discovery', error } });
    expect(Object.keys(summary.analysis).sort()).toEqual(['fitted', 'prediction']);
    expect(summary.warnings[0]).toMatch(/^discovery: failed, and has no numbers: the fit with/);
    expect(stderr).toMatch(/warning: discovery: failed[\s\S]* strength [\s\S]*-> results\/part\npart: failed; /);
    expect(isThere('results/part/figures/pe.svg') && isThere('results/part/tables/prediction.csv')).toBe(true);
    expect(isThere('results/part/report.html')).toBe(false);
    const { missing } = JSON.parse(here.read(`${folder}/results/part/provenance/provenance.json`));
    expect(missing).toEqual(['part/analysis/discovery', 'part/summary', 'part/report']);
    const again = await cevns('report', 'results/part');
    expect(again.status).not.toBe(0);
    expect(again.stderr).toContain('results of a study of which a part failed; run it again');
  });

  test('without it nothing new begins in any file, and those that are not finished are named', async () => {
    await ran('near.yaml');
    for (const how of [[], ['--fail-fast']]) {
      fs.rmSync(here.path(`${folder}/results`), { recursive: true, force: true });
      const files = ['bad.yaml', 'near.yaml', 'scan.yaml'];
      const { status, stderr } = await cevns('run', ...files, '--jobs', '1', ...how);
      expect(status).toBe(1);
      // All its stages were there before the failure.
      expect(isThere('results/near/summary.json')).toBe(true);
      expect(isThere('results/scan')).toBe(false);
      expect(stderr).toContain('cevns: not finished, since bad failed: scan (--keep-going goes on with other files)');
      expect(stderr.trimEnd().split('\n').at(-1)).toMatch(/^bad: failed; /);
    }
  });

  test('--fail-fast and --keep-going contradict each other', async () => {
    const { status, stderr } = await cevns('run', 'near.yaml', '--fail-fast', '--keep-going');
    expect([status, stderr]).toEqual([
      2,
      expect.stringContaining("'--fail-fast' cannot be used with option '--keep-going'"),
    ]);
    expect(isThere('.cevns')).toBe(false);
  });

  test('--log-json has the events of every file and a record for every failure', async () => {
    const files = ['bad.yaml', 'worse.yaml', 'near.yaml'];
    const { stderr } = await cevns('run', ...files, '--keep-going', '--log-json');
    const records = stderr
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    const of = (event: string) => records.filter((record) => record.event === event);
    expect(of('run-begin').map(({ graph }) => graph)).toEqual(['bad', 'worse', 'near']);
    expect(
      of('run-end')
        .map(({ status }) => status)
        .sort(),
    ).toEqual(['failed', 'failed', 'succeeded']);
    expect(of('failure').map(({ name, stage }) => [name, stage])).toEqual([
      ['bad', 'bad/backgrounds'],
      ['worse', 'worse/backgrounds'],
    ]);
    expect(of('stage-failed').every(({ durationMs }) => durationMs > 0)).toBe(true);
  });
});

test('files with stores of their own run one after the other', async () => {
  for (const name of ['a', 'b']) {
    fs.mkdirSync(here.path(`${folder}/${name}/.cevns`), { recursive: true });
    write(`${name}/${name}.yaml`, study(name, '20 m'));
    write(`${name}/good.csv`, 'pe\n10\n25\n');
  }
  const { stderr } = await ran('a/a.yaml', 'b/b.yaml');
  expect(countsIn(stderr).b).toEqual(countsIn(stderr).a);
  for (const name of ['a', 'b']) expect(isThere(`${name}/.cevns/store.json`) && isThere(`results/${name}`)).toBe(true);
});
