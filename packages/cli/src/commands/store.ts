import { Store } from '@cevns/runner/store';
import { byKind, type Collected, collectGarbage } from '@cevns/runner/upkeep/collect-garbage';
import { inspectStore } from '@cevns/runner/upkeep/inspect-store';
import { listRecords } from '@cevns/runner/upkeep/list-records';
import { storeFiles } from '@cevns/runner/upkeep/store-files';
import { shownFolder } from '../past-runs.ts';
import { theStore } from '../stores-in-sight.ts';
import type { Surroundings } from '../terminal.ts';
import { textTable } from '../text-table.ts';

export interface StoreOptions {
  readonly store?: string;
}

export interface GarbageOptions extends StoreOptions {
  readonly keepLast: number;
  /** In milliseconds. */
  readonly olderThan?: number;
  readonly dryRun?: boolean;
}

export interface VerifyStoreOptions extends StoreOptions {
  readonly repair?: boolean;
}

/** What was written or used by a run so short a time ago stays, whatever is asked for: another process may be about to use it. */
const graceMs = 10 * 60 * 1000;

/** `cevns store size`: what a store holds, by kind. */
export function storeSize({ store }: StoreOptions, { terminal }: Surroundings): number {
  const folder = theStore(store);
  const files = storeFiles(new Store(folder));
  terminal.print(`${shownFolder(folder)}: ${bytesText(files.reduce((sum, { size }) => sum + size, 0))}`);
  for (const line of textTable([['', 'files', 'size'], ...kindRows(byKind(files))])) terminal.print(line);
  return 0;
}

/** `cevns store list`: the records of computed stages, the newest first. */
export function storeList({ store }: StoreOptions, { terminal }: Surroundings): number {
  const now = Date.now();
  const rows = listRecords(new Store(theStore(store))).map(({ key, kind, stages, bytes, writtenMs }) => [
    kind ?? '(damaged)',
    stages[0] === undefined ? '-' : stages.length === 1 ? stages[0] : `${stages[0]} and ${stages.length - 1} more`,
    bytesText(bytes),
    ageText(now - writtenMs),
    key.slice(0, 12),
  ]);
  for (const line of textTable([['kind', 'stage', 'size', 'age', 'key'], ...rows])) terminal.print(line);
  return 0;
}

/** `cevns store gc`: removes what no run that is kept needs. */
export async function storeGc(options: GarbageOptions, { terminal }: Surroundings): Promise<number> {
  const { keepLast, olderThan, dryRun = false } = options;
  const folder = theStore(options.store);
  const keep = { runs: keepLast, graceMs, ...(olderThan === undefined ? {} : { youngerThanMs: olderThan }) };
  const { removed, left, runs, running } = await collectGarbage(new Store(folder), keep, { dryRun });
  const all = Object.values(removed);
  const count = all.reduce((sum, kind) => sum + kind.count, 0);
  const bytes = all.reduce((sum, kind) => sum + kind.bytes, 0);
  const going = running > 0 ? `, ${running} of them going on` : '';
  terminal.print(
    `${shownFolder(folder)}: ${dryRun ? 'would remove' : 'removed'} ${files(count)}, ${bytesText(bytes)}; ` +
      `kept ${files(left.count)}, ${bytesText(left.bytes)}, for ${runs} run${runs === 1 ? '' : 's'}${going}`,
  );
  const rows = kindRows(removed).filter(([, number]) => number !== '0');
  if (rows.length > 0) for (const line of textTable([['', 'files', 'size'], ...rows])) terminal.print(line);
  return 0;
}

/** `cevns store verify`: reads and checks everything; exit status 1 when something is wrong and was not repaired. */
export function storeVerify(options: VerifyStoreOptions, { terminal }: Surroundings): number {
  const folder = theStore(options.store);
  const { records, objects, faults, withoutLists } = inspectStore(new Store(folder), {
    repair: options.repair ?? false,
  });
  for (const { path, what, repaired } of faults) {
    terminal.print(`  ${path}: ${what}${repaired ? ' (removed)' : ''}`);
  }
  if (withoutLists > 0) {
    terminal.print(
      `  ${withoutLists} records without a list of their source files: plans will not name the file that changed`,
    );
  }
  const bad = faults.filter(({ repaired }) => !repaired).length;
  const verdict =
    faults.length === 0
      ? 'all is well'
      : bad === 0
        ? `${faults.length} damaged, removed; they are computed again when they are needed`
        : `${bad} damaged or missing`;
  terminal.print(`${shownFolder(folder)}: ${records} records and ${objects} objects checked, ${verdict}`);
  return bad === 0 ? 0 : 1;
}

const KINDS = {
  record: 'records of stages',
  object: 'outputs and lists of source files',
  journal: 'journals of runs',
  latest: 'memory of the last runs',
  temporary: 'left by dead processes',
  scratch: 'scratch of external programs',
  other: 'index and memory of inputs',
} as const;

function kindRows(kinds: Collected['removed']): string[][] {
  return Object.entries(KINDS).map(([kind, title]) => {
    const { count, bytes } = kinds[kind as keyof typeof KINDS];
    return [title, String(count), bytesText(bytes)];
  });
}

function files(count: number): string {
  return `${count} file${count === 1 ? '' : 's'}`;
}

function bytesText(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let value = bytes;
  let unit = 0;
  for (; value >= 999.5 && unit < units.length - 1; unit++) value /= 1000;
  return `${unit === 0 ? value : value.toPrecision(3)} ${units[unit]}`;
}

function ageText(ms: number): string {
  const minutes = Math.max(0, ms) / 60_000;
  if (minutes < 60) return `${Math.floor(minutes)} min`;
  return minutes < 48 * 60 ? `${Math.floor(minutes / 60)} h` : `${Math.floor(minutes / 1440)} d`;
}
