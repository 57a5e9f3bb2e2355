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
 */
export function campaignTable(axes: readonly string[], rows: readonly CampaignRow[]): string {
  const results = rows.map(({ result }) =>
    'summary' in result ? scalarsOf(result.summary) : new Map<string, string>(),
  );
  const columns = [...new Set(results.flatMap((scalars) => [...scalars.keys()]))];
  const lines = [['configuration', 'status', ...axes, ...columns, 'error']];
  rows.forEach(({ id, values, result }, i) => {
    const error = 'error' in result ? result.error : '';
    const status = 'error' in result ? 'failed' : 'ok';
    lines.push([id, status, ...values, ...columns.map((column) => results[i]!.get(column) ?? ''), error]);
  });
  return `${lines.map((cells) => cells.map(csvCell).join(',')).join('\n')}\n`;
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
