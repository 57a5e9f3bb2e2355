import type { Located } from './located.ts';
import { nearest, nearestBeginning } from './nearest.ts';
import type { Schema } from './schema-words.ts';

/**
 * The name of a choice that a text means: what the schema says it is also called (`"also-called": { "gaussian": "normal" }`), one that
 * is spelt nearly so, the only one that ends in it (`quenching` for `detector.quenching`), or the one that begins like it (`tabulated` for `table`).
 */
export function nearestName(text: string, values: readonly unknown[], schema: Schema): string | undefined {
  const names = values.map(String);
  const synonyms = (schema['also-called'] ?? {}) as Readonly<Record<string, string>>;
  const word = text.toLowerCase();
  if (Object.hasOwn(synonyms, word)) return synonyms[word];
  const ending = names.filter((name) => text !== '' && name.endsWith(`.${text}`));
  return ending.length === 1 ? ending[0] : (nearest(text, names) ?? nearestBeginning(text, names));
}

/**
 * The part that a number above 1 most likely is, where a number between 0 and 1 is due: `0.162` for `16.2`, which is 16.2 %. Undefined where the schema has other
 * limits.
 */
export function partOfPercent(node: Located | undefined, schema: Schema): string | undefined {
  const { minimum, exclusiveMinimum = minimum, maximum, exclusiveMaximum = maximum } = schema;
  if (exclusiveMinimum !== 0 || exclusiveMaximum !== 1 || node?.kind !== 'scalar') return undefined;
  const { value } = node;
  return typeof value === 'number' && value > 1 && value < 100
    ? String(Number((value / 100).toPrecision(15)))
    : undefined;
}

/** The plain text that a map stands for which only says so: `asimov` for `{ kind: asimov }`. */
export function plainForm(node: Located | undefined, values: readonly unknown[]): string | undefined {
  if (node?.kind !== 'map') return undefined;
  const named = (node.entries.get('kind') ?? node.entries.get('model'))?.value;
  return named?.kind === 'scalar' && values.includes(named.value) ? String(named.value) : undefined;
}

/** A name in small letters and with hyphens in place of what a pattern does not take; undefined when that is not enough. */
export function spelledAsPattern(text: string, pattern: unknown): string | undefined {
  if (typeof pattern !== 'string' || text.length > 200) return undefined;
  const spelled = text
    .trim()
    .toLowerCase()
    .replace(/[^a-z0-9._-]+/g, '-')
    .replace(/^[._-]+|[_-]+$/g, '');
  return spelled !== '' && new RegExp(pattern, 'u').test(spelled) ? spelled : undefined;
}
