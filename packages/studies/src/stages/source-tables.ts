import { TableFault } from '@cevns/numerics/tables/table-fault';
import type { StageContext } from '@cevns/runner/stage';
import type { FlavourFlux, SourceModel } from '@cevns/sources/models/source';
import { aboutInput } from './about-input.ts';
import { requireColumns, type TableInput, tableOf } from './input-table.ts';

/** Columns of a table by name. */
type Columns = Readonly<Record<string, Float64Array>>;

type TableInputs = Readonly<Record<string, TableInput>>;

/** The names of the inputs that tables were read from. */
const inputOf = new WeakMap<object, string>();

/**
 * The parameters of a source with the columns of the table in place of the name of the stage input, under every key `table`.
 *
 * A table is CSV with a header, or an .npz archive with an array for each column.
 *
 * @throws Error that names the input whose table cannot be read
 */
export function withSourceTables(settings: object, inputs: TableInputs): object {
  return filled(settings, inputs) as object;
}

function filled(settings: unknown, inputs: TableInputs): unknown {
  if (Array.isArray(settings)) return settings.map((item) => filled(item, inputs));
  if (typeof settings !== 'object' || settings === null) return settings;
  return Object.fromEntries(
    Object.entries(settings).map(([key, value]) => [
      key,
      key === 'table' ? sourceTable(settings, value as string, inputs) : filled(value, inputs),
    ]),
  );
}

/**
 * The columns of a table of a source, among which are those that stand beside it by name.
 *
 * @param beside the parameters that the table is one of
 * @param input name of the input
 * @throws Error that names the input
 */
export function sourceTable(beside: object, input: string, inputs: TableInputs): Columns {
  return aboutInput(input, () => {
    const table = tableOf(inputs[input]!);
    const {
      energy,
      density,
      columns: others = {},
    } = beside as { readonly energy?: unknown; readonly density?: unknown; readonly columns?: object };
    requireColumns(
      table,
      [energy, density, ...Object.values(others)].map((name) => (typeof name === 'string' ? name : undefined)),
    );
    const columns = Object.fromEntries(table);
    inputOf.set(columns, input);
    return columns;
  });
}

/**
 * The neutrinos of a source whose tables are read.
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
  return aboutTables(() => source.flavours(settings, baselineM));
}

/** What is refused of a table is said of the input that it was read from. */
export function aboutTables<T>(action: () => T): T {
  try {
    return action();
  } catch (error) {
    const { table } = error instanceof TableFault ? error.details : {};
    const input = table === undefined ? undefined : inputOf.get(table);
    if (input === undefined) throw error;
    return aboutInput(input, () => {
      throw error;
    });
  }
}
