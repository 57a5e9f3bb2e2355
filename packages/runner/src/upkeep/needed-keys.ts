import fs from 'node:fs';
import { journalledRuns, journalPath } from '../runs/run-index.ts';
import { parseLines, type RunSummary, summariseJournal } from '../runs/run-summary.ts';
import type { Store } from '../store.ts';

/** Which runs a store is kept for. */
export interface Keep {
  /** So many of the last runs. */
  readonly runs: number;
  /** And all that are younger than this; default none. */
  readonly youngerThanMs?: number;
  /** Whatever was written, and every run that ended, so short a time ago is kept in any case. */
  readonly graceMs: number;
}

/** The runs that are kept and those that are not, and the keys that the former need. */
export interface NeededKeys {
  readonly kept: readonly RunSummary[];
  readonly dropped: readonly string[];
  readonly keys: ReadonlySet<string>;
  /** Names of the graphs of the runs that are kept. */
  readonly graphs: ReadonlySet<string>;
}

/**
 * The keys that runs need, from their journals.
 *
 * A run that is going on is always kept, with all that its graph used last time, since what it has not come to yet is not in its journal.
 * A run that just ended may still be writing its results.
 */
export function neededKeys(store: Store, { runs, youngerThanMs, graceMs }: Keep, now = Date.now()): NeededKeys {
  const summaries = journalledRuns(store).flatMap((run) => summariseJournal(journalPath(store, run)) ?? []);
  const newestFirst = summaries.sort((a, b) => (`${a.begun} ${a.run}` < `${b.begun} ${b.run}` ? 1 : -1));
  const kept = newestFirst.filter((summary, i) => {
    if (i < runs || summary.status === 'running') return true;
    const changedMs = fs.statSync(journalPath(store, summary.run), { throwIfNoEntry: false })?.mtimeMs ?? 0;
    return (
      now - changedMs < graceMs || (youngerThanMs !== undefined && now - Date.parse(summary.begun) < youngerThanMs)
    );
  });
  const keys = new Set<string>();
  const graphs = new Set(kept.map(({ graph }) => graph));
  for (const { run } of kept) for (const key of keysOfJournal(journalPath(store, run))) keys.add(key);
  for (const graph of graphs) for (const key of Object.values(store.latest(graph) ?? {})) keys.add(key);
  const keptRuns = new Set(kept.map(({ run }) => run));
  const dropped = newestFirst.map(({ run }) => run).filter((run) => !keptRuns.has(run));
  return { kept, dropped, keys, graphs };
}

function keysOfJournal(path: string): string[] {
  if (!fs.existsSync(path)) return [];
  return parseLines(fs.readFileSync(path, 'utf8')).flatMap((line) => ('key' in line ? [line.key] : []));
}
