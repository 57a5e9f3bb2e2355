import type { DataFile } from './internal-study.ts';

/** A table somewhere in the parameters of a source. */
export interface SourceTable {
  /** Keys from the source to the table, `table` included. */
  readonly path: readonly string[];
  readonly file: DataFile;
}

/** Every table that the parameters of a source name, under the key `table`. */
export function sourceTables(settings: unknown, path: readonly string[] = []): SourceTable[] {
  if (Array.isArray(settings)) return settings.flatMap((item, i) => sourceTables(item, [...path, String(i)]));
  if (typeof settings !== 'object' || settings === null) return [];
  return Object.entries(settings).flatMap(([key, value]) =>
    key === 'table' ? [{ path: [...path, key], file: value as DataFile }] : sourceTables(value, [...path, key]),
  );
}

/** The same parameters with the name of a stage input in place of every table. */
export function withTableInputs(settings: unknown, path: readonly string[] = []): unknown {
  if (Array.isArray(settings)) return settings.map((item, i) => withTableInputs(item, [...path, String(i)]));
  if (typeof settings !== 'object' || settings === null) return settings;
  return Object.fromEntries(
    Object.entries(settings).map(([key, value]) => [
      key,
      key === 'table' ? tableInput([...path, key]) : withTableInputs(value, [...path, key]),
    ]),
  );
}

/** Name of the stage input that holds a table of the source. */
export function tableInput(path: readonly string[]): string {
  return ['source', ...path.slice(0, -1)].join('/');
}
