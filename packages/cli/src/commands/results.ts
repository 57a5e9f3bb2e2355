import type { ResultsFolder } from '@cevns/studies/results/results-folder';
import { CallError } from '../call-error.ts';
import { findResults, foldersOf, type PastRun, pastRuns, shownFolder } from '../past-runs.ts';
import { resultLines } from '../result-lines.ts';
import type { Surroundings } from '../terminal.ts';
import { textTable } from '../text-table.ts';

export interface ResultsOptions {
  readonly store?: string;
  readonly json?: boolean;
}

/** `cevns results`: past runs, the newest first; or the numbers of one. */
export function results(name: string | undefined, options: ResultsOptions, { terminal }: Surroundings): number {
  if (name === undefined) {
    if (options.json) throw new CallError('--json prints the summary of one result; which one is meant?');
    const runs = pastRuns(options.store);
    if (runs.length === 0) terminal.error('cevns: no run is known here');
    else for (const line of textTable([HEAD, ...runs.map(rowOf)])) terminal.print(line);
    return 0;
  }
  const found = findResults(name, options.store);
  for (const line of changedLines(found)) terminal.error(line);
  const { folder, record, summary, text } = found;
  if (options.json) {
    terminal.print(text.trimEnd());
    return 0;
  }
  if (summary === undefined) {
    for (const line of campaignLines(JSON.parse(text) as CampaignOverview)) terminal.print(line);
  } else {
    terminal.print(`${summary.study}: ${summary.title ?? '(no title)'}`);
    for (const line of resultLines(summary)) terminal.print(line);
  }
  const { node, architecture, packages } = record.runtime;
  terminal.print(`  ${folder} (cevns ${packages.cevns ?? 'unknown'}, Node.js ${node}, ${architecture})`);
  return 0;
}

/** What has to be known before trusting the numbers of a folder. */
export function changedLines({ folder, changed }: ResultsFolder): string[] {
  return changed.map((path) => `cevns: warning: ${folder}/${path} was changed after the run`);
}

/** What `campaign.json` says in short. */
interface CampaignOverview {
  readonly campaign: string;
  readonly title?: string;
  readonly axes: readonly { readonly path: string; readonly values: readonly string[] }[];
  readonly configurations: { readonly total: number; readonly ok: number };
}

function campaignLines({ campaign, title, axes, configurations: { total, ok } }: CampaignOverview): string[] {
  return [
    `${campaign}: ${title ?? '(no title)'}`,
    `  ${ok} of ${total} configurations succeeded; campaign.csv has a row for each`,
    ...axes.map(({ path, values }) => `  ${path}: ${values.length} value${values.length === 1 ? '' : 's'}`),
  ];
}

const HEAD = ['when', 'study', 'status', 'computed', 'unchanged', 'results', 'run'];

function rowOf(run: PastRun): string[] {
  const { begun, graph, status, counts, run: id } = run;
  const failed = counts.failed > 0 ? ` (${counts.failed})` : '';
  return [
    localTime(new Date(begun)),
    graph,
    `${STATUS[status]}${failed}`,
    String(counts.ran),
    String(counts.cached),
    foldersOf(run).map(shownFolder).join(' ') || '-',
    id,
  ];
}

const STATUS = {
  succeeded: 'done',
  failed: 'failed',
  interrupted: 'interrupted',
  lost: 'killed',
  running: 'running',
} as const;

/** 2025-01-31 09:30, in the time zone of the reader. */
function localTime(time: Date): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  const day = `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`;
  return `${day} ${two(time.getHours())}:${two(time.getMinutes())}`;
}
