/**
 * Eight trials in which make, ninja, doit, scons, luigi, snakemake and others fail, each at least one of them, with their defaults: what was
 * not changed must not run, what was changed must, and what was harmed must not be taken for right. What is tested here once is tested in every variety elsewhere: edits in reruns/, harmed stores in results.test.ts and
 * packages/runner/src/faults.test.ts, kills and runs at the same time in packages/runner/src/killed-runs.test.ts and
 * upkeep/disturbed-store.test.ts there.
 */
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import type { Call } from './command-servers.ts';
import { WorkspaceCopy } from './workspace-copy.ts';

const copy = new WorkspaceCopy();
afterAll(() => copy.remove());

const study = `schema: cevns/1.0
study: trial
inputs:
  source: { use: sources/sns, exposure: 1e23 POT, neutrinos-per-proton-per-flavour: 0.08 }
  baseline: 20 m
  interaction: { couplings: tree-level, form-factor: unity, terms: [standard-model] }
  data: { events: { table: events.csv, columns: { PE: pe } } }
detector:
  target: { material: Ar, mass: 1 kg }
  quenching: { model: constant, factor: 0.25 }
  smearing: { model: poisson, light-yield: 4 PE/keVee }
  efficiency: { model: logistic, height: 1, steepness: 0.5 /PE, midpoint: 8 PE, offset: 0 }
  observables: { PE: { binning: { edges: [0, 20, 40, 60], unit: PE }, fine-bin-width: 1 PE } }
parameters: { strength: { scales: cevns, range: [0, 1000] } }
analysis: { fitted: fit }
outputs: [{ kind: figure, of: fitted, axis: PE, file: pe.svg }, report]
`;
const events = 'pe\n10\n25\n26\n45\n';

let folder = '';
let count = 0;
let first: Record<string, string>;
beforeEach(async () => {
  folder = `trial-${++count}`;
  fs.mkdirSync(copy.path(folder));
  copy.write(`${folder}/study.yaml`, study);
  copy.write(`${folder}/events.csv`, events);
  expect((await ran()).length).toBeGreaterThan(5);
  first = results();
});

const run = (): Promise<Call> => copy.cevns(['run', 'study.yaml'], copy.path(folder));

/** Runs the study; the stages that were computed, by what the run says of itself and by its journal. */
async function ran(): Promise<string[]> {
  const { status, stderr } = await run();
  expect(status, stderr).toBe(0);
  const stages = [...stderr.matchAll(/^ {2}(\S+) +\d+ ms /gm)].map(([, stage]) => stage!);
  expect(stderr).toContain(`trial: ${stages.length} stages computed`);
  return stages.sort();
}

/** Contents of the results folder, without times and the list of files. */
function results(): Record<string, string> {
  const root = copy.path(`${folder}/results/trial`);
  const names = fs.readdirSync(root, { recursive: true, encoding: 'utf8' }).sort();
  const files = names.filter((name) => !/timings|cevns-files/.test(name) && fs.statSync(join(root, name)).isFile());
  return Object.fromEntries(files.map((name) => [name, fs.readFileSync(join(root, name), 'utf8')]));
}

/** Digests of a record, by output, and its key. */
function stage(name: string): { readonly key: string; readonly outputs: Record<string, { readonly digest: string }> } {
  return JSON.parse(first['provenance/provenance.json']!).stages[`trial/${name}`];
}

function removeFromStore(name: string): void {
  const { key, outputs } = stage(name);
  const paths = [`ac/${key.slice(0, 2)}/${key}`];
  for (const { digest } of Object.values(outputs)) paths.push(`cas/${digest.slice(0, 2)}/${digest}`);
  for (const path of paths) fs.rmSync(copy.path(`${folder}/.cevns/${path}`), { force: true });
}

describe('the eight trials', () => {
  test('1. an input is touched, with the same bytes: nothing runs', async () => {
    const now = new Date();
    for (const name of ['events.csv', 'study.yaml']) fs.utimesSync(copy.path(`${folder}/${name}`), now, now);
    copy.write(`${folder}/events.csv`, events);
    expect(await ran()).toEqual([]);
    expect(results()).toEqual(first);
  });

  test('2. an input is changed, and what is made of it comes out as before: what follows does not run', async () => {
    copy.write(`${folder}/events.csv`, events.replace('25', '25.0'));
    expect(await ran()).toEqual(['data']);
  });

  test('3. something in between is deleted: it alone is made again, and what follows does not run', async () => {
    removeFromStore('prediction');
    expect(await ran()).toEqual(['prediction']);
    expect(results()).toEqual(first);
  });

  test('4. a final result is deleted: it is restored, and nothing runs', async () => {
    for (const name of ['summary.json', 'figures/pe.svg']) fs.rmSync(copy.path(`${folder}/results/trial/${name}`));
    expect(await ran()).toEqual([]);
    expect(results()).toEqual(first);
  });

  test('5. a final result is tampered with: that is noticed, and it is restored', async () => {
    const path = copy.path(`${folder}/results/trial/summary.json`);
    const { atime, mtime } = fs.statSync(path);
    fs.writeFileSync(path, first['summary.json']!.replace(/\d/g, '9'));
    fs.utimesSync(path, atime, mtime);
    expect((await copy.cevns(['results', 'trial'], copy.path(folder))).stderr).toContain('was changed after the run');
    expect(await ran()).toEqual([]);
    expect(results()).toEqual(first);
  });

  test('6. the code is changed: what it computes runs again', async () => {
    const path = 'packages/detectors/src/quenching/constant.ts';
    const before = copy.read(path);
    copy.edit(path, '1000 * factor', '1001 * factor');
    try {
      const stages = await ran();
      expect(stages).toEqual(expect.arrayContaining(['response', 'prediction', 'analysis/fitted', 'summary']));
      expect(stages).not.toContain('flux');
      expect(results()['summary.json']).not.toBe(first['summary.json']);
    } finally {
      copy.write(path, before);
    }
    expect(await ran()).toEqual([]);
    expect(results()).toEqual(first);
  });

  test('7. a run is killed in the middle of a stage: the plain call again gives the right results', async () => {
    const kept = (): number => {
      const records = copy.path(`${folder}/.cevns/ac`);
      return fs.existsSync(records) ? fs.readdirSync(records, { recursive: true }).length : 0;
    };
    for (const records of [1, 6]) {
      for (const made of ['.cevns', 'results'])
        fs.rmSync(copy.path(`${folder}/${made}`), { recursive: true, force: true });
      const args = [copy.path('packages/cli/bin/cevns.js'), 'run', 'study.yaml'];
      const child = spawn(process.execPath, args, { cwd: copy.path(folder), stdio: 'ignore' });
      const ended = new Promise((settle) => child.on('exit', (_, signal) => settle(signal)));
      while (child.exitCode === null && kept() < records) await new Promise((wait) => setTimeout(wait, 1));
      child.kill('SIGKILL');
      await ended;
      await ran();
      expect(results()).toEqual(first);
    }
  });

  test('8. two runs at once: both end well, and every result is right', async () => {
    for (const made of ['.cevns', 'results']) fs.rmSync(copy.path(`${folder}/${made}`), { recursive: true });
    // A process each.
    const calls = await Promise.all([run(), copy.callAlone(folder, ['run', 'study.yaml'])]);
    for (const { status, stderr } of calls) expect(status, stderr).toBe(0);
    expect(results()).toEqual(first);
    expect(await ran()).toEqual([]);
    const { status, stdout } = await copy.cevns(['store', 'verify'], copy.path(folder));
    expect([status, stdout]).toEqual([0, expect.stringContaining('all is well')]);
  });
});
