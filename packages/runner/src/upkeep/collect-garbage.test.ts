import fs from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { SourceCode } from '../code/source-code.ts';
import { runGraph } from '../run.ts';
import type { RunResult } from '../run-result.ts';
import { indexRuns, listRuns } from '../runs/run-index.ts';
import { Store } from '../store.ts';
import { makeToyWorkspace, type ToyWorkspace, toyChain } from '../testing/toy-workspace.ts';
import { writeRun } from '../testing/written-run.ts';
import { collectGarbage } from './collect-garbage.ts';
import { inspectStore } from './inspect-store.ts';

let toy: ToyWorkspace;
let store: Store;
let input: string;
beforeEach(() => {
  toy = makeToyWorkspace();
  store = new Store(toy.storeFolder);
  input = toy.write('input.txt', '3\n');
});
afterEach(() => toy.remove());

const hour = 3600 * 1000;

async function run(points: number): Promise<RunResult> {
  const code = new SourceCode({ home: toy.home });
  return runGraph(toyChain(input, { points }), { store: new Store(toy.storeFolder), code, jobs: 1 });
}

/** Makes everything in the store look as if it had been written so long ago. */
function age(ms: number): void {
  for (const entry of fs.readdirSync(store.folder, { recursive: true, withFileTypes: true })) {
    const time = (Date.now() - ms) / 1000;
    if (entry.isFile()) fs.utimesSync(join(entry.parentPath, entry.name), time, time);
  }
}

const everything = () => fs.readdirSync(store.folder, { recursive: true }).map(String).sort();
const graceMs = hour;
const keep = (runs: number) => ({ runs, graceMs });

test('what the last run does not need goes, and the last run still finds everything', async () => {
  const old = await run(1000);
  await indexRuns(store, [{ run: old.run, study: 'toy', file: 'toy.yaml', folder: 'results/toy' }]);
  const last = await run(2000);
  age(2 * hour);
  const before = everything();
  const foreseen = await collectGarbage(store, keep(1), { dryRun: true });
  expect(everything()).toEqual(before);
  const done = await collectGarbage(store, keep(1));
  expect(done.removed).toEqual(foreseen.removed);
  // The grid and the mean of the old run; its grid lies in a file of its own.
  expect(done).toMatchObject({
    runs: 1,
    running: 0,
    removed: { record: { count: 2 }, object: { count: 1 }, journal: { count: 1 } },
  });
  expect(store.record(old.stages.get('grid')!.key!)).toBeUndefined();
  expect(inspectStore(store).faults).toEqual([]);
  expect(listRuns(store).map(({ run: id }) => id)).toEqual([last.run, old.run]);
  expect((await run(2000)).counts).toMatchObject({ cached: 4, ran: 0 });
});

test('runs that are younger than an age are kept, however many', async () => {
  await run(1000);
  await run(2000);
  age(2 * hour);
  expect((await collectGarbage(store, { ...keep(0), youngerThanMs: hour })).removed.record.count).toBe(0);
  expect((await collectGarbage(store, keep(0))).left.count).toBeLessThan(6);
  expect((await run(2000)).counts).toMatchObject({ cached: 0, ran: 4 });
});

test('what was written lately stays, also what no journal names', async () => {
  await run(1000);
  fs.rmSync(join(store.folder, 'journal'), { recursive: true });
  expect((await collectGarbage(store, keep(0))).removed.record.count).toBe(0);
  age(2 * hour);
  expect((await collectGarbage(store, keep(0))).removed.record.count).toBe(4);
});

test('a run that is going on keeps what its study used last, and what its journal names', async () => {
  const { stages } = await run(1000);
  fs.rmSync(join(store.folder, 'journal'), { recursive: true });
  writeRun(store, 'going-on', { graph: 'toy-chain', end: false, keys: [stages.get('source')!.key!] });
  age(2 * hour);
  expect(await collectGarbage(store, keep(0))).toMatchObject({ running: 1, removed: { record: { count: 0 } } });
  fs.rmSync(join(store.folder, 'latest'), { recursive: true });
  expect((await collectGarbage(store, keep(0))).removed.record.count).toBe(3);
  expect(store.lookup(stages.get('source')!.key!).state).toBe('hit');
});

test('a run that was killed counts like any other', async () => {
  writeRun(store, 'killed', { end: false });
  const journal = join(store.folder, 'journal', 'killed.jsonl');
  fs.writeFileSync(journal, fs.readFileSync(journal, 'utf8').replace(/"pid":\d+/, '"pid":4194304'));
  age(2 * hour);
  expect(await collectGarbage(store, keep(0))).toMatchObject({ runs: 0, removed: { journal: { count: 1 } } });
});

test('temporary files of dead processes go once they are old', async () => {
  await run(1000);
  const left = join(store.folder, 'ac', '00', '.0011.abcdef012345.tmp');
  fs.mkdirSync(join(left, '..'), { recursive: true });
  fs.writeFileSync(left, 'half');
  expect((await collectGarbage(store, keep(1))).removed.temporary.count).toBe(0);
  age(2 * hour);
  expect((await collectGarbage(store, keep(1))).removed).toMatchObject({
    temporary: { count: 1 },
    record: { count: 0 },
  });
  expect(fs.existsSync(left)).toBe(false);
});

test('bytes go only when no record is left that names them', async () => {
  const { stages } = await run(1000);
  age(2 * hour);
  const { digest } = stages.get('grid')!.outputs.grid!;
  // Written anew by another process, while the runs that needed it are gone.
  fs.utimesSync(store.recordPath(stages.get('grid')!.key!), new Date(), new Date());
  await collectGarbage(store, keep(0));
  expect(store.object(digest)).toBeDefined();
  expect(inspectStore(store)).toMatchObject({ records: 1, faults: [] });
});

test('a store that is not there is an empty one', async () => {
  expect(await collectGarbage(new Store(join(toy.home, 'none')), keep(1))).toMatchObject({
    runs: 0,
    left: { count: 0 },
  });
  expect(fs.existsSync(join(toy.home, 'none'))).toBe(false);
});
