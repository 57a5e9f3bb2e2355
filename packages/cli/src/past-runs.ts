import fs from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { nearest } from '@cevns/language/nearest';
import { listRuns } from '@cevns/runner/runs/run-index';
import type { RunSummary } from '@cevns/runner/runs/run-summary';
import { Store } from '@cevns/runner/store';
import { NotResults, type ResultsFolder, readResults } from '@cevns/studies/results/results-folder';
import { CallError } from './call-error.ts';
import { storesInSight } from './stores-in-sight.ts';

/** A run with the store that knows it. */
export interface PastRun extends RunSummary {
  readonly store: string;
}

/** The runs of all stores in sight, the newest first. */
export function pastRuns(store: string | undefined): PastRun[] {
  const runs = storesInSight(store).flatMap((folder) =>
    listRuns(new Store(folder)).map((run): PastRun => ({ ...run, store: folder })),
  );
  return runs.sort((a, b) => (a.begun < b.begun ? 1 : -1));
}

/** The results folders of a run, absolute. */
export function foldersOf({ results, store }: PastRun): string[] {
  return results.map(({ folder }) => resolve(store, folder));
}

/** A folder as it is called in the working directory, or by its absolute path when it lies elsewhere. */
export function shownFolder(folder: string): string {
  const inside = relative(process.cwd(), folder);
  return inside.startsWith('..') ? folder : inside || '.';
}

/**
 * The results that a person means by the name of a folder, of a study (then its latest), or of a run.
 *
 * @throws CallError when there are no such results
 */
export function findResults(name: string, store: string | undefined): ResultsFolder {
  try {
    return readResults(shownFolder(findFolder(name, store)));
  } catch (error) {
    throw error instanceof NotResults ? new CallError(error.message) : error;
  }
}

function findFolder(name: string, store: string | undefined): string {
  if (fs.statSync(name, { throwIfNoEntry: false })?.isDirectory()) return name;
  const runs = pastRuns(store);
  const folders = runs
    .filter((run) => run.run === name || run.graph === name || run.results.some(({ study }) => study === name))
    .flatMap(foldersOf);
  const found = folders.find((folder) => fs.existsSync(join(folder, 'provenance')));
  if (found !== undefined) return found;
  if (folders.length > 0) throw new CallError(`the results of ${name} are gone: ${shownFolder(folders[0]!)}`);
  const near = nearest(name, [...new Set(runs.flatMap(({ graph, run }) => [graph, run]))]);
  throw new CallError(
    `there are no results '${name}'${near === undefined ? ' (cevns results lists past runs)' : `; did you mean ${near}?`}`,
  );
}
