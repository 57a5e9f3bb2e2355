import fs from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { SourceCode } from '../code/source-code.ts';
import { runGraph } from '../run.ts';
import type { RunResult } from '../run-result.ts';
import { seal } from '../sealed.ts';
import { Store } from '../store.ts';
import { makeToyWorkspace, type ToyWorkspace, toyChain } from '../testing/toy-workspace.ts';
import { inspectStore } from './inspect-store.ts';
import { listRecords } from './list-records.ts';

let toy: ToyWorkspace;
let store: Store;
let first: RunResult;
const run = () =>
  runGraph(toyChain(toy.write('input.txt', '3\n')), { store, code: new SourceCode({ home: toy.home }), jobs: 1 });
beforeEach(async () => {
  toy = makeToyWorkspace();
  store = new Store(toy.storeFolder);
  first = await run();
});
afterEach(() => toy.remove());

const keyOf = (stage: string): string => first.stages.get(stage)!.key!;
const recordOf = (stage: string): string => store.recordPath(keyOf(stage));
const objectOf = (stage: string, output: string): string =>
  store.objectPath(first.stages.get(stage)!.outputs[output]!.digest);

function flip(path: string): void {
  const bytes = fs.readFileSync(path);
  bytes[bytes.length - 9]! ^= 1;
  fs.writeFileSync(path, bytes);
}

test('a store as a run leaves it is whole', () => {
  expect(inspectStore(store)).toEqual({ records: 4, objects: expect.any(Number), faults: [], withoutLists: 0 });
});

test.each<[string, () => void, RegExp[]]>([
  ['a record with a flipped bit', () => flip(recordOf('sum')), [/^ac.*: it is damaged$/]],
  ['an empty record', () => fs.truncateSync(recordOf('sum')), [/^ac.*: it is damaged$/]],
  ['a record under another key', () => fs.copyFileSync(recordOf('sum'), recordOf('mean')), [/^ac.*: its key does not/]],
  [
    'bytes with a flipped bit',
    () => flip(objectOf('grid', 'grid')),
    [/^cas.*: its content is not/, /^ac.*: the bytes of output grid are missing or damaged$/],
  ],
  ['bytes that are gone', () => fs.rmSync(objectOf('grid', 'grid')), [/^ac.*: the bytes of output grid are missing/]],
  ['a damaged memory of inputs', () => flip(join(store.folder, 'inputs')), [/^inputs: it is damaged$/]],
])('%s is found, and repaired by computing again', async (_, damage, expected) => {
  damage();
  const found = inspectStore(store).faults.map(({ path, what }) => `${path}: ${what}`);
  expect(found).toHaveLength(expected.length);
  for (const [i, pattern] of expected.entries()) expect(found[i]).toMatch(pattern);
  expect(inspectStore(store, { repair: true }).faults.every(({ repaired }) => repaired)).toBe(true);
  expect(inspectStore(store).faults).toEqual([]);
  expect((await run()).status).toBe('succeeded');
  expect(inspectStore(store)).toMatchObject({ records: 4, faults: [] });
});

test('a record that was forged with a seal is found by its key and its digests', () => {
  const record = store.record(keyOf('sum'))!;
  fs.writeFileSync(recordOf('sum'), seal({ ...record, parameters: { more: 1 } }));
  expect(inspectStore(store).faults).toMatchObject([{ what: 'its key does not follow from what it says' }]);
  const outputs = { value: { ...record.outputs.value!, inline: '9' } };
  fs.writeFileSync(recordOf('sum'), seal({ ...record, outputs }));
  expect(inspectStore(store).faults).toMatchObject([{ what: 'output value is not what its digest says' }]);
});

test('a lost list of source files is told, and is no fault of the record', () => {
  fs.rmSync(store.objectPath(store.record(keyOf('sum'))!.code.entry!.files));
  expect(inspectStore(store, { repair: true })).toMatchObject({ faults: [], withoutLists: 1 });
  expect(store.lookup(keyOf('sum')).state).toBe('hit');
});

test('records are listed with their stages, the newest first', () => {
  const records = listRecords(store);
  expect(records.map(({ stages }) => stages[0]).sort()).toEqual(['grid', 'mean', 'source', 'sum']);
  const grid = records.find(({ kind }) => kind === 'grid')!;
  expect(grid.bytes).toBeGreaterThan(16_000);
  expect(grid.key).toBe(keyOf('grid'));
  flip(recordOf('sum'));
  expect(listRecords(store).map(({ kind }) => kind)).toContain(undefined);
});
