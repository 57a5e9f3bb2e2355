import fs from 'node:fs';
import { join } from 'node:path';
import { errorCode } from '../atomic-write.ts';
import { type Store, storeError } from '../store.ts';

/**
 * What the files of a store are. `latest`: what is remembered of the last run of a graph. `temporary`: what a process that died left of a
 * write. `scratch`: what external programs work with. `other`: index, memory of inputs and checks.
 */
export type FileKind = 'record' | 'object' | 'journal' | 'latest' | 'temporary' | 'scratch' | 'other';

/** A file of a store. */
export interface StoreFile {
  readonly kind: FileKind;
  readonly path: string;
  readonly name: string;
  readonly size: number;
  readonly changedMs: number;
}

const kindOfFolder: Readonly<Record<string, FileKind>> = {
  ac: 'record',
  cas: 'object',
  journal: 'journal',
  latest: 'latest',
  verified: 'latest',
  scratch: 'scratch',
};

/** All files of a store; what other processes remove meanwhile is left out. */
export function storeFiles(store: Store): StoreFile[] {
  const files: StoreFile[] = [];
  walk(store.folder, 'other', files);
  return files;
}

function walk(folder: string, kind: FileKind, files: StoreFile[]): void {
  for (const entry of entriesOf(folder)) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      walk(path, kind === 'other' ? (kindOfFolder[entry.name] ?? 'other') : kind, files);
      continue;
    }
    const found = fs.lstatSync(path, { throwIfNoEntry: false });
    if (!found) continue;
    // Whatever a program calls its files: those who run programs clear up after them.
    const temporary = kind !== 'scratch' && /^\..+\.tmp$|\.lock\..+\.tmp$/.test(entry.name);
    files.push({
      kind: temporary ? 'temporary' : kind,
      path,
      name: entry.name,
      size: found.size,
      changedMs: found.mtimeMs,
    });
  }
}

function entriesOf(folder: string): fs.Dirent[] {
  try {
    return fs.readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(errorCode(error) ?? '')) return [];
    throw storeError(folder, error);
  }
}

/** Removes a file of a store; false when it was gone already. */
export function removeFile(path: string): boolean {
  try {
    fs.unlinkSync(path);
    return true;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return false;
    throw storeError(path, error);
  }
}
