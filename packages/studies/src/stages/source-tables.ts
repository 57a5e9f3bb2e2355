import { readNumericTable } from '@cevns/detectors/tables/csv';
import type { Artifact } from '@cevns/runner/artifact';
import type { StageContext } from '@cevns/runner/stage';
import { aboutInput } from './about-input.ts';

/** Columns of a table by name. */
type Columns = Readonly<Record<string, Float64Array>>;

/** First bytes of every .npz archive: it is a ZIP file. */
const ZIP = [0x50, 0x4b];

/**
 * The parameters of a source with the columns of the table in place of the name of the stage input, under every key `table`.
 *
 * A table is CSV with a header, or an .npz archive with an array for each column.
 *
 * @throws Error that names the input whose table cannot be read
 */
export function withSourceTables(settings: object, inputs: StageContext['inputs']): object {
  return filled(settings, inputs) as object;
}

function filled(settings: unknown, inputs: StageContext['inputs']): unknown {
  if (Array.isArray(settings)) return settings.map((item) => filled(item, inputs));
  if (typeof settings !== 'object' || settings === null) return settings;
  return Object.fromEntries(
    Object.entries(settings).map(([key, value]) => [
      key,
      key === 'table' ? aboutInput(value as string, () => columnsOf(inputs[value as string]!)) : filled(value, inputs),
    ]),
  );
}

function columnsOf(input: Artifact): Columns {
  const bytes = input.bytes();
  if (!ZIP.every((byte, i) => bytes[i] === byte)) return Object.fromEntries(readNumericTable(input.text()));
  const arrays = input.arrays();
  return Object.fromEntries(Object.entries(arrays).map(([name, { data }]) => [name, Float64Array.from(data, Number)]));
}
