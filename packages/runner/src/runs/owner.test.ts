import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import { expect, test } from 'vitest';
import { currentOwner, isAlive } from './owner.ts';

test('this process lives, also after the way through JSON', () => {
  expect(currentOwner().pid).toBe(process.pid);
  expect(isAlive(JSON.parse(JSON.stringify(currentOwner())))).toBe(true);
});

test('a process that has ended is dead', async () => {
  const child = spawn(process.execPath, ['-e', '0']);
  const owner = { ...currentOwner(), pid: child.pid!, started: null };
  expect(isAlive(owner)).toBe(true);
  await once(child, 'close');
  expect(isAlive(owner)).toBe(false);
});

test.skipIf(!fs.existsSync('/proc/self/stat'))('a process with the id of a dead one is not taken for it', () => {
  expect(isAlive({ ...currentOwner(), started: '1' })).toBe(false);
});

test('of processes on other hosts nothing is known', () => {
  expect(isAlive({ ...currentOwner(), host: 'elsewhere' })).toBeUndefined();
});
