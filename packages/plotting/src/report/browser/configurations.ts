/// <reference lib="dom" />
import type { ConfigurationsData } from '../configurations-page.ts';
import { embedded, numberText } from './elements.ts';

/** A column of the table: numbers to sort by, and what is shown. */
export interface Column {
  readonly name: string;
  readonly kind: 'axis' | 'result';
  readonly main: boolean;
  /** Of an axis the number of its value, unless all its values are numbers of one unit. NaN where there is none. */
  readonly values: Float64Array;
  /** Values as written; of an axis only. */
  readonly texts?: readonly string[];
  /** Which of them each configuration has. */
  readonly codes?: Float64Array;
  /** Whether the values are no more than numbers of names. */
  readonly named: boolean;
  /** Unit of an axis whose values are numbers. */
  readonly unit: string;
}

/** All configurations, as the page carries them. */
export interface Configurations {
  readonly ids: readonly string[];
  readonly columns: readonly Column[];
  /** Why a configuration failed, by its number. */
  readonly causes: ReadonlyMap<number, string>;
  readonly file: string;
}

/** Reads the data of the page. */
export function readConfigurations(): Configurations {
  const { ids, axes, results, failures, file } = embedded<ConfigurationsData>('campaign-data')!;
  const numbers = (id: string): Float64Array =>
    Float64Array.from((embedded<string>(id) ?? '').split(','), (text) => (text === '' ? Number.NaN : Number(text)));
  const columns: Column[] = [
    ...axes.map(([name, texts], i): Column => {
      const codes = numbers(`axis-${i}`);
      const scale = scaleOf(texts);
      const values = scale === undefined ? codes : codes.map((code) => scale.values[code] ?? Number.NaN);
      return {
        name,
        kind: 'axis',
        main: true,
        values,
        texts,
        codes,
        named: scale === undefined,
        unit: scale?.unit ?? '',
      };
    }),
    ...results.map(([name, main], i): Column => {
      return { name, kind: 'result', main, values: numbers(`result-${i}`), named: false, unit: '' };
    }),
  ];
  const causes = new Map(failures.flatMap(({ cause, rows }) => rows.map((row) => [row, cause] as const)));
  return { ids, columns, causes, file };
}

/** The values of an axis as numbers, if they all are, with one unit. */
function scaleOf(texts: readonly string[]): { readonly values: readonly number[]; readonly unit: string } | undefined {
  const parts = texts.map((text) => /^([-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?) ?(\S.*)?$/i.exec(text));
  const units = new Set(parts.map((part) => part?.[2] ?? ''));
  if (parts.some((part) => part === null) || units.size !== 1) return undefined;
  return { values: parts.map((part) => Number(part![1])), unit: [...units][0]! };
}

/** What a cell shows. */
export function cellText({ texts, codes, values }: Column, row: number): string {
  if (texts !== undefined) return texts[codes![row]!] ?? '';
  return Number.isNaN(values[row]!) ? '' : numberText(values[row]!);
}

/** Numbers of configurations in the order of a column; what has no value comes last either way. */
export function sorted(rows: readonly number[], { values }: Pick<Column, 'values'>, descending: boolean): number[] {
  const sign = descending ? -1 : 1;
  return [...rows].sort((a, b) => {
    const [x, y] = [values[a]!, values[b]!];
    if (x === y) return a - b;
    if (Number.isNaN(x)) return Number.isNaN(y) ? a - b : 1;
    if (Number.isNaN(y)) return -1;
    return sign * (x - y);
  });
}
