/** A row of `campaign.csv`. */
export interface CampaignRow {
  readonly id: string;
  /** Values of the axes as written. */
  readonly values: readonly string[];
  /** `summary.json`, or why there is none. */
  readonly result: { readonly summary: unknown } | { readonly error: string };
}

/**
 * `campaign.csv` (RFC 4180, line feeds): a row per configuration with its id, its status, its value on each axis, every number and truth
 * value of its analyses by the path in `summary.json`, the number of warnings, and the error if it failed. Numbers have full precision;
 * what a configuration does not have is empty.
 *
 * Rows are kept as text, and the names of their columns once for all that have the same.
 */
export class CampaignTable {
  readonly #axes: readonly string[];
  readonly #rows: {
    readonly head: string;
    readonly names: readonly string[];
    readonly cells: string;
    readonly error: string;
  }[] = [];
  readonly #columnSets = new Map<string, readonly string[]>();

  constructor(axes: readonly string[]) {
    this.#axes = axes;
  }

  add({ id, values, result }: CampaignRow): void {
    const scalars = 'summary' in result ? scalarsOf(result.summary) : new Map<string, string>();
    const columns = [...scalars.keys()];
    const set = columns.join(SEPARATOR);
    const names = this.#columnSets.get(set) ?? columns;
    this.#columnSets.set(set, names);
    const error = 'error' in result ? result.error : '';
    const status = 'error' in result ? 'failed' : 'ok';
    this.#rows.push({
      head: line([id, status, ...values]),
      names,
      cells: [...scalars.values()].join(SEPARATOR),
      error,
    });
  }

  /** The numbers of every row, by the names of their columns; of a failed configuration none. */
  *numbers(): Generator<{ readonly names: readonly string[]; readonly cells: readonly string[] }> {
    for (const { names, cells } of this.#rows) yield { names, cells: names.length === 0 ? [] : cells.split(SEPARATOR) };
  }

  /** The text line by line. */
  *lines(): Generator<string> {
    const columns = [...new Set([...this.#columnSets.values()].flat())];
    yield `${line(['configuration', 'status', ...this.#axes, ...columns, 'error'])}\n`;
    for (const { head, names, cells, error } of this.#rows) {
      const own = names.length === 0 ? [] : cells.split(SEPARATOR);
      const isWhole = names.length === columns.length && names.every((name, i) => name === columns[i]);
      const values = new Map(isWhole ? [] : names.map((name, i) => [name, own[i]!]));
      const row = isWhole ? own : columns.map((column) => values.get(column) ?? '');
      yield `${line([...row, error], head)}\n`;
    }
  }
}

/** It stands in no number, and in no name that YAML could give. */
const SEPARATOR = '\u0000';

function line(cells: readonly string[], before?: string): string {
  const text = cells.map(csvCell).join(',');
  return before === undefined ? text : `${before},${text}`;
}

function scalarsOf(summary: unknown): Map<string, string> {
  const { analysis, warnings } = summary as { readonly analysis: object; readonly warnings: readonly string[] };
  const scalars = new Map<string, string>();
  collect(analysis, '', scalars);
  scalars.set('warnings', String(warnings.length));
  return scalars;
}

/** Lists are left out: a grid or a matrix is no column. */
function collect(value: unknown, path: string, scalars: Map<string, string>): void {
  if (typeof value === 'number' || typeof value === 'boolean') scalars.set(path, String(value));
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return;
  for (const [key, part] of Object.entries(value)) collect(part, path === '' ? key : `${path}.${key}`, scalars);
}

function csvCell(text: string): string {
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
