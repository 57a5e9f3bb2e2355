import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { sha256 } from './digest.ts';
import { outputRecord, type StageRecord } from './record.ts';
import { seal } from './sealed.ts';
import { Store } from './store.ts';

let folder: string;
beforeEach(() => {
  folder = fs.mkdtempSync(join(tmpdir(), 'cevns-store-'));
});
afterEach(() => {
  vi.restoreAllMocks();
  fs.rmSync(folder, { recursive: true, force: true });
});

const large = Buffer.alloc(5000, 7);
const small = Buffer.from('{"total":306}');
const key = sha256('a key');

function record(): StageRecord {
  return {
    format: 'cevns-record-1',
    key,
    kind: 'response',
    runtime: 'node20-x64',
    code: { entry: { module: '@toy/response', digest: sha256('code'), files: sha256('files') } },
    parameters: { region: [0, 60] },
    inputs: {},
    outputs: { grid: outputRecord('npz', sha256(large), large), numbers: outputRecord('json', sha256(small), small) },
    produced: { node: '20.19.0', platform: 'linux-x64', durationMs: 1.5 },
  };
}

function filled(): Store {
  const store = new Store(folder);
  store.putObject(sha256(large), large);
  store.putRecord(record());
  return store;
}

const temporaries = () => fs.readdirSync(folder, { recursive: true }).filter((name) => String(name).endsWith('.tmp'));

test('what is kept comes back, small outputs from the record', () => {
  filled();
  const lookup = new Store(folder).lookup(key);
  expect(lookup).toEqual({ state: 'hit', record: record() });
  const { grid, numbers } = record().outputs;
  expect(new Store(folder).artifact(grid!).bytes()).toEqual(large);
  expect(new Store(folder).artifact(numbers!).json()).toEqual({ total: 306 });
  expect(fs.readdirSync(join(folder, 'cas'))).toHaveLength(1);
  expect(temporaries()).toEqual([]);
});

test('a store is made only when something is kept', () => {
  const store = new Store(join(folder, 'deep', 'store'));
  expect(store.lookup(key)).toEqual({ state: 'absent' });
  expect(store.latest('toy')).toBeUndefined();
  expect(fs.readdirSync(folder)).toEqual([]);
});

const damages: [string, (path: string) => void][] = [
  ['deleted', (path) => fs.rmSync(path)],
  ['emptied', (path) => fs.truncateSync(path, 0)],
  ['truncated', (path) => fs.truncateSync(path, fs.statSync(path).size - 1)],
  ['lengthened', (path) => fs.appendFileSync(path, '\0')],
  ['overwritten', (path) => fs.writeFileSync(path, 'x'.repeat(fs.statSync(path).size))],
  [
    'bit-flipped',
    (path) => {
      const bytes = fs.readFileSync(path);
      bytes[bytes.length >> 1]! ^= 4;
      fs.writeFileSync(path, bytes);
    },
  ],
  [
    'replaced by a folder',
    (path) => {
      fs.rmSync(path);
      fs.mkdirSync(path);
    },
  ],
];

test.each(damages)('bytes that are %s are a miss, never used', (_, damage) => {
  const store = filled();
  damage(store.objectPath(sha256(large)));
  expect(store.lookup(key)).toMatchObject({ state: 'output-lost', output: 'grid' });
  expect(() => store.artifact(record().outputs.grid!)).toThrow(expect.objectContaining({ code: 'input-changed' }));
});

test.each(damages.slice(0, -1))('a file with bytes that are %s is replaced', (_, damage) => {
  const store = filled();
  damage(store.objectPath(sha256(large)));
  store.putObject(sha256(large), large);
  expect(store.lookup(key).state).toBe('hit');
});

test.each(damages)('a record that is %s is a miss, and is replaced', (what, damage) => {
  const store = filled();
  damage(store.recordPath(key));
  expect(store.lookup(key).state).toBe(
    what === 'deleted' || what === 'replaced by a folder' ? 'absent' : 'record-damaged',
  );
  expect(store.record(key)).toBeUndefined();
  if (what === 'replaced by a folder') {
    expect(() => store.putRecord(record())).toThrow(expect.objectContaining({ code: 'store-unusable' }));
    expect(temporaries()).toEqual([]);
    return;
  }
  store.putRecord(record());
  expect(store.lookup(key).state).toBe('hit');
});

test('a record under the key of another is not taken for it', () => {
  const store = filled();
  const other = sha256('another key');
  fs.mkdirSync(join(store.recordPath(other), '..'), { recursive: true });
  fs.copyFileSync(store.recordPath(key), store.recordPath(other));
  expect(store.lookup(other)).toEqual({ state: 'record-damaged' });
});

test('damaged small files are forgotten, not believed', () => {
  const store = filled();
  const input = join(folder, 'input.txt');
  fs.writeFileSync(input, 'counts');
  store.putLatest('toy', { a: key });
  store.inputs.digestOf(input);
  store.saveInputs();
  expect(new Store(folder).latest('toy')).toEqual({ a: key });
  for (const file of ['inputs', 'store.json', join('latest', sha256('toy'))]) fs.truncateSync(join(folder, file), 80);
  const reopened = new Store(folder);
  expect(reopened.latest('toy')).toBeUndefined();
  expect(reopened.inputs.digestOf(input)).toBe(sha256('counts'));
  reopened.putLatest('toy', { a: key });
  expect(new Store(folder).latest('toy')).toEqual({ a: key });
});

test('temporary files of a process that died are harmless', () => {
  const store = filled();
  fs.writeFileSync(join(store.recordPath(key), '..', `.${key.slice(0, 40)}.0123456789ab.tmp`), 'half a rec');
  expect(store.lookup(key).state).toBe('hit');
});

test('a store of another format is refused, and so is a file in place of a store', () => {
  fs.writeFileSync(join(folder, 'store.json'), seal({ format: 'cevns-store-9' }));
  expect(() => new Store(folder)).toThrow(expect.objectContaining({ code: 'store-format' }));
  const file = join(folder, 'file');
  fs.writeFileSync(file, '');
  expect(() => new Store(file).lookup(key)).toThrow(expect.objectContaining({ code: 'store-unusable' }));
});

test.each([
  ['EROFS', 'store-read-only'],
  ['EACCES', 'store-read-only'],
  ['ENOSPC', 'store-full'],
  ['EDQUOT', 'store-full'],
  ['EIO', 'store-unusable'],
])('%s while writing gives %s, and no temporary file stays', (reason, code) => {
  const store = filled();
  vi.spyOn(fs, 'renameSync').mockImplementation(() => {
    throw Object.assign(new Error(`${reason}: made up`), { code: reason });
  });
  expect(() => store.putRecord(record())).toThrow(expect.objectContaining({ code }));
  expect(temporaries()).toEqual([]);
  expect(store.lookup(key).state).toBe('hit');
});

const mountable = process.getuid?.() === 0 && canMount();

function canMount(): boolean {
  const place = fs.mkdtempSync(join(tmpdir(), 'cevns-mount-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'none', place], { stdio: 'ignore' });
    execFileSync('umount', [place], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  } finally {
    fs.rmdirSync(place);
  }
}

test.skipIf(!mountable && !process.env.CI)('on a small disk: what fits is kept, the rest is a clear error', () => {
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'none', folder]);
  try {
    const store = filled();
    const huge = Buffer.alloc(100_000, 1);
    expect(() => store.putObject(sha256(huge), huge)).toThrow(expect.objectContaining({ code: 'store-full' }));
    expect(store.object(sha256(huge))).toBeUndefined();
    expect(temporaries()).toEqual([]);
    expect(store.lookup(key).state).toBe('hit');
    execFileSync('mount', ['-o', 'remount,ro', folder]);
    const readOnly = new Store(folder);
    expect(readOnly.lookup(key).state).toBe('hit');
    expect(() => readOnly.putRecord(record())).toThrow(expect.objectContaining({ code: 'store-read-only' }));
  } finally {
    execFileSync('umount', [folder]);
  }
});

test('what is done with the bytes of an output may fail in its own way', () => {
  const store = filled();
  const { grid, numbers } = record().outputs;
  expect(store.withArtifact(numbers!, (artifact) => artifact.json())).toEqual({ total: 306 });
  expect(store.withArtifact(grid!, (artifact) => Buffer.from(artifact.bytes()).equals(large))).toBe(true);
  for (const code of ['ENOENT', 'ENOSPC']) {
    const error = Object.assign(new Error('elsewhere'), { code });
    const fail = () => {
      throw error;
    };
    for (const output of [grid!, numbers!]) expect(() => store.withArtifact(output, fail)).toThrow(error);
  }
  fs.rmSync(store.objectPath(sha256(large)));
  expect(() => store.withArtifact(grid!, () => expect.fail('there are no bytes'))).toThrow(
    expect.objectContaining({ code: 'input-changed' }),
  );
});
