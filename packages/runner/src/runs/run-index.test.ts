import { once } from 'node:events';
import fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Store } from '../store.ts';
import { endOf, startScript } from '../testing/child-process.ts';
import { writeRun } from '../testing/written-run.ts';
import { indexRuns, listRuns, mostRuns, updateIndex } from './run-index.ts';

let home: string;
let store: Store;
beforeEach(() => {
  home = fs.mkdtempSync(join(fs.realpathSync(tmpdir()), 'cevns-index-'));
  store = new Store(join(home, '.cevns'));
});
afterEach(() => fs.rmSync(home, { recursive: true, force: true }));

const indexFile = () => join(store.folder, 'index.json');
const indexed = () => (JSON.parse(fs.readFileSync(indexFile(), 'utf8')) as { runs: { run: string }[] }).runs;
const about = (name: string) => ({
  study: name,
  file: join(home, `${name}.yaml`),
  folder: join(home, 'results', name),
});
const later = (seconds: number) => new Date(Date.UTC(2025, 0, 31) + 1000 * seconds);

test('a run enters with its end, its counts and its results folder, the newest first', async () => {
  writeRun(store, 'r1', { at: later(1), graph: 'one', keys: ['a'.repeat(64)] });
  await indexRuns(store, [{ run: 'r1', ...about('one') }]);
  writeRun(store, 'r2', { at: later(2), graph: 'two' });
  await indexRuns(store, [{ run: 'r2', ...about('two') }]);
  expect(indexed()).toEqual(listRuns(store));
  expect(listRuns(store)).toMatchObject([
    { run: 'r2', graph: 'two', results: [{ study: 'two', folder: '../results/two' }] },
    {
      run: 'r1',
      graph: 'one',
      begun: '2025-01-31T00:00:01.000Z',
      status: 'succeeded',
      durationMs: 5,
      counts: { cached: 1, ran: 1, failed: 0, skipped: 0 },
      results: [{ study: 'one', file: '../one.yaml', folder: '../results/one' }],
    },
  ]);
});

test('a run that is not journalled leaves no trace', async () => {
  await indexRuns(store, [{ run: 'r1', ...about('one') }]);
  expect(fs.existsSync(store.folder)).toBe(false);
  expect(listRuns(store)).toEqual([]);
});

test.each<[string, () => void]>([
  ['lost', () => fs.rmSync(indexFile())],
  ['emptied', () => fs.truncateSync(indexFile(), 0)],
  ['truncated', () => fs.truncateSync(indexFile(), 100)],
  [
    'changed by a digit',
    () => fs.writeFileSync(indexFile(), fs.readFileSync(indexFile(), 'utf8').replace('"ran": 1', '"ran": 7')),
  ],
  ['other JSON', () => fs.writeFileSync(indexFile(), '[{"runs": 3}]')],
])('an index that is %s is made anew from the journals', async (_, damage) => {
  for (const [i, name] of ['one', 'two', 'three'].entries()) {
    writeRun(store, `r${i}`, { at: later(i), graph: name });
    await indexRuns(store, [{ run: `r${i}`, ...about(name) }]);
  }
  const whole = listRuns(store);
  damage();
  expect(listRuns(store)).toEqual(whole);
  expect(await updateIndex(store)).toBe(true);
  expect(indexed()).toEqual(whole);
});

test('a run that is going on is listed, and one whose process was killed is lost; neither hinders the others', async () => {
  writeRun(store, 'r1', { end: false });
  const path = join(store.folder, 'journal', 'r1.jsonl');
  expect(listRuns(store)).toMatchObject([{ run: 'r1', status: 'running', counts: { ran: 1 }, results: [] }]);
  expect(await updateIndex(store)).toBe(true);
  expect(indexed()).toEqual([]);
  fs.writeFileSync(path, `${fs.readFileSync(path, 'utf8').replace(/"pid":\d+/, '"pid":4194304')}{"event":"stage-e`);
  expect(listRuns(store)).toMatchObject([{ run: 'r1', status: 'lost' }]);
  expect(await updateIndex(store)).toBe(true);
  expect(indexed()).toMatchObject([{ run: 'r1', status: 'lost' }]);
});

test('the index holds the newest runs only', async () => {
  for (let i = 0; i < mostRuns + 5; i++) writeRun(store, `r${String(i).padStart(5, '0')}`, { at: later(i) });
  await updateIndex(store);
  expect(indexed()).toHaveLength(mostRuns);
  expect(indexed()[0]!.run).toBe('r01004');
  expect(indexed().at(-1)!.run).toBe('r00005');
});

test('eight processes that finish at once lose no run, though a ninth was killed with the lock in its hands', async () => {
  fs.mkdirSync(store.folder);
  const holder = await startScript('hold-lock.ts', join(store.folder, 'index.lock'));
  await once(holder.stdout!, 'data');
  holder.kill('SIGKILL');
  const outputs = await Promise.all(
    Array.from({ length: 8 }, async () => endOf(await startScript('index-runs.ts', store.folder, '5'))),
  );
  const runs = outputs.flatMap(({ output }) => output.trim().split('\n'));
  expect(runs).toHaveLength(40);
  expect(new Set(indexed().map(({ run }) => run))).toEqual(new Set(runs));
  const left = fs.readdirSync(store.folder).filter((name) => name.includes('lock') || name.endsWith('.tmp'));
  expect(left).toEqual([]);
});
