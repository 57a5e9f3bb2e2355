import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Document } from '@cevns/language/located';
import { parseYaml } from '@cevns/language/parse-yaml';
import { SourceText } from '@cevns/language/source-text';
import type { StageSpec } from '@cevns/runner/stage';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { RememberedTables } from './remembered-tables.ts';
import { TableCheck } from './table-check.ts';
import { READ_HERE, tableReadings } from './table-readings.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cevns-tables-'));
  file = join(folder, 'qf.csv');
});
afterEach(() => {
  vi.useRealTimers();
  rmSync(folder, { recursive: true });
});

const part = { at: 't', 'recoil-energy-unit': 'keVnr', content: 'qf', table: 'quenching' };
const stage = (id: string, parameters: object = { quenching: part }): StageSpec => ({
  id,
  kind: 'response',
  modules: { entry: '@cevns/studies/stages/response' },
  parameters: parameters as never,
  inputs: { quenching: { file, label: 'qf.csv' } },
  outputs: ['matrices'],
});
const naming = () => {
  const source = new SourceText('study.yaml', null, 'detector:\n  quenching: { table: qf.csv }\n');
  return {
    document: new Document(parseYaml(source)),
    namedFiles: [{ path: ['detector', 'quenching', 'table'], file }],
  };
};

test('a problem has its place in the table, and the one in the study that names it', () => {
  writeFileSync(file, '# by hand\nt,qf\n1,0.2\n2, x\n');
  expect(new TableCheck().problems([stage('a')], naming())).toMatchObject([
    {
      code: 'E214',
      file,
      line: 4,
      column: 4,
      found: "'x'",
      namedAt: { file: 'study.yaml', line: 2, column: 23, path: 'detector.quenching.table' },
    },
  ]);
});

test('what stages of ten thousand configurations have in common is read once', () => {
  writeFileSync(file, 't,qf\n1,0.2\n2,0.3\n');
  const read: string[] = [];
  const memory = { recall: () => undefined, remember: (key: string) => read.push(key) };
  vi.useFakeTimers({ now: Date.now() + 60_000, toFake: ['Date'] });
  const check = new TableCheck(memory);
  for (let i = 0; i < 10_000; i++) {
    // What is scanned has nothing to do with the table.
    const problems = check.problems([stage(`${i}`, { quenching: part, smearing: { width: i } })], naming());
    if (problems.length > 0) expect(problems).toEqual([]);
  }
  expect(read).toHaveLength(1);
  check.problems([stage('other', { quenching: { ...part, interpolation: 'log' } })], naming());
  expect(read).toHaveLength(2);
});

test('a table that was right is not read again, in later calls neither, until it changes', () => {
  writeFileSync(file, 't,qf\n1,0.2\n2,0.3\n');
  vi.useFakeTimers({ now: Date.now() + 60_000, toFake: ['Date'] });
  const first = new RememberedTables(folder, 'code');
  expect(new TableCheck(first).knows([stage('a')])).toBe(false);
  expect(new TableCheck(first).problems([stage('a')], naming())).toEqual([]);
  first.save();
  const again = () => new TableCheck(new RememberedTables(folder, 'code'));
  expect(again().knows([stage('a')])).toBe(true);
  expect(new TableCheck(new RememberedTables(folder, 'other code')).knows([stage('a')])).toBe(false);
  writeFileSync(file, 't,qf\n1,0.2\n2,-0.3\n');
  expect(again().knows([stage('a')])).toBe(false);
  expect(again().problems([stage('a')], naming())).toMatchObject([{ line: 3, column: 3 }]);
});

test('a table that changed a moment ago is read in the next call as well: its times would not tell a second change', () => {
  writeFileSync(file, 't,qf\n1,0.2\n2,0.3\n');
  const memory = new RememberedTables(folder, 'code');
  new TableCheck(memory).problems([stage('a')], naming());
  expect(new TableCheck(memory).knows([stage('a')])).toBe(false);
});

test('stages that were remembered, with their members in another order, are known', () => {
  writeFileSync(file, 't,qf\n1,0.2\n2,0.3\n');
  vi.useFakeTimers({ now: Date.now() + 60_000, toFake: ['Date'] });
  const memory = new RememberedTables(folder, 'code');
  expect(new TableCheck(memory).problems([stage('a')], naming())).toEqual([]);
  const turned = Object.fromEntries(Object.entries(part).reverse());
  expect(new TableCheck(memory).knows([stage('a', { quenching: turned })])).toBe(true);
  expect(new TableCheck(memory).knows([stage('a', { quenching: { ...part, content: 't' } })])).toBe(false);
});

test('a damaged memory is as good as none', () => {
  writeFileSync(join(folder, 'tables'), 'nonsense');
  expect(new RememberedTables(folder, 'code').recall('key')).toBeUndefined();
});

test('a file that cannot be read is told where the study names it', () => {
  expect(new TableCheck().problems([stage('a')], naming())).toMatchObject([
    { code: 'E213', file: 'study.yaml', line: 2, message: 'the file cannot be read: ENOENT' },
  ]);
});

test('tables that commands make are not there yet', () => {
  const made = { ...stage('a'), inputs: { quenching: { stage: 'command/qf', output: 'qf.csv' } } };
  expect(tableReadings(made)).toEqual([]);
});

test('every model of detectors and form factors with a table is read here', () => {
  const slots = {
    quenching: 'detectors',
    efficiency: 'detectors',
    'background-shapes': 'detectors',
    'form-factors': 'physics',
  };
  for (const [slot, owner] of Object.entries(slots)) {
    const models = resolve(import.meta.dirname, '../../..', owner, 'src', slot);
    const withTable = readdirSync(models)
      .filter(
        (name) => name.endsWith('.schema.json') && readFileSync(join(models, name), 'utf8').includes('"data-file"'),
      )
      .map((name) => name.replace('.schema.json', ''));
    expect(Object.keys(READ_HERE[slot as keyof typeof READ_HERE]).sort(), slot).toEqual(withTable.sort());
  }
});
