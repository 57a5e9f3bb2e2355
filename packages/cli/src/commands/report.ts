import { join } from 'node:path';
import { writeAtomically } from '@cevns/runner/atomic-write';
import { rewriteResult } from '@cevns/runner/materialise';
import { Store } from '@cevns/runner/store';
import { reportAgain } from '@cevns/studies/results/report-again';
import { NotResults } from '@cevns/studies/results/results-folder';
import { CallError } from '../call-error.ts';
import { findResults } from '../past-runs.ts';
import { requireFile, requireFolder } from '../required-folder.ts';
import { storesInSight } from '../stores-in-sight.ts';
import type { Surroundings } from '../terminal.ts';
import { changedLines } from './results.ts';

export interface ReportOptions {
  readonly store?: string;
  readonly out?: string;
  readonly timings?: boolean;
}

/** `cevns report`: makes the report of a result again, without computing anything. */
export function report(name: string, options: ReportOptions, { terminal }: Surroundings): number {
  const results = findResults(name, options.store);
  if (options.timings === true && results.summary === undefined) {
    throw new CallError(`${results.folder} is a campaign, whose report has no timings`);
  }
  if (options.out === undefined) requireFolder(results.folder, 'the results');
  else requireFile(options.out, '--out');
  for (const line of changedLines(results)) terminal.error(line);
  const { html, lost } = again(results, options);
  for (const file of lost) terminal.error(`cevns: warning: the figure ${file} is nowhere any more; cevns run makes it`);
  // What differs from run to run has no place in the report that a run writes.
  const file = options.timings === true ? 'report-with-timings.html' : 'report.html';
  if (options.out !== undefined) writeAtomically(options.out, html);
  else if (options.timings === true) writeAtomically(join(results.folder, file), html);
  else rewriteResult(results.folder, file, html);
  terminal.print(options.out ?? join(results.folder, file));
  return 0;
}

function again(results: ReturnType<typeof findResults>, { store, timings = false }: ReportOptions) {
  try {
    return reportAgain(results, { stores: storesInSight(store).map((folder) => new Store(folder)), timings });
  } catch (error) {
    throw error instanceof NotResults ? new CallError(error.message) : error;
  }
}
