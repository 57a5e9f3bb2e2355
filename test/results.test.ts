import { createHash } from 'node:crypto';
import fs from 'node:fs';
import { join } from 'node:path';
import { listEntries } from '@cevns/language/catalogue';
import { loadStudy } from '@cevns/language/load-study';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CalledFolder } from './called-folder.ts';
import { type Call, project } from './command-servers.ts';
import { schema, schemaValidator } from './schema-validator.ts';

const here = new CalledFolder();
const study = 'pipelines/coherent-csi-2021.yaml';
const results = 'results/coherent-csi-2021';
let first: Call;

const call = (...more: readonly string[]): readonly string[] => ['run', study, '--store', 'store', ...more];
const run = (...more: readonly string[]): Promise<Call> => here.callIn('', call(...more));
const result = (path: string): string => here.read(join(results, path));
const resultBytes = (path: string): Buffer => fs.readFileSync(here.path(join(results, path)));

function filesBelow(folder: string): string[] {
  const entries = fs.readdirSync(here.path(folder), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .sort();
}

beforeAll(async () => {
  here.write(study, fs.readFileSync(join(project, study), 'utf8'));
  first = await here.callAlone('', call('--json'));
}, 60_000);
afterAll(() => here.remove());

test('check and plan write nothing', async () => {
  const before = filesBelow('.');
  for (const command of ['check', 'plan']) {
    const { status, stdout, stderr } = await here.callIn('', [command, study]);
    expect(status, stderr).toBe(0);
    expect(stdout).toContain('coherent-csi-2021');
  }
  expect(filesBelow('.')).toEqual(before);
});

describe('what a run writes', () => {
  test('--json prints summary.json and nothing else on standard output', () => {
    expect(first.status, first.stderr).toBe(0);
    expect(first.stdout).toBe(result('summary.json'));
  });

  test('--quiet without --json prints nothing at all', async () => {
    expect(await here.callAlone('', call('--quiet'))).toEqual({ status: 0, stdout: '', stderr: '' });
  });

  test('summary.json fits its schema', () => {
    const validate = schemaValidator('summary');
    expect(validate(JSON.parse(result('summary.json'))), JSON.stringify(validate.errors)).toBe(true);
    expect(validate({ ...JSON.parse(result('summary.json')), analysis: { a: { kind: 'fit' } } })).toBe(false);
  });

  test('every line of every journal fits its schema', () => {
    const validate = schemaValidator('journal');
    const journals = filesBelow('store/journal');
    expect(journals.length).toBeGreaterThan(0);
    for (const journal of journals) {
      for (const line of fs.readFileSync(journal, 'utf8').trimEnd().split('\n')) {
        expect(validate(JSON.parse(line)), `${line}\n${JSON.stringify(validate.errors)}`).toBe(true);
      }
    }
    expect(validate({ event: 'stage-cached', stage: 1, key: '', at: '' })).toBe(false);
  });

  test('the tables add up to the numbers of the summary', () => {
    interface Counts {
      readonly components: Readonly<Record<string, number>>;
      readonly total: number;
      readonly observed: number;
    }
    const { analysis } = JSON.parse(result('summary.json')) as { analysis: Readonly<Record<string, Counts>> };
    const tables = { prediction: 'prediction', fit: 'strength', 'fit-pe': 'strength', 'fit-time': 'strength' };
    for (const [file, name] of Object.entries(tables)) {
      const { components, total, observed } = analysis[name]!;
      for (const [column, expected] of Object.entries({ ...components, total, observed })) {
        expect(Math.abs(columnSum(result(`tables/${file}.csv`), column) - expected)).toBeLessThan(1e-9);
      }
    }
  });
});

function columnSum(csv: string, name: string): number {
  const [header, ...rows] = csv.trimEnd().split('\n');
  const column = header!.split(',').indexOf(name);
  return rows.reduce((sum, row) => sum + Number(row.split(',')[column]), 0);
}

describe('what comes with the project', () => {
  test('every entry of the catalogue fits the schema of its kind', async () => {
    const catalogueRoot = join(project, 'configs');
    const schemas = { source: schema('source'), detector: schema('detector'), data: schema('data') };
    const element = schema('element');
    const entries = listEntries(catalogueRoot);
    expect(entries.length).toBeGreaterThan(41);
    for (const entry of entries) {
      const file = ['.yaml', '/entry.yaml'].map((end) => join(catalogueRoot, entry + end)).find(fs.existsSync)!;
      const kind = /^kind: (\w+)$/m.exec(fs.readFileSync(file, 'utf8'))?.[1] as keyof typeof schemas | 'element';
      const own = kind === 'element' ? element : schemas[kind];
      expect(own, `${entry} has the kind ${kind}`).toBeDefined();
      await loadStudy({ file, catalogueRoot, schema: own });
    }
  });
});

describe('the results folder follows the study', () => {
  const restored = async (path: string, harm: (absolute: string) => void): Promise<void> => {
    const before = resultBytes(path);
    harm(here.path(join(results, path)));
    const { status, stderr } = await run();
    expect(status, stderr).toBe(0);
    expect(stderr).toContain('0 stages computed, 28 unchanged');
    expect(resultBytes(path).equals(before)).toBe(true);
  };

  test('a file that was deleted, cut off or edited is restored without computing', async () => {
    await restored('figures/pe-projection.png', (path) => fs.rmSync(path));
    await restored('report.html', (path) => fs.truncateSync(path, 1000));
    await restored('summary.json', (path) => fs.appendFileSync(path, ' '));
    await restored('provenance/provenance.json', (path) => fs.rmSync(path));
    await restored('tables/fit.csv', (path) => fs.rmSync(join(path, '..'), { recursive: true }));
  });

  test('an output that is no longer asked for takes its file away, and no file of somebody else', async () => {
    here.write(join(results, 'figures/notes.txt'), 'mine');
    const before = here.read(study);
    here.edit(study, '  - { kind: figure, of: strength-profile, file: strength-profile.png }\n', '');
    here.edit(study, '  - { kind: table, of: prediction, file: prediction.csv }\n', '');
    const removed = await run();
    expect(removed.status, removed.stderr).toBe(0);
    expect(fs.readdirSync(here.path(join(results, 'figures'))).sort()).toEqual(
      ['notes.txt', ...['pe', 'time'].flatMap((axis) => ['png', 'svg'].map((end) => `${axis}-projection.${end}`))]
        .concat('strength-profile.svg', 'pe-subtracted.svg', 'time-subtracted.svg')
        .sort(),
    );
    expect(fs.existsSync(here.path(join(results, 'tables/prediction.csv')))).toBe(false);
    here.write(study, before);
    const again = await run();
    expect(again.stderr).toContain('0 stages computed, 28 unchanged');
    expect(fs.existsSync(here.path(join(results, 'figures/strength-profile.png')))).toBe(true);
  });
});

describe('a store that was harmed gives the same results', () => {
  const objects = (): string[] => filesBelow('store/cas');
  const records = (): string[] => filesBelow('store/ac');
  const kept = [
    'summary.json',
    'report.html',
    'figures/pe-projection.png',
    'tables/fit.csv',
    'provenance/provenance.json',
  ];

  test.each<[string, () => void]>([
    ['objects deleted', () => each(objects(), (path) => fs.rmSync(path))],
    ['objects cut off', () => each(objects(), (path) => fs.truncateSync(path, 10))],
    ['a byte of each object flipped', () => each(objects(), flipByte)],
    ['records damaged', () => each(records(), flipByte)],
    ['a third of all gone', () => each(everyThird([...objects(), ...records()]), (path) => fs.rmSync(path))],
    ['all of it gone', () => fs.rmSync(here.path('store'), { recursive: true })],
  ])('%s', async (_, harm) => {
    const before = kept.map(resultBytes);
    harm();
    const { status, stderr } = await run();
    expect(status, stderr).toBe(0);
    expect(Number(/(\d+) stages computed/.exec(stderr)![1])).toBeGreaterThan(0);
    expect(kept.filter((path, i) => !resultBytes(path).equals(before[i]!))).toEqual([]);
    const wrong = objects().filter((path) => digestOf(path) !== path.slice(-64));
    expect(wrong).toEqual([]);
    expect((await run()).stderr).toContain('0 stages computed, 28 unchanged');
  });
});

function each(paths: readonly string[], harm: (path: string) => void): void {
  for (const path of paths) harm(path);
}

function flipByte(path: string): void {
  const bytes = fs.readFileSync(path);
  const middle = bytes.length >> 1;
  bytes[middle] = bytes[middle]! ^ 1;
  fs.writeFileSync(path, bytes);
}

function everyThird(paths: readonly string[]): string[] {
  return paths.filter((_, i) => i % 3 === 0);
}

function digestOf(path: string): string {
  return createHash('sha256').update(fs.readFileSync(path)).digest('hex');
}
