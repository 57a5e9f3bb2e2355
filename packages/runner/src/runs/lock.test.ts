import { once } from 'node:events';
import fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startScript } from '../testing/child-process.ts';
import { underLock } from './lock.ts';
import { currentOwner } from './owner.ts';

let folder: string;
let lock: string;
beforeEach(() => {
  folder = fs.mkdtempSync(join(fs.realpathSync(tmpdir()), 'cevns-lock-'));
  lock = join(folder, 'lock');
});
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

test('one at a time, and the lock is given up also after an error', async () => {
  let inside = 0;
  const once = () => underLock(lock, 10_000, () => expect(++inside - inside--).toBe(0));
  expect(await Promise.all([once(), once(), once()])).toEqual([true, true, true]);
  await expect(
    underLock(lock, 0, () => {
      throw new Error('no');
    }),
  ).rejects.toThrow('no');
  expect(fs.readdirSync(folder)).toEqual([]);
});

test('the lock of a living process is respected; once it is killed, the lock hinders nobody', async () => {
  const child = await startScript('hold-lock.ts', lock);
  await once(child.stdout!, 'data');
  expect(await underLock(lock, 50, () => expect.unreachable())).toBe(false);
  child.kill('SIGKILL');
  await once(child, 'close');
  expect(fs.readdirSync(folder)).toEqual(['lock']);
  let done = false;
  expect(
    await underLock(lock, 0, () => {
      done = true;
    }),
  ).toBe(true);
  expect(done).toBe(true);
  expect(fs.readdirSync(folder)).toEqual([]);
});

test.each([
  ['a lock of another host that does not change', JSON.stringify({ ...currentOwner(), host: 'elsewhere' })],
  ['a lock without a readable owner', 'nobody'],
])('%s is waited for, then taken away', async (_, token) => {
  fs.symlinkSync(token, lock);
  expect(await underLock(lock, 50, () => expect.unreachable())).toBe(false);
  expect(await underLock(lock, 10_000, () => undefined)).toBe(true);
});

test('where no lock can be made nothing is done', async () => {
  expect(await underLock(join(folder, 'missing', 'lock'), 1000, () => expect.unreachable())).toBe(false);
});
