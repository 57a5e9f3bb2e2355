import fs from 'node:fs';
import { sha256 } from './digest.ts';
import { RunnerError } from './runner-error.ts';

type StatSignature = string;

interface Entry {
  readonly signature: StatSignature;
  readonly digest: string;
  /** Latest of the file's two times and the time at which it was read, in milliseconds since 1970. */
  readonly changedMs: number;
  readonly readMs: number;
}

export type FileDigestsJson = Readonly<Record<string, readonly [string, string, number, number]>>;

/**
 * A file system may give the same times to two edits within its granularity (4 ms on ext4, 2 s on FAT), so the signature
 * of a file that was read less than this after its last change proves nothing, and the file is read again next time.
 */
const racyMs = 2500;

/**
 * Digests of files, remembered by size, modification time, change time and inode, so that an unchanged file costs one stat.
 */
export class FileDigests {
  readonly #entries = new Map<string, Entry>();
  readonly #now: () => number;
  #changed = false;

  constructor(json: FileDigestsJson = {}, now: () => number = Date.now) {
    this.#now = now;
    for (const [path, [signature, digest, changedMs, readMs]] of Object.entries(json)) {
      this.#entries.set(path, { signature, digest, changedMs, readMs });
    }
  }

  /** True when something was learnt that `toJson` should save. */
  get changed(): boolean {
    return this.#changed;
  }

  /** sha256 of the content of a file; throws the system's error when it cannot be read. */
  digestOf(path: string): string {
    const entry = this.#entries.get(path);
    if (entry && entry.readMs - entry.changedMs > racyMs) {
      if (signatureOf(fs.statSync(path, { bigint: true })) === entry.signature) return entry.digest;
    }
    return this.read(path).digest;
  }

  /** Reads a file and remembers its digest; bytes and digest belong together even when somebody is writing the file. */
  read(path: string): { bytes: Buffer; digest: string } {
    for (let attempt = 0; attempt < 100; attempt++) {
      const before = fs.statSync(path, { bigint: true });
      const readMs = this.#now();
      const bytes = fs.readFileSync(path);
      const signature = signatureOf(before);
      if (signatureOf(fs.statSync(path, { bigint: true })) !== signature) continue;
      const digest = sha256(bytes);
      this.#entries.set(path, { signature, digest, changedMs: changedMsOf(before), readMs });
      this.#changed = true;
      return { bytes, digest };
    }
    throw new RunnerError('input-changed', `${path} is being written all the time`);
  }

  /** The memory as plain JSON, without files that are gone. */
  toJson(): FileDigestsJson {
    const json: Record<string, [string, string, number, number]> = {};
    for (const [path, { signature, digest, changedMs, readMs }] of this.#entries) {
      if (fs.existsSync(path)) json[path] = [signature, digest, changedMs, readMs];
    }
    return json;
  }
}

/** What `stat` says about a file, in one text that changes when the file does. */
export function signatureOf({ size, mtimeNs, ctimeNs, ino }: fs.BigIntStats): StatSignature {
  return `${size}:${mtimeNs}:${ctimeNs}:${ino}`;
}

/** True when a file may be changed after it was read, and look the same. */
export function isRacy(stat: fs.BigIntStats, readMs: number): boolean {
  return readMs - changedMsOf(stat) <= racyMs;
}

/** Latest of the times of a file, in milliseconds since 1970. */
function changedMsOf({ mtimeNs, ctimeNs }: fs.BigIntStats): number {
  return Number((mtimeNs > ctimeNs ? mtimeNs : ctimeNs) / 1_000_000n);
}
