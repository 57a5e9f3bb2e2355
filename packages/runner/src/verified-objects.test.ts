import fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { SourceCode } from './code/source-code.ts';
import { sha256 } from './digest.ts';
import { signatureOf } from './file-digests.ts';
import { runGraph } from './run.ts';
import { Store } from './store.ts';
import { makeToyWorkspace, toyChain } from './testing/toy-workspace.ts';
import { VerifiedObjects } from './verified-objects.ts';

let folder: string;
let path: string;
const bytes = Buffer.alloc(5000, 7);
const digest = sha256(bytes);
beforeEach(() => {
  folder = fs.mkdtempSync(join(tmpdir(), 'cevns-verified-'));
  const store = new Store(folder);
  store.putObject(digest, bytes);
  path = store.objectPath(digest);
});
afterEach(() => {
  vi.restoreAllMocks();
  fs.rmSync(folder, { recursive: true, force: true });
});

/** Whether the object is sound in a new process, and whether its bytes were read to know that. */
function look(laterMs = 60_000): { sound: boolean; read: boolean } {
  const store = new Store(folder);
  const read = vi.spyOn(store, 'object');
  const now = Date.now();
  vi.spyOn(Date, 'now').mockReturnValue(now + laterMs);
  const verified = new VerifiedObjects(store, 'toy');
  const sound = verified.isSound(digest);
  expect(verified.isSound(digest)).toBe(sound);
  verified.save();
  vi.mocked(Date.now).mockRestore();
  return { sound, read: read.mock.calls.length > 0 };
}

test('the bytes of an object are read once, and then only when something about the file changed', () => {
  expect(look()).toEqual({ sound: true, read: true });
  expect(look()).toEqual({ sound: true, read: false });
  expect(new VerifiedObjects(new Store(folder), 'another graph').isSound(digest)).toBe(true);
  fs.utimesSync(path, new Date(), new Date());
  expect(look()).toEqual({ sound: true, read: true });
  expect(look()).toEqual({ sound: true, read: false });
  const copy = `${path}.copy`;
  fs.copyFileSync(path, copy);
  fs.renameSync(copy, path);
  expect(look()).toEqual({ sound: true, read: true });
});

test('what was verified within the granularity of the times of a file is verified again', () => {
  expect(look(0)).toEqual({ sound: true, read: true });
  expect(look()).toEqual({ sound: true, read: true });
  expect(look()).toEqual({ sound: true, read: false });
});

test.each<[string, () => void]>([
  ['deleted', () => fs.rmSync(path)],
  ['truncated', () => fs.truncateSync(path, 4000)],
  ['flipped and dated back', flipAndDateBack],
  [
    'replaced by a folder',
    () => {
      fs.rmSync(path);
      fs.mkdirSync(path);
    },
  ],
])('an object that is %s after it was verified is noticed', (_, damage) => {
  look();
  expect(look()).toEqual({ sound: true, read: false });
  damage();
  expect(look().sound).toBe(false);
  expect(look().sound).toBe(false);
});

/** Size and modification time stay as they were; the change time is the kernel's. */
function flipAndDateBack(): void {
  const { atime, mtime } = fs.statSync(path);
  const file = fs.openSync(path, 'r+');
  fs.writeSync(file, Buffer.from([8]), 0, 1, 100);
  fs.closeSync(file);
  fs.utimesSync(path, atime, mtime);
}

test('a memory that is damaged is forgotten, and one that cannot be kept does not matter', () => {
  look();
  const memory = join(folder, 'verified', sha256('toy'));
  fs.truncateSync(memory, 90);
  expect(look()).toEqual({ sound: true, read: true });
  expect(look()).toEqual({ sound: true, read: false });
  fs.rmSync(memory);
  fs.mkdirSync(memory);
  expect(() => look()).not.toThrow();
});

test('damage that a file does not show is found where its bytes are used, and repaired', async () => {
  const toy = makeToyWorkspace();
  try {
    const graph = toyChain(toy.write('input.txt', '3\n'));
    const options = () => ({ store: new Store(toy.storeFolder), code: new SourceCode({ home: toy.home }), jobs: 1 });
    const first = await runGraph(graph, options());
    const store = new Store(toy.storeFolder);
    const grid = first.stages.get('grid')!.outputs.grid!;
    // A disk that forgets: the bytes change, and all that `stat` says stays, or so the memory has it.
    const target = store.objectPath(grid.digest);
    const damaged = fs.readFileSync(target);
    damaged[3000]! ^= 1;
    const lie = () => {
      fs.writeFileSync(target, damaged);
      store.putVerified(graph.name, { [grid.digest]: signatureOf(fs.statSync(target, { bigint: true })) });
    };
    lie();
    const unchanged = await runGraph(graph, options());
    expect(unchanged.counts.cached).toBe(4);
    expect(() => unchanged.artifact('grid', 'grid').bytes()).toThrow(
      expect.objectContaining({ code: 'input-changed' }),
    );
    expect((await runGraph(graph, options())).stages.get('grid')!.status).toBe('ran');

    lie();
    fs.rmSync(store.recordPath(first.stages.get('mean')!.key!));
    // A stage that uses the bytes finds out, and has them computed again at once.
    const repaired = await runGraph(graph, options());
    expect(repaired.counts).toMatchObject({ ran: 2, cached: 2 });
    expect(repaired.artifact('mean', 'value').json()).toBe((8 * 1999) / 2);
  } finally {
    toy.remove();
  }
});
