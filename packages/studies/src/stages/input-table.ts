import { type NumericTable, readNumericTable } from '@cevns/detectors/tables/csv';
import { missingColumn, TableFault } from '@cevns/numerics/tables/table-fault';
import type { Artifact } from '@cevns/runner/artifact';
import type { StageContext } from '@cevns/runner/stage';
import { aboutInput } from './about-input.ts';

/** What tables are read from. */
export type TableInput = Pick<Artifact, 'bytes' | 'text' | 'arrays'>;

/** First bytes of every .npz archive: it is a ZIP file. */
const ZIP = [0x50, 0x4b, 0x03, 0x04];

/** Whether bytes are an .npz archive, and not text. */
export function isArchive(bytes: Uint8Array): boolean {
  return ZIP.every((byte, i) => bytes[i] === byte);
}

/** Tables that were read: a stage may ask for one again and again. */
const read = new WeakMap<TableInput, NumericTable>();

/**
 * The columns of a table: CSV with a header, or an .npz archive with an array for each column.
 *
 * @throws TableError, or TableFault where arrays are no columns
 */
export function tableOf(input: TableInput): NumericTable {
  const table = read.get(input) ?? readTable(input);
  read.set(input, table);
  return table;
}

function readTable(input: TableInput): NumericTable {
  if (!isArchive(input.bytes())) return readNumericTable(input.text());
  const arrays = Object.entries(input.arrays());
  const rows = arrays[0]?.[1].shape[0] ?? 0;
  for (const [column, { shape, data }] of arrays) {
    if (shape.length !== 1 || shape[0] !== rows) {
      const expected = shape.length === 1 ? `arrays of one length, ${rows} as the first` : 'one number in every row';
      const found = `an array of shape (${shape.join(', ')})`;
      throw new TableFault({ what: `the array \`${column}\` is no column of the table`, expected, found, column });
    }
    const row = data.findIndex((value) => !Number.isFinite(value));
    if (row < 0) continue;
    const found = `${data[row]} in row ${row + 1}`;
    throw new TableFault({ what: 'the number is not finite', expected: `numbers in ${column}`, found, column, row });
  }
  if (rows === 0) throw new TableFault({ what: 'the table has no rows', expected: 'at least one row', found: 'none' });
  return new Map(arrays.map(([name, { data }]) => [name, Float64Array.from(data)]));
}

/** The columns that a model cannot do without, so that all that are missing are known before it is asked. */
export function requireColumns(table: NumericTable, names: readonly (string | undefined)[]): void {
  for (const name of names) if (name !== undefined && !table.has(name)) throw missingColumn(name, [...table.keys()]);
}

/** What a model makes of its parameters and of the table that they name, where they name one. */
export function withPartTable<T>(
  part: object,
  inputs: Readonly<Record<string, TableInput>> | StageContext['inputs'],
  action: (tables: { readonly table?: NumericTable }) => T,
): T {
  const { table } = part as { readonly table?: string };
  return table === undefined ? action({}) : aboutInput(table, () => action({ table: tableOf(inputs[table]!) }));
}
