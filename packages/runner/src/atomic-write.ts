import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { inChunks } from './text-pieces.ts';

/**
 * Writes a file so that a reader sees the old content or the new one, never a part: a temporary file in the same
 * folder, then a rename. Missing folders are made. On an error the temporary file is removed and the error thrown.
 *
 * There is no fsync: every reader of the store verifies what it reads, so a file lost with the power is only a file to
 * compute again, and 5 ms per file would be most of the time of a campaign.
 */
export function writeAtomically(path: string, content: string | Uint8Array | Iterable<string>): void {
  const folder = dirname(path);
  // Process ids repeat between hosts that share a file system, so the name is random; it never looks like a digest.
  const temporary = join(folder, `.${basename(path).slice(0, 40)}.${randomBytes(6).toString('hex')}.tmp`);
  try {
    try {
      write(temporary, content);
    } catch (error) {
      if (errorCode(error) !== 'ENOENT') throw error;
      makeFolder(folder);
      write(temporary, content);
    }
    fs.renameSync(temporary, path);
  } catch (error) {
    fs.rmSync(temporary, { force: true });
    throw error;
  }
}

function write(path: string, content: string | Uint8Array | Iterable<string>): void {
  if (typeof content === 'string' || content instanceof Uint8Array) {
    fs.writeFileSync(path, content, { flag: 'wx' });
    return;
  }
  const file = fs.openSync(path, 'wx');
  try {
    for (const chunk of inChunks(content)) {
      // Written as a string it needs no buffer outside of the heap.
      const written = fs.writeSync(file, chunk);
      if (written < Buffer.byteLength(chunk)) fs.writeFileSync(file, Buffer.from(chunk).subarray(written));
    }
  } finally {
    fs.closeSync(file);
  }
}

/** Whether a file of this name is one that a write began with; when its process is dead, nobody needs it. */
export function isTemporary(name: string): boolean {
  return /^\..+\.[0-9a-f]{12}\.tmp$/.test(name);
}

/** The system's code of an error ('ENOENT', ...), or undefined. */
export function errorCode(error: unknown): string | undefined {
  return error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;
}

/**
 * Makes a folder and those above it, one at a time. Node's own recursive mkdir never ends where a file system answers "no such folder"
 * to making one in a folder that exists, as /proc does.
 */
export function makeFolder(folder: string): void {
  try {
    fs.mkdirSync(folder);
  } catch (error) {
    if (errorCode(error) === 'EEXIST' && fs.statSync(folder).isDirectory()) return;
    const above = dirname(folder);
    if (errorCode(error) !== 'ENOENT' || above === folder || fs.existsSync(above)) throw error;
    makeFolder(above);
    makeFolder(folder);
  }
}
