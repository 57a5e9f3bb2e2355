import fs from 'node:fs';
import { basename, dirname, resolve } from 'node:path';

export interface WatchedFilesOptions {
  /** Told when files have changed and nothing more happens to them for a moment. */
  readonly onChange: (files: readonly string[]) => void;
  /** How long nothing has to happen, in milliseconds. */
  readonly settleMs?: number;
  /** How often files are looked at in any case: not every file system tells of changes. */
  readonly pollMs?: number;
}

/**
 * Watches files by name: what is told is the folder, so that an editor that writes a new file and renames it is noticed as well. A file counts
 * as changed when its size, time or inode did; one that is gone for a moment, as during a rename, has not changed yet.
 */
export class WatchedFiles {
  readonly #options: Required<WatchedFilesOptions>;
  /** What is known of each file. */
  readonly #seen = new Map<string, string>();
  readonly #folders = new Map<string, fs.FSWatcher>();
  readonly #missing = new Set<string>();
  readonly #poll: NodeJS.Timeout;
  #settle: NodeJS.Timeout | undefined;

  constructor({ onChange, settleMs = 80, pollMs = 1000 }: WatchedFilesOptions) {
    this.#options = { onChange, settleMs, pollMs };
    this.#poll = setInterval(() => this.#look(), pollMs);
  }

  /**
   * Watches these files from now on, and no others.
   *
   * @param since milliseconds since 1970: a file that is new here and was changed after that has changed
   */
  set(files: readonly string[], since: number): void {
    const wanted = new Set(files.map((file) => resolve(file)));
    for (const file of this.#seen.keys()) if (!wanted.has(file)) this.#seen.delete(file);
    for (const file of wanted) {
      if (this.#seen.has(file)) continue;
      const { state, changedMs } = lookAt(file);
      this.#seen.set(file, changedMs > since ? '' : state);
    }
    const folders = new Set([...wanted].map(dirname));
    for (const [folder, watcher] of this.#folders) {
      if (folders.has(folder)) continue;
      watcher.close();
      this.#folders.delete(folder);
    }
    for (const folder of folders) if (!this.#folders.has(folder)) this.#watchFolder(folder);
    this.#soon();
  }

  close(): void {
    clearInterval(this.#poll);
    clearTimeout(this.#settle);
    for (const watcher of this.#folders.values()) watcher.close();
    this.#folders.clear();
  }

  #watchFolder(folder: string): void {
    try {
      const watcher = fs.watch(folder, (_, name) => {
        const isOurs = name === null || [...this.#seen.keys()].some((file) => basename(file) === name);
        if (isOurs) this.#soon();
      });
      // A folder that goes away is looked at all the same, now and then.
      watcher.on('error', () => watcher.close());
      this.#folders.set(folder, watcher);
    } catch {
      // The folder is not there, or the system watches no more: then now and then has to do.
    }
  }

  #soon(): void {
    clearTimeout(this.#settle);
    this.#settle = setTimeout(() => this.#look(), this.#options.settleMs);
  }

  #look(): void {
    const changed: string[] = [];
    for (const [file, before] of this.#seen) {
      const { state } = lookAt(file);
      if (state === before) {
        this.#missing.delete(file);
        continue;
      }
      if (state === MISSING && !this.#missing.has(file)) {
        this.#missing.add(file);
        continue;
      }
      this.#missing.delete(file);
      this.#seen.set(file, state);
      changed.push(file);
    }
    if (changed.length > 0) this.#options.onChange(changed);
  }
}

const MISSING = 'missing';

function lookAt(file: string): { readonly state: string; readonly changedMs: number } {
  const found = fs.statSync(file, { throwIfNoEntry: false });
  if (found === undefined) return { state: MISSING, changedMs: 0 };
  const { size, mtimeMs, ino } = found;
  return { state: `${size} ${mtimeMs} ${ino}`, changedMs: mtimeMs };
}
