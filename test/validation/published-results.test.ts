import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, expect, test } from 'vitest';
import { publishedRows } from './published-results/row.ts';
import { type ComparedRow, comparedRows, comparisonLines } from './published-results.ts';

const home = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
let rows: readonly ComparedRow[];
beforeAll(async () => {
  rows = await comparedRows(home);
}, 120_000);

test.each(publishedRows)('$id: $value $unit ($source)', ({ id, missing }) => {
  const { ours, within } = rows.find((row) => row.id === id)!;
  // What cannot be reached says which input is missing; when it is reached after all, that is to go.
  expect(within, `ours: ${ours}`).toBe(missing === undefined);
});

test('the table has a line for each', () => {
  expect(comparisonLines(rows)).toHaveLength(publishedRows.length + 1);
});
