import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Store } from '@cevns/runner/store';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openStudy } from './open-study.ts';
import { codeOf, runStudy, storeFolder } from './run-study.ts';
import type { StudyRun } from './write-study.ts';

const base = mkdtempSync(join(tmpdir(), 'cevns-run-'));
afterAll(() => rmSync(base, { recursive: true }));

describe('the folder of the store', () => {
  const study = join(base, 'project', 'studies', 'deep', 'study.yaml');
  beforeAll(() => {
    mkdirSync(dirname(study), { recursive: true });
    writeFileSync(join(base, 'project', 'package.json'), '{}');
    mkdirSync(join(base, '.cevns'));
  });

  test('what is given comes first, then the environment', () => {
    expect(storeFolder(study, 'given', { CEVNS_STORE: '/other' })).toBe(resolve('given'));
    expect(storeFolder(study, undefined, { CEVNS_STORE: '/other' })).toBe('/other');
  });

  test('else it is beside the study, and not above the project', () => {
    expect(storeFolder(study, undefined, {})).toBe(join(dirname(study), '.cevns'));
    expect(storeFolder(study, undefined, { CEVNS_STORE: '' })).toBe(join(dirname(study), '.cevns'));
  });

  test('one that exists on the way up is shared', () => {
    mkdirSync(join(base, 'project', '.cevns'));
    expect(storeFolder(study, undefined, {})).toBe(join(base, 'project', '.cevns'));
    mkdirSync(join(base, 'project', 'studies', '.cevns'));
    expect(storeFolder(study, undefined, {})).toBe(join(base, 'project', 'studies', '.cevns'));
  });
});

describe('a run', () => {
  const home = resolve(dirname(fileURLToPath(import.meta.url)), '../../..');
  const file = join(base, 'small.yaml');
  const folder = join(base, 'results');
  const text = (title: string) => `schema: cevns/1.0
study: small
title: ${title}
inputs:
  source: { use: sources/sns, exposure: 1e23 POT, neutrinos-per-proton-per-flavour: 0.08 }
  baseline: 20 m
  interaction: { couplings: tree-level, form-factor: unity, terms: [standard-model] }
  data: asimov
detector:
  target: { material: Ar, mass: 100 kg }
  quenching: { model: constant, factor: 0.25 }
  smearing: { model: poisson, light-yield: 4 PE/keVee }
  efficiency: { model: logistic, height: 1, steepness: 0.5 /PE, midpoint: 8 PE, offset: 0 }
  observables: { PE: { binning: { edges: [0, 20, 60], unit: PE }, fine-bin-width: 1 PE } }
analysis: { prediction: predict }
outputs: [{ kind: table, of: prediction, file: bins.csv }, report]
`;
  const store = new Store(join(base, 'store'));
  const code = codeOf(home);
  const runOf = async (title: string): Promise<StudyRun> => {
    writeFileSync(file, text(title));
    return runStudy(await openStudy({ file, home }), { code, store, folder, version: '1.2.3', jobs: 1 });
  };
  let first: StudyRun;
  beforeAll(async () => {
    first = await runOf('First');
  });

  const read = (path: string): string => readFileSync(join(folder, path), 'utf8');

  test('leaves what the study asks for, and where it came from', () => {
    const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
    const files = names.filter((name) => /^[^.].*\./.test(name));
    expect(files.sort()).toEqual([
      'provenance/provenance.json',
      'provenance/timings.json',
      'report.html',
      'study.resolved.yaml',
      'summary.json',
      'tables/bins.csv',
    ]);
    expect(first.run.counts.ran).toBe(first.run.stages.size);
    expect(read('summary.json')).toBe(first.summary);
    expect(read('provenance/provenance.json')).toContain('1.2.3');
  });

  test('the table holds the events of the summary', () => {
    const rows = read('tables/bins.csv').trimEnd().split('\n').slice(1);
    const total = rows.reduce((sum, row) => sum + Number(row.split(',')[3]), 0);
    expect(total).toBeCloseTo(JSON.parse(first.summary).analysis.prediction.total, 9);
    expect(total).toBeGreaterThan(1);
  });

  test('the resolved study is a study that gives the same', async () => {
    const resolved = join(folder, 'study.resolved.yaml');
    const again = await openStudy({ file: resolved, home });
    const { run, summary } = await runStudy(again, {
      code,
      store,
      folder: join(base, 'again'),
      version: '1.2.3',
      jobs: 1,
    });
    expect(run.counts.ran).toBe(0);
    expect(summary).toBe(first.summary);
  });

  test('unchanged it computes nothing and keeps the timings of what was computed', async () => {
    const timings = read('provenance/timings.json');
    const { run } = await runOf('First');
    expect(run.counts).toMatchObject({ ran: 0, cached: first.run.counts.ran });
    expect(read('provenance/timings.json')).toBe(timings);
  });

  test('a new title is a new summary and report, and no new physics', async () => {
    const { run } = await runOf('Second');
    const ran = [...run.stages.values()].filter(({ status }) => status === 'ran').map(({ stage }) => stage.kind);
    expect(ran.sort()).toEqual(['report', 'summary']);
    expect(existsSync(join(folder, 'report.html'))).toBe(true);
    expect(read('report.html')).toContain('Second');
  });
});
