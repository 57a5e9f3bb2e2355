import fs from 'node:fs';
import { join } from 'node:path';
import { removeForsakenScratch } from '../command-scratch.ts';
import { sha256 } from '../digest.ts';
import type { StageRecord } from '../record.ts';
import { updateIndex } from '../runs/run-index.ts';
import { unseal } from '../sealed.ts';
import type { Store } from '../store.ts';
import { type Keep, neededKeys } from './needed-keys.ts';
import { type FileKind, removeFile, type StoreFile, storeFiles } from './store-files.ts';

/** What was removed, or would be. */
export interface Collected {
  readonly removed: Readonly<Record<FileKind, { readonly count: number; readonly bytes: number }>>;
  readonly left: { readonly count: number; readonly bytes: number };
  /** Number of runs whose stages are kept, and of those that are going on. */
  readonly runs: number;
  readonly running: number;
}

/** A temporary file older than this belongs to a process that is dead, or stopped for good: a write takes milliseconds. */
const longestWriteMs = 60_000;

/**
 * Removes what no run that is kept needs: records and journals of older runs, bytes that no record left names, and what writes of
 * dead processes left.
 *
 * Other processes may work on the store at the same time: records go before their bytes, what was written lately stays, and a
 * run that was about to use something that is removed finds a miss and computes it again.
 *
 * @throws RunnerError `store-read-only`, `store-unusable`
 */
export async function collectGarbage(store: Store, keep: Keep, { dryRun = false } = {}): Promise<Collected> {
  const now = Date.now();
  const needed = neededKeys(store, keep, now);
  // Runs whose journals go stay in the index.
  if (!dryRun && needed.dropped.length > 0) await updateIndex(store);
  if (!dryRun) removeForsakenScratch(join(store.folder, 'scratch'));
  const files = storeFiles(store);
  const isOld = ({ changedMs }: StoreFile): boolean => now - changedMs >= keep.graceMs;
  const gone = new Set<StoreFile>();
  const drop = (file: StoreFile): void => {
    if (dryRun || removeFile(file.path)) gone.add(file);
  };
  const dropped = new Set(needed.dropped.map((run) => `${run}.jsonl`));
  const latest = new Set([...needed.graphs].map((graph) => sha256(graph)));
  for (const file of files) {
    if (!isOld(file)) continue;
    if (file.kind === 'temporary' && now - file.changedMs >= longestWriteMs) drop(file);
    if (file.kind === 'record' && !needed.keys.has(file.name)) drop(file);
    if (file.kind === 'journal' && dropped.has(file.name)) drop(file);
    if (file.kind === 'latest' && !latest.has(file.name)) drop(file);
  }
  // Looked at again: other processes may have kept records meanwhile.
  const records = (dryRun ? files : storeFiles(store)).filter((file) => file.kind === 'record' && !gone.has(file));
  const digests = new Set(records.flatMap(({ path }) => digestsOf(path)));
  for (const file of files) if (file.kind === 'object' && isOld(file) && !digests.has(file.name)) drop(file);
  const left = files.filter((file) => !gone.has(file));
  return {
    removed: byKind([...gone]),
    left: { count: left.length, bytes: sum(left) },
    runs: needed.kept.length,
    running: needed.kept.filter(({ status }) => status === 'running').length,
  };
}

/** Files by kind: how many, and their bytes. */
export function byKind(files: readonly StoreFile[]): Collected['removed'] {
  const of = (kind: FileKind): { count: number; bytes: number } => {
    const own = files.filter((file) => file.kind === kind);
    return { count: own.length, bytes: sum(own) };
  };
  return {
    record: of('record'),
    object: of('object'),
    journal: of('journal'),
    latest: of('latest'),
    temporary: of('temporary'),
    scratch: of('scratch'),
    other: of('other'),
  };
}

/** Digests of the bytes that a record needs: outputs that are not inline, and the lists of source files behind its code. */
export function objectsOf({ outputs, code }: Pick<StageRecord, 'outputs' | 'code'>): {
  outputs: string[];
  lists: string[];
} {
  return {
    outputs: Object.values(outputs).flatMap(({ digest, inline }) => (inline === undefined ? [digest] : [])),
    lists: Object.values(code).map(({ files }) => files),
  };
}

function digestsOf(path: string): string[] {
  try {
    const record = unseal(fs.readFileSync(path)) as StageRecord | undefined;
    if (record?.format !== 'cevns-record-1') return [];
    const { outputs, lists } = objectsOf(record);
    return [...outputs, ...lists];
  } catch {
    // Gone, or unreadable: whoever needs it computes it again.
    return [];
  }
}

function sum(files: readonly StoreFile[]): number {
  return files.reduce((total, { size }) => total + size, 0);
}
