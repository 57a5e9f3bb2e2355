import fs from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { LowSync } from 'lowdb';
import { JSONFileSync } from 'lowdb/node';
import { sha256 } from '../digest.ts';
import { Journal } from '../journal.ts';
import type { Store } from '../store.ts';
import { underLock } from './lock.ts';
import { type RunSummary, summariseJournal } from './run-summary.ts';

/** The index holds at most this many runs, the newest. */
export const mostRuns = 1000;

const indexFormat = 'cevns-index-1';
const waitMs = 5000;

interface IndexFile {
  readonly format: string;
  /** sha256 of the JSON of `runs`, without white space. */
  readonly digest: string;
  /** The newest first. */
  readonly runs: readonly RunSummary[];
}

/** Where the results of a run are. */
export interface IndexedRun {
  readonly run: string;
  readonly study: string;
  /** Absolute, or relative to the working directory; so is `folder`. */
  readonly file: string;
  readonly folder: string;
}

/**
 * Writes down where the results of runs are, and brings the index up to date: one write for all of them.
 *
 * The journals are the truth about runs. So whatever hinders the index (a disk that is full, a lock that somebody holds on to) is no failure
 * of a run: the next run, and whoever reads the index, finds what is missing in the journals.
 */
export async function indexRuns(store: Store, runs: readonly IndexedRun[]): Promise<void> {
  const inside = (path: string): string => relative(store.folder, resolve(path)).split(sep).join('/');
  const journalled = runs.filter(({ run }) => fs.existsSync(journalPath(store, run)));
  if (journalled.length === 0) return;
  try {
    for (const { run, study, file, folder } of journalled) {
      const journal = new Journal(store, run);
      journal.write({ event: 'results', run, study, file: inside(file), folder: inside(folder) });
      journal.flush();
      journal.close();
    }
    const ids = journalled.map(({ run }) => run);
    await updateIndex(store, ids);
  } catch {
    // As said above.
  }
}

/**
 * Takes into the index what the journals know and it does not.
 *
 * @param runs whose entries are to be made anew in any case
 * @returns false when another process held the lock for too long
 */
export function updateIndex(store: Store, runs: readonly string[] = []): Promise<boolean> {
  return underLock(join(store.folder, 'index.lock'), waitMs, () => {
    const ended = merged(store, runs).filter(({ status }) => status !== 'running');
    const index = new LowSync<IndexFile | null>(new JSONFileSync(indexPath(store)), null);
    index.data = { format: indexFormat, digest: digestOf(ended), runs: ended };
    index.write();
  });
}

/** Past and running runs of a store, the newest first, also those that are not in the index; nothing is written. */
export function listRuns(store: Store): readonly RunSummary[] {
  return merged(store);
}

/** Names of the runs that have a journal, the oldest first. */
export function journalledRuns(store: Store): string[] {
  const folder = join(store.folder, 'journal');
  if (!fs.existsSync(folder)) return [];
  const names = fs.readdirSync(folder).filter((name) => name.endsWith('.jsonl'));
  return names.map((name) => name.slice(0, -'.jsonl'.length)).sort();
}

export function journalPath(store: Store, run: string): string {
  return join(store.folder, 'journal', `${run}.jsonl`);
}

function merged(store: Store, again: readonly string[] = []): RunSummary[] {
  const runs = new Map(readIndex(store).map((entry) => [entry.run, entry]));
  for (const run of journalledRuns(store).slice(-mostRuns)) {
    if (runs.has(run) && !again.includes(run)) continue;
    const summary = summariseJournal(journalPath(store, run));
    if (summary) runs.set(run, summary);
  }
  const moment = ({ begun, run }: RunSummary): string => `${begun} ${run}`;
  const newestFirst = [...runs.values()].sort((a, b) => (moment(a) < moment(b) ? 1 : -1));
  return newestFirst.slice(0, mostRuns);
}

/** What the index holds; nothing when it is lost or damaged, so that it is made anew from the journals. */
function readIndex(store: Store): readonly RunSummary[] {
  const index = new LowSync<Partial<IndexFile> | null>(new JSONFileSync(indexPath(store)), null);
  try {
    index.read();
    const { format, digest, runs } = index.data ?? {};
    return format === indexFormat && Array.isArray(runs) && digest === digestOf(runs) ? runs : [];
  } catch {
    return [];
  }
}

function digestOf(runs: readonly RunSummary[]): string {
  // Reading JSON keeps the order of keys, so the same text comes out again.
  return sha256(JSON.stringify(runs));
}

function indexPath(store: Store): string {
  return join(store.folder, 'index.json');
}
