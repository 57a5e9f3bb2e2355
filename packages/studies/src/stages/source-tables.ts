import { readNumericTable } from '@cevns/detectors/tables/csv';
import type { Artifact } from '@cevns/runner/artifact';
import type { StageContext } from '@cevns/runner/stage';
import type { FlavourFlux, SourceModel } from '@cevns/sources/models/source';
import { aboutInput } from './about-input.ts';

/** What names of inputs with tables of the source begin with. */
const SOURCE_INPUT = 'source/';

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
      key === 'table'
        ? aboutInput(value as string, () => withNamed(settings, columnsOf(inputs[value as string]!)))
        : filled(value, inputs),
    ]),
  );
}

/**
 * The columns, among which are those that stand beside the table by name.
 *
 * @throws RangeError when one is missing
 */
function withNamed(beside: object, columns: Columns): Columns {
  const {
    energy,
    density,
    columns: others = {},
  } = beside as {
    readonly energy?: unknown;
    readonly density?: unknown;
    readonly columns?: object;
  };
  for (const name of [energy, density, ...Object.values(others)]) {
    if (typeof name !== 'string' || Object.hasOwn(columns, name)) continue;
    throw new RangeError(`there is no column \`${name}\`; there are ${Object.keys(columns).join(', ')}`);
  }
  return columns;
}

/**
 * The neutrinos of a source whose tables are read. Where it has one table, what it refuses is said of that.
 *
 * @throws Error that names the input whose table is refused
 */
export function flavoursOf(
  source: SourceModel<object>,
  named: object,
  inputs: StageContext['inputs'],
  baselineM: number | undefined,
): readonly FlavourFlux[] {
  const settings = withSourceTables(named, inputs);
  const tables = Object.keys(inputs).filter((input) => input.startsWith(SOURCE_INPUT));
  const flavours = () => source.flavours(settings, baselineM);
  return tables.length === 1 ? aboutInput(tables[0]!, flavours) : flavours();
}

function columnsOf(input: Artifact): Columns {
  const bytes = input.bytes();
  if (!ZIP.every((byte, i) => bytes[i] === byte)) return Object.fromEntries(readNumericTable(input.text()));
  const arrays = input.arrays();
  return Object.fromEntries(Object.entries(arrays).map(([name, { data }]) => [name, Float64Array.from(data, Number)]));
}
