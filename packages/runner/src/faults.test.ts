import fs from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { SourceCode } from './code/source-code.ts';
import type { StageGraph } from './graph.ts';
import type { RunEvent } from './journal.ts';
import { planGraph } from './plan.ts';
import { runGraph } from './run.ts';
import type { RunResult } from './run-result.ts';
import { Store } from './store.ts';
import { endOf, linkRunner, type ProcessEnd, startScript } from './testing/child-process.ts';
import { addSlowStage, slowGraph } from './testing/slow-graph.ts';
import { storeContents } from './testing/store-contents.ts';
import { makeToyWorkspace, type ToyWorkspace, toyChain, toyStage } from './testing/toy-workspace.ts';

let toy: ToyWorkspace;
let graph: StageGraph;
beforeEach(() => {
  toy = makeToyWorkspace();
  graph = toyChain(toy.write('input.txt', '3\n'));
});
afterEach(() => {
  vi.restoreAllMocks();
  toy.remove();
});

const options = (folder = toy.storeFolder) => ({
  store: new Store(folder),
  code: new SourceCode({ home: toy.home }),
  jobs: 2,
});

const ran = ({ stages }: RunResult) =>
  [...stages.values()].filter(({ status }) => status === 'ran').map(({ stage }) => stage.id);

function temporaries(): string[] {
  const names = fs.readdirSync(toy.storeFolder, { recursive: true }).map(String);
  return names.filter((name) => name.endsWith('.tmp'));
}

function flip(path: string): void {
  const bytes = fs.readFileSync(path);
  bytes[bytes.length - 9]! ^= 1;
  fs.writeFileSync(path, bytes);
}

type Keys = Record<'source' | 'sum' | 'grid', { readonly key: string; readonly bytes: string }>;

/** Key of each stage, and digest of the array that `grid` makes. */
function keysOf({ stages }: RunResult): Keys {
  const bytes = stages.get('grid')!.outputs.grid!.digest;
  const of = (id: string) => ({ key: stages.get(id)!.key!, bytes });
  return { source: of('source'), sum: of('sum'), grid: of('grid') };
}

test.each<[string, (path: string) => void]>([
  ['deleted', (path) => fs.rmSync(path)],
  ['emptied', (path) => fs.truncateSync(path, 0)],
  ['truncated', (path) => fs.truncateSync(path, 100)],
  ['bit-flipped', flip],
])('a stored output that is %s is computed again, and only that', async (_, damage) => {
  const first = await runGraph(graph, options());
  const before = storeContents(toy.storeFolder);
  const { key, outputs } = first.stages.get('grid')!;
  const store = new Store(toy.storeFolder);
  for (const [path, why] of [
    [store.objectPath(outputs.grid!.digest), 'output grid is lost or damaged in the store'],
    [store.recordPath(key!), undefined],
  ] as const) {
    damage(path);
    const planned = await planGraph(graph, options());
    const gone = fs.existsSync(path) ? 'its record in the store is damaged' : 'its record is gone from the store';
    expect(planned.find(({ id }) => id === 'grid')).toMatchObject({ status: 'run', reason: { text: why ?? gone } });
    expect(planned.filter(({ status }) => status === 'run')).toHaveLength(1);
    expect(ran(await runGraph(graph, options()))).toEqual(['grid']);
    expect(storeContents(toy.storeFolder)).toEqual(before);
  }
});

/** Deletes something when a stage begins, so many times. */
function deleting(what: () => readonly string[], stage: string, times: number) {
  let left = times;
  return (event: RunEvent): void => {
    if (event.event !== 'stage-begin' || event.stage !== stage || left-- <= 0) return;
    for (const path of what()) fs.rmSync(path, { force: true });
  };
}

test.each([
  ['the bytes of an input', ['grid'], (store: Store, { grid }: Keys) => [store.objectPath(grid.bytes)]],
  [
    'an input with its record',
    ['grid'],
    (store: Store, { grid }: Keys) => [store.objectPath(grid.bytes), store.recordPath(grid.key)],
  ],
  [
    'everything before',
    ['source', 'sum', 'grid'],
    (store: Store, { source, sum, grid }: Keys) => [
      ...[source, sum, grid].map(({ key }) => store.recordPath(key)),
      store.objectPath(grid.bytes),
    ],
  ],
])('%s vanishes during the run: it is computed again, and the run goes on', async (_, again, paths) => {
  const first = await runGraph(graph, options());
  const before = storeContents(toy.storeFolder);
  const store = new Store(toy.storeFolder);
  const lost = paths(store, keysOf(first));
  fs.rmSync(store.recordPath(first.stages.get('mean')!.key!));
  const result = await runGraph(graph, { ...options(), onEvent: deleting(() => lost, 'mean', 1) });
  expect(ran(result)).toEqual([...again, 'mean']);
  expect(storeContents(toy.storeFolder)).toEqual(before);
  expect((await runGraph(graph, options())).counts).toMatchObject({ cached: 4 });
});

test('inputs that vanish again and again are an error that says so, and the next run repairs', async () => {
  const first = await runGraph(graph, options());
  const store = new Store(toy.storeFolder);
  const { bytes } = keysOf(first).grid;
  fs.rmSync(store.recordPath(first.stages.get('mean')!.key!));
  const onEvent = deleting(() => [store.objectPath(bytes)], 'mean', 100);
  await expect(runGraph(graph, { ...options(), onEvent })).rejects.toMatchObject({
    code: 'input-changed',
    stage: 'mean',
  });
  expect(ran(await runGraph(graph, options()))).toEqual(['grid', 'mean']);
});

test('an input that vanishes and cannot be computed again is the failure of the stage that needs it', async () => {
  const first = await runGraph(graph, options());
  const store = new Store(toy.storeFolder);
  const { source, sum, grid } = keysOf(first);
  fs.rmSync(store.recordPath(first.stages.get('mean')!.key!));
  const lost = () => {
    toy.write('input.txt', '4\n');
    return [...[source, sum, grid].map(({ key }) => store.recordPath(key)), store.objectPath(grid.bytes)];
  };
  const failing = runGraph(graph, { ...options(), onEvent: deleting(lost, 'mean', 1), keepGoing: true });
  expect(await failing).toMatchObject({ status: 'failed', counts: { failed: 1, skipped: 0 } });
  expect(ran(await runGraph(graph, options()))).toEqual(['source', 'sum', 'grid', 'mean']);
});

test('several stages that miss the same input wait for it together', async () => {
  const wide: StageGraph = {
    name: 'wide',
    stages: [
      ...graph.stages.slice(0, 3),
      ...['a', 'b', 'c', 'd'].map((id) => toyStage(id, 'mean', { grid: 'grid/grid' }, { parameters: { id } })),
    ],
  };
  const first = await runGraph(wide, options());
  const store = new Store(toy.storeFolder);
  for (const id of ['a', 'b', 'c', 'd']) fs.rmSync(store.recordPath(first.stages.get(id)!.key!));
  const onEvent = deleting(() => [store.objectPath(keysOf(first).grid.bytes)], 'a', 1);
  const result = await runGraph(wide, { ...options(), onEvent });
  expect(ran(result)).toEqual(['grid', 'a', 'b', 'c', 'd']);
  expect(result.artifact('d', 'value').json()).toBe(first.artifact('d', 'value').json());
});

test('a store that fills up during the run ends it with a clear error, and the next run goes on', async () => {
  const rename = fs.renameSync;
  let left = 6;
  vi.spyOn(fs, 'renameSync').mockImplementation((from, to) => {
    if (String(from).includes('.cevns/') && left-- <= 0) throw Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' });
    rename(from, to);
  });
  await expect(runGraph(graph, options())).rejects.toMatchObject({ code: 'store-full' });
  vi.restoreAllMocks();
  expect(temporaries()).toEqual([]);
  const again = await runGraph(graph, options());
  expect(again.counts.ran).toBeGreaterThan(0);
  expect(again.artifact('mean', 'value').json()).toBe((8 * 1999) / 2);
});

test('whatever was edited, deleted or damaged before, the outputs are those of an empty store', async () => {
  const draw = (values: readonly number[], of: number) => values.map((value) => value % of);
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(fc.nat(1000), { minLength: 4, maxLength: 4 }), { minLength: 3, maxLength: 6 }),
      async (rounds) => {
        const folder = fs.mkdtempSync(join(toy.home, 'store-'));
        for (const round of rounds) {
          const [value, points, victim, how] = draw(round, 1000) as [number, number, number, number];
          const input = toy.write('input.txt', `${value % 3}\n`);
          const chain = toyChain(input, {
            points: 600 + (points % 2),
            shift: points % 3 === 0 ? 'shift-up' : 'shift-down',
          });
          const files = fs
            .readdirSync(folder, { recursive: true, withFileTypes: true })
            .filter((entry) => entry.isFile());
          const file = files[victim % (files.length || 1)];
          if (file && file.name !== '.gitignore') {
            const path = join(file.parentPath, file.name);
            if (how % 3 === 0) fs.rmSync(path);
            else if (how % 3 === 1) fs.truncateSync(path, how % 80);
            else if (fs.statSync(path).size > 8) flip(path);
          }
          const used = await runGraph(chain, { ...options(folder), jobs: 1 + (how % 2) });
          const fresh = await runGraph(chain, options(fs.mkdtempSync(join(toy.home, 'fresh-'))));
          for (const [id, { key, outputs }] of fresh.stages)
            expect(used.stages.get(id)).toMatchObject({ key, outputs });
          expect(used.artifact('grid', 'grid').bytes()).toEqual(fresh.artifact('grid', 'grid').bytes());
        }
      },
    ),
    { numRuns: 5 },
  );
});

/** Runs the slow graph in a process of its own, which may be told when to kill itself. */
async function runChild(folder: string, ...kill: string[]): Promise<ProcessEnd> {
  return endOf(await startScript('run-slow-graph.ts', toy.home, folder, ...kill));
}

test('killed again and again, then run to the end: the same store as of an undisturbed run', async () => {
  linkRunner(toy);
  addSlowStage(toy);
  const undisturbed = join(toy.home, 'undisturbed');
  await runGraph(slowGraph(), options(undisturbed));
  const moments = [
    ['rename', '1'],
    ['stage-end', '3'],
    ['rename', '4'],
    ['stage-end', '7'],
  ];
  for (const moment of moments) expect((await runChild(toy.storeFolder, ...moment)).signal).toBe('SIGKILL');
  expect(temporaries()).toHaveLength(2);
  const last = await runGraph(slowGraph(), options());
  expect(last.counts.cached).toBeGreaterThanOrEqual(10);
  expect(last.counts.ran).toBeGreaterThan(0);
  expect(storeContents(toy.storeFolder)).toEqual(storeContents(undisturbed));
  expect((await runGraph(slowGraph(), options())).counts).toMatchObject({ cached: 30 });
});

test('two processes on one store at the same time', async () => {
  linkRunner(toy);
  addSlowStage(toy);
  const undisturbed = join(toy.home, 'undisturbed');
  await runGraph(slowGraph(), options(undisturbed));
  const both = await Promise.all([runChild(toy.storeFolder), runChild(toy.storeFolder)]);
  for (const { output } of both) expect(output).toMatch(/^\{"cached":\d+,"ran":\d+,"failed":0,"skipped":0\}\n$/);
  expect(storeContents(toy.storeFolder)).toEqual(storeContents(undisturbed));
  expect(temporaries()).toEqual([]);
  expect((await runGraph(slowGraph(), options())).counts).toMatchObject({ cached: 30 });
});
