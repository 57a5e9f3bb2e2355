import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { errorCode } from './atomic-write.ts';

/** The folder in which one run of a command happens: `work` is its working folder, `temporary` what it finds as TMPDIR. */
export interface Scratch {
  readonly folder: string;
  readonly work: string;
  readonly temporary: string;
}

/** Folders of this process that are not removed yet; when the process leaves in a hurry, they go at once. */
const open = new Set<string>();

/** Makes an empty scratch folder; its name says whose it is, so that what a killed run left can be told from what is in use. */
export function makeScratch(parent: string): Scratch {
  const folder = join(parent, `${owner()}${process.pid}.${randomBytes(6).toString('hex')}`);
  const [work, temporary] = [join(folder, 'work'), join(folder, 'tmp')];
  open.add(folder);
  fs.mkdirSync(work, { recursive: true });
  fs.mkdirSync(temporary);
  return { folder, work, temporary };
}

/** Removes a scratch folder, also when the program left folders in it that nobody may write. */
export function removeScratch({ folder }: Pick<Scratch, 'folder'>): void {
  open.delete(folder);
  try {
    fs.rmSync(folder, { recursive: true, force: true });
  } catch (error) {
    if (!['EACCES', 'EPERM', 'ENOTEMPTY'].includes(errorCode(error) ?? '')) throw error;
    openUp(folder);
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

/** Removes the scratch folders of runs on this machine that are no longer there. */
export function removeForsakenScratch(parent: string): void {
  for (const name of namesIn(parent)) {
    if (!name.startsWith(owner())) continue;
    const pid = Number(name.slice(owner().length).split('.')[0]);
    if (pid === process.pid || isAlive(pid)) continue;
    // Another run may be removing it as well.
    try {
      removeScratch({ folder: join(parent, name) });
    } catch {}
  }
}

/** Removes all scratch folders of this process; for the moment in which it ends. */
export function removeOpenScratch(): void {
  for (const folder of open) {
    try {
      removeScratch({ folder });
    } catch {
      // The next run removes it.
    }
  }
}

function owner(): string {
  return `${hostname().replace(/[^A-Za-z0-9_-]/g, '_')}.`;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errorCode(error) !== 'ESRCH';
  }
}

function namesIn(folder: string): string[] {
  try {
    return fs.readdirSync(folder);
  } catch {
    return [];
  }
}

function openUp(folder: string): void {
  fs.chmodSync(folder, 0o700);
  for (const item of fs.readdirSync(folder, { withFileTypes: true })) {
    if (item.isDirectory()) openUp(join(folder, item.name));
  }
}
