import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { errorCode } from '../atomic-write.ts';
import { currentOwner, isAlive, type Owner } from './owner.ts';

/** A lock of a process on another host counts as left behind when it has not changed for so long; locks are held for milliseconds. */
const silentMs = 1000;

/**
 * Does something while no other process holds the lock, and gives up the lock however that ends.
 *
 * The lock is a symbolic link that leads nowhere: its target names the owner, and making it is one step, so that no reader
 * ever finds a lock without an owner. A lock whose owner is dead is taken away; nobody has to clean up after a SIGKILL.
 * Two processes that find the same dead lock at the same moment may in rare cases both go on, so the lock
 * suits only what can be made good afterwards, such as an index.
 *
 * @param waitMs how long to wait for a lock that somebody living holds
 * @returns false when the lock could not be had in time, or the file system has no symbolic links; then nothing was done
 */
export async function underLock(path: string, waitMs: number, action: () => void): Promise<boolean> {
  const token = JSON.stringify({ ...currentOwner(), lock: randomBytes(6).toString('hex') });
  if (!(await acquire(path, token, waitMs))) return false;
  try {
    action();
  } finally {
    if (holder(path) === token) fs.rmSync(path, { force: true });
  }
  return true;
}

async function acquire(path: string, token: string, waitMs: number): Promise<boolean> {
  const end = performance.now() + waitMs;
  let seen = { token: '', since: 0 };
  for (;;) {
    try {
      fs.symlinkSync(token, path);
      return true;
    } catch (error) {
      if (errorCode(error) !== 'EEXIST') return false;
    }
    const now = performance.now();
    const found = holder(path);
    if (found !== undefined) {
      if (found !== seen.token) seen = { token: found, since: now };
      if (isLeftBehind(found, now - seen.since)) {
        takeAway(path, found);
        continue;
      }
    }
    if (now > end) return false;
    await pause(2 + 8 * Math.random());
  }
}

/** Removes a dead lock, and puts back what lies there when that is another by now. */
function takeAway(path: string, dead: string): void {
  const aside = `${path}.${randomBytes(6).toString('hex')}.tmp`;
  try {
    fs.renameSync(path, aside);
    const taken = holder(aside);
    if (taken !== undefined && taken !== dead) fs.symlinkSync(taken, path);
  } catch {
    // Somebody was faster.
  }
  fs.rmSync(aside, { force: true });
}

function isLeftBehind(token: string, unchangedMs: number): boolean {
  const owner = ownerOf(token);
  return owner === undefined ? unchangedMs > silentMs : !(isAlive(owner) ?? unchangedMs < silentMs);
}

function ownerOf(token: string): Owner | undefined {
  try {
    const owner = JSON.parse(token) as Owner;
    return typeof owner.pid === 'number' && typeof owner.host === 'string' ? owner : undefined;
  } catch {
    return undefined;
  }
}

/** Who holds the lock; undefined when nobody does, an empty text when what lies there is no link. */
function holder(path: string): string | undefined {
  try {
    return fs.readlinkSync(path);
  } catch (error) {
    return errorCode(error) === 'ENOENT' ? undefined : '';
  }
}
