import fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { SourceCode } from './code/source-code.ts';
import { sha256 } from './digest.ts';
import { signatureOf } from './file-digests.ts';
import { outputRecord, type StageRecord } from './record.ts';
import { runGraph } from './run.ts';
import { Store } from './store.ts';
import { makeToyWorkspace, toyChain } from './testing/toy-workspace.ts';
import { VerifiedStages } from './verified-stages.ts';

let folder: string;
const bytes = Buffer.alloc(5000, 7);
const digest = sha256(bytes);
const small = Buffer.from('{"total":306}');
const keys = ['one', 'two', 'three'].map((name) => sha256(name));
const key = keys[1]!;
let paths: { record: string; object: string };
beforeEach(() => {
  folder = fs.mkdtempSync(join(tmpdir(), 'cevns-verified-'));
  const store = new Store(folder);
  store.putObject(digest, bytes);
  keys.forEach((each, i) => {
    const numbers = outputRecord('json', sha256(small), small);
    const grid = outputRecord('npz', digest, bytes);
    store.putRecord({ ...record, key: each, parameters: i, outputs: i === 1 ? { grid, numbers } : { numbers } });
  });
  paths = { record: store.recordPath(key), object: store.objectPath(digest) };
});
afterEach(() => {
  vi.restoreAllMocks();
  fs.rmSync(folder, { recursive: true, force: true });
});

const record: Omit<StageRecord, 'key' | 'outputs'> = {
  format: 'cevns-record-1',
  kind: 'toy',
  runtime: 'node20-x64',
  code: {},
  parameters: null,
  inputs: {},
  produced: { node: '20.19.0', platform: 'linux-x64', durationMs: 1 },
};

/** What a new process finds, and which files it had to read for that; the middle one of three stages is looked at closely. */
function look(laterMs = 60_000, order: readonly string[] = keys): { state: string; read: string[] } {
  const store = new Store(folder);
  const now = Date.now();
  vi.spyOn(Date, 'now').mockReturnValue(now + laterMs);
  const verified = new VerifiedStages(store, 'toy');
  const readPaths: unknown[] = [];
  const { openSync, readFileSync } = fs;
  const spies = [
    vi.spyOn(fs, 'openSync').mockImplementation((path, ...more) => {
      readPaths.push(path);
      return openSync(path, ...more);
    }),
    vi.spyOn(fs, 'readFileSync').mockImplementation(((path: string, ...more: []) => {
      readPaths.push(path);
      return readFileSync(path, ...more);
    }) as typeof fs.readFileSync),
  ];
  const found = new Map(order.map((each) => [each, verified.lookup(each)]));
  const names = [...new Set(readPaths)].map((path) =>
    path === paths.record ? 'record' : path === paths.object ? 'object' : '',
  );
  for (const spy of spies) spy.mockRestore();
  expect(verified.lookup(key)).toEqual(found.get(key));
  verified.save();
  vi.mocked(Date.now).mockRestore();
  for (const [each, lookup] of found) {
    if (lookup.state !== 'hit') continue;
    const numbers = { type: 'json', digest: sha256(small), size: small.length };
    const grid = { type: 'npz', digest, size: bytes.length };
    expect(lookup.outputs).toEqual(each === key ? { grid, numbers } : { numbers });
  }
  return { state: found.get(key)!.state, read: names.filter((name) => name !== '') };
}

const both = { state: 'hit', read: ['record', 'object'] };
const neither = { state: 'hit', read: [] };

test('what was verified is not read again until something about its files changed', () => {
  expect(look()).toEqual(both);
  expect(look()).toEqual(neither);
  fs.utimesSync(paths.object, new Date(), new Date());
  expect(look()).toEqual({ state: 'hit', read: ['object'] });
  expect(look()).toEqual(neither);
  for (const path of [paths.object, paths.record]) {
    fs.copyFileSync(path, `${path}.copy`);
    fs.renameSync(`${path}.copy`, path);
  }
  expect(look().read).toContain('record');
  expect(look()).toEqual(neither);
});

test('stages may be asked for in any order, and come and go', () => {
  look();
  const [one, two, three] = keys as [string, string, string];
  expect(look(60_000, [three, two, one])).toEqual(neither);
  expect(look(60_000, [two])).toEqual(neither);
  expect(look(60_000, [three, two])).toEqual(neither);
  expect(look(60_000, [sha256('new'), one, two, two])).toEqual(neither);
  expect(new VerifiedStages(new Store(folder), 'another graph').lookup(one).state).toBe('hit');
});

test('what was verified within the granularity of the times of a file is verified again', () => {
  expect(look(0)).toEqual(both);
  expect(look()).toEqual(both);
  expect(look()).toEqual(neither);
});

type Place = 'record' | 'object';
const damages: [string, (path: string) => void][] = [
  ['deleted', (path) => fs.rmSync(path)],
  ['truncated', (path) => fs.truncateSync(path, 200)],
  ['flipped and dated back', flipAndDateBack],
  [
    'replaced by a folder',
    (path) => {
      fs.rmSync(path);
      fs.mkdirSync(path);
    },
  ],
];

test.each(
  damages.flatMap(([what, damage]) => (['record', 'object'] as Place[]).map((place) => [what, place, damage] as const)),
)('damage is noticed after it was verified: %s, the %s', (_, place, damage) => {
  look();
  expect(look()).toEqual(neither);
  damage(paths[place]);
  expect(look().state).not.toBe('hit');
  expect(look().state).not.toBe('hit');
});

/** Size and modification time stay as they were; the change time is the kernel's. */
function flipAndDateBack(path: string): void {
  const { atime, mtime } = fs.statSync(path);
  const file = fs.openSync(path, 'r+');
  fs.writeSync(file, Buffer.from([8]), 0, 1, 100);
  fs.closeSync(file);
  fs.utimesSync(path, atime, mtime);
}

test('a memory of another form is as good as none', () => {
  const store = new Store(folder);
  for (const text of [
    '{"graph":"toy","stages":{}}',
    '[\n{}\n]',
    '[{"graph":"other","stages":2,"objects":{}}]',
    'null',
    '',
  ]) {
    look();
    store.putVerified('toy', () => [text]);
    expect(look(), text).toEqual(both);
    expect(look(), text).toEqual(neither);
  }
});

test('a memory that is damaged is forgotten, and one that cannot be kept does not matter', () => {
  look();
  const memory = join(folder, 'verified', sha256('toy'));
  fs.truncateSync(memory, 90);
  expect(look()).toEqual(both);
  expect(look()).toEqual(neither);
  fs.rmSync(memory);
  fs.mkdirSync(memory);
  expect(() => look()).not.toThrow();
});

test.each<[string, string, string]>([
  ['grid', 'grid', 'mean'],
  ['sum', 'value', 'grid'],
])(
  'damage of %s that its file does not show is found where the bytes are used, and repaired',
  async (id, output, user) => {
    const toy = makeToyWorkspace();
    try {
      const graph = toyChain(toy.write('input.txt', '3\n'));
      const options = () => ({ store: new Store(toy.storeFolder), code: new SourceCode({ home: toy.home }), jobs: 1 });
      const first = await runGraph(graph, options());
      const store = new Store(toy.storeFolder);
      const { key, outputs } = first.stages.get(id)!;
      const target = id === 'grid' ? store.objectPath(outputs.grid!.digest) : store.recordPath(key!);
      const damaged = fs.readFileSync(target);
      damaged[damaged.length >> 1]! ^= 1;
      // A disk that forgets: the bytes change, and all that `stat` says stays, or so the memory has it.
      const lie = () => {
        fs.writeFileSync(target, damaged);
        const signature = signatureOf(fs.statSync(target, { bigint: true }));
        const record = signatureOf(fs.statSync(store.recordPath(key!), { bigint: true }));
        const objects = id === 'grid' ? { [outputs.grid!.digest]: signature } : {};
        const memory = [{ graph: graph.name, stages: 1, objects }, [key, record, outputs, Object.keys(objects)]];
        store.putVerified(graph.name, () => [`[${memory.map((line) => JSON.stringify(line)).join(',\n')}]`]);
      };
      lie();
      const unchanged = await runGraph(graph, options());
      expect(unchanged.counts.cached).toBe(4);
      expect(() => unchanged.artifact(id, output).bytes()).toThrow(expect.objectContaining({ code: 'input-changed' }));
      expect((await runGraph(graph, options())).stages.get(id)!.status).toBe('ran');

      lie();
      fs.rmSync(store.recordPath(first.stages.get(user)!.key!));
      // A stage that uses the bytes finds out, and has them computed again at once.
      const repaired = await runGraph(graph, options());
      expect(repaired.counts).toMatchObject({ ran: 2, cached: 2 });
      expect(repaired.artifact('mean', 'value').json()).toBe((8 * 1999) / 2);
    } finally {
      toy.remove();
    }
  },
);
