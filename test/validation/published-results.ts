/**
 * Prints what talks and papers state beside what comes out here: value, ours, ratio, tolerance.
 *
 *   npm run validation
 *
 * The exit status is 1 when a number that should be reached is not.
 */
import { dirname, resolve } from 'node:path';
import { argv } from 'node:process';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { textTable } from '../../packages/cli/src/text-table.ts';
import { arithmetic } from './published-results/arithmetic.ts';
import { crossSections } from './published-results/cross-sections.ts';
import { formulae } from './published-results/formulae.ts';
import { isWithin, type PublishedRow, publishedRows, toleranceText } from './published-results/row.ts';
import { sourceRows } from './published-results/sources.ts';
import { studyRows } from './published-results/studies.ts';

/** A row with our number. */
export interface ComparedRow extends PublishedRow {
  readonly ours: number;
  readonly within: boolean;
}

/**
 * Computes every row.
 *
 * @throws Error when a row has no computation, or a computation no row
 */
export async function comparedRows(home: string): Promise<ComparedRow[]> {
  const simple = Object.entries({ ...arithmetic, ...crossSections, ...formulae });
  const computed = new Map<string, number>([
    ...simple.map(([id, value]) => [id, typeof value === 'number' ? value : value()] as const),
    ...Object.entries(await sourceRows(home)),
    ...Object.entries(await studyRows(home)),
  ]);
  const unknown = [...computed.keys()].filter((id) => !publishedRows.some((row) => row.id === id));
  const missing = publishedRows.filter(({ id }) => !computed.has(id)).map(({ id }) => id);
  if (unknown.length + missing.length > 0) {
    throw new Error(`Expected one computation for each row, found otherwise: ${[...unknown, ...missing].join(', ')}`);
  }
  return publishedRows.map((row) => {
    const ours = computed.get(row.id)!;
    return { ...row, ours, within: isWithin(row, ours) };
  });
}

/** The table as lines of text. */
export function comparisonLines(rows: readonly ComparedRow[]): string[] {
  const digits = (value: number): string =>
    Math.abs(value) < 1e6 ? String(Number(value.toPrecision(4))) : value.toExponential(3);
  return textTable([
    ['id', 'stated', 'ours', 'ratio', 'tolerance', 'unit', ''],
    ...rows.map((row) => [
      row.id,
      digits(row.value),
      digits(row.ours),
      digits(row.ours / row.value),
      toleranceText(row),
      row.unit,
      row.within ? '' : row.missing === undefined ? 'NOT REACHED' : `missing: ${row.missing}`,
    ]),
  ]);
}

if (argv[1] !== undefined && import.meta.url === pathToFileURL(argv[1]).href) {
  const rows = await comparedRows(resolve(dirname(fileURLToPath(import.meta.url)), '../..'));
  for (const line of comparisonLines(rows)) process.stdout.write(`${line}\n`);
  const failed = rows.filter(({ within, missing }) => !within && missing === undefined);
  process.stdout.write(`\n${rows.filter(({ within }) => within).length} of ${rows.length} within their tolerance\n`);
  if (failed.length > 0) process.exitCode = 1;
}
