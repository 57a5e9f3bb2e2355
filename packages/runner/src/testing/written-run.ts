import { Journal } from '../journal.ts';
import type { Store } from '../store.ts';

/** Writes the journal of a run that never was: one stage that ran, and the end unless it is left out. */
export function writeRun(
  store: Store,
  run: string,
  { at = new Date(), graph = 'toy', end = true, keys = [] as string[] } = {},
): void {
  const journal = new Journal(store, run);
  const runtime = 'node20-x64';
  const begin = { event: 'run-begin', format: 'cevns-journal-1', run, graph, stages: 1, jobs: 1, runtime } as const;
  journal.write(begin, at);
  for (const key of keys) journal.write({ event: 'stage-cached', stage: `${graph}/a`, key }, at);
  journal.write({ event: 'stage-end', stage: `${graph}/b`, key: '0'.repeat(64), durationMs: 1 }, at);
  if (end) {
    const counts = { cached: keys.length, ran: 1, failed: 0, skipped: 0 };
    journal.write({ event: 'run-end', run, status: 'succeeded', durationMs: 5, ...counts }, at);
  }
  journal.flush();
  journal.close();
}
