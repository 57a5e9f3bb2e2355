import { nearest } from '@cevns/language/nearest';
import {
  filtered,
  filterValues,
  kindOf,
  type ListedEntry,
  type ListFilter,
  listedEntries,
} from '@cevns/studies/catalogue/catalogue-list';
import { CallError } from '../call-error.ts';
import type { Surroundings } from '../terminal.ts';
import { textTable } from '../text-table.ts';

/** Options of `cevns list`. */
export interface ListOptions extends Omit<ListFilter, 'kind'> {
  readonly json?: boolean;
}

const STATUSES = ['measured', 'design', 'assumed'];

/** Columns of the list, in their order; one that is empty everywhere is left out. */
const COLUMNS = ['name', 'target', 'source', 'status', 'title'] as const;

/**
 * `cevns list`: the catalogue entries and the implementations that studies choose from, of one kind or all, narrowed down by
 * status, target, source and words.
 */
export function list(
  kind: string | undefined,
  { json = false, ...filter }: ListOptions,
  surroundings: Surroundings,
): number {
  const { home, terminal } = surroundings;
  const all = listedEntries(home);
  if (kind !== undefined) expectOne('kind', kind, filterValues(all, 'kind'));
  if (filter.status !== undefined) expectOne('status', filter.status, STATUSES);
  if (filter.source !== undefined) {
    expectOne('source', filter.source.replace(/^sources\//, ''), filterValues(all, 'source'));
  }
  const chosen = filtered(all, { ...filter, ...(kind === undefined ? {} : { kind }) });
  if (json) terminal.print(JSON.stringify(chosen, null, 2));
  else if (chosen.length === 0) terminal.error('cevns: no entry is like that');
  else for (const line of tableOf(chosen)) terminal.print(line);
  return 0;
}

/** A line per entry, the name first; names alone where nothing else is known of any. */
function tableOf(entries: readonly ListedEntry[]): string[] {
  const texts = entries.map((entry) => ({ ...entry, source: sourceText(entry) }));
  const columns = COLUMNS.filter((column) => texts.some((entry) => (entry[column] ?? '') !== ''));
  if (columns.length === 1) return entries.map(({ name }) => name);
  const rows = texts.map((entry) => columns.map((column) => entry[column] ?? ''));
  return textTable([[...columns], ...rows]).map((line) => line.replace(/^ {2}/, ''));
}

/** The model of a source; of a detector the source at which it stands. */
function sourceText(entry: ListedEntry): string {
  if (kindOf(entry) !== 'detectors' || entry.site === undefined) return entry.source ?? '';
  return entry.site.replace(/^sources\//, '');
}

function expectOne(what: string, value: string, known: readonly string[]): void {
  if (known.some((name) => name.toLowerCase() === value.toLowerCase())) return;
  const near = nearest(value, known);
  throw new CallError(
    `there is no ${what} '${value}'${near === undefined ? ` (${known.join(', ')})` : `; did you mean ${near}?`}`,
  );
}
