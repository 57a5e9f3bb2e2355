import { readFileSync } from 'node:fs';

/** A published number, as the fixture has it. */
export interface PublishedRow {
  readonly id: string;
  readonly quantity: string;
  readonly value: number;
  readonly unit: string;
  /** Speaker and year of the talk. */
  readonly source: string;
  readonly inputs?: string;
  /** What a reproduction has to meet: a part of the value, in its unit, or a factor up or down. */
  readonly tolerance: { readonly relative: number } | { readonly absolute: number } | { readonly factor: number };
  /** The input without which the number cannot be reached; such a row is expected to miss its tolerance. */
  readonly missing?: string;
}

/** Ways to compute rows, by their ids. */
export type Computations = Readonly<Record<string, number | (() => number)>>;

/** All published numbers of the table. */
export const publishedRows = (
  JSON.parse(readFileSync(new URL('../fixtures/published-results.json', import.meta.url), 'utf8')) as {
    readonly rows: readonly PublishedRow[];
  }
).rows;

/** Whether a number is within the tolerance of a row; equal within rounding where the tolerance is 0. */
export function isWithin({ value, tolerance }: PublishedRow, ours: number): boolean {
  if ('factor' in tolerance) return ours / value <= tolerance.factor && value / ours <= tolerance.factor;
  const allowed = 'relative' in tolerance ? tolerance.relative * Math.abs(value) : tolerance.absolute;
  return Math.abs(ours - value) <= allowed + 1e-9 * Math.abs(value);
}

/** A tolerance as a reader writes it. */
export function toleranceText({ tolerance }: PublishedRow): string {
  if ('factor' in tolerance) return `factor ${tolerance.factor}`;
  return 'relative' in tolerance
    ? `${Number((100 * tolerance.relative).toPrecision(2))} %`
    : `+- ${tolerance.absolute}`;
}
