import { describeDimension, isDimensionName } from './dimensions.ts';
import type { Located } from './located.ts';
import { byNearness } from './nearest.ts';
import { isLeftEmpty } from './parse-yaml.ts';

/** A JSON Schema as plain data. */
export type Schema = Readonly<Record<string, unknown>>;

const typeWords: Readonly<Record<string, string>> = {
  object: 'a map of keys and values',
  array: 'a list',
  string: 'text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  null: 'null',
};

/** Names of JSON types as a sentence says them. */
export function describeTypes(types: unknown): string {
  return [types]
    .flat()
    .map((type) => typeWords[String(type)] ?? String(type))
    .join(' or ');
}

/** A choice as a sentence says it: at most eight names, the others counted. */
export function describeChoice(values: readonly unknown[]): string {
  const shown = values.slice(0, 8).map((value) => `\`${String(value)}\``);
  const rest = values.length - shown.length;
  return `${values.length > 1 ? 'one of ' : ''}${shown.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}

/** Names shown of a choice that `cevns list` shows whole. */
const mostListed = 3;

/** The choice of a schema with `enum` or `const`; of a registry the names nearest to what was found, and how to list them all. */
export function describeNames(schema: Schema, found: string): string {
  const values: readonly unknown[] = Array.isArray(schema.enum) ? schema.enum : [schema.const];
  const list = schema['listed-by'];
  if (typeof list !== 'string' || values.length <= mostListed) return describeChoice(values);
  const shown = byNearness(found, values.map(String)).slice(0, mostListed);
  return `one of ${shown.map((name) => `\`${name}\``).join(', ')}, … (cevns list ${list})`;
}

/** What a schema expects, in a few words. */
export function describeSchema(schema: unknown, definitions: Schema, depth = 0): string {
  if (typeof schema !== 'object' || schema === null || depth > 8) return 'a value';
  const {
    $ref,
    quantity,
    const: constant,
    enum: choice,
    type,
    anyOf,
    oneOf,
    pattern,
    then: formed,
    else: otherwise,
  } = schema as Schema;
  if (typeof $ref === 'string') {
    return describeSchema(definitions[$ref.replace('#/$defs/', '')], definitions, depth + 1);
  }
  if (typeof quantity === 'string' && isDimensionName(quantity)) return describeDimension(quantity);
  if (constant !== undefined) return describeChoice([constant]);
  if (Array.isArray(choice)) return describeNames(schema as Schema, '');
  const alternatives = anyOf ?? oneOf;
  if (Array.isArray(alternatives)) {
    return [...new Set(alternatives.map((branch) => describeSchema(branch, definitions, depth + 1)))].join(', or ');
  }
  if (typeof pattern === 'string') return describePattern(schema as Schema);
  // Where the form of a value decides what it is, the last alternative is what most people write; of quantities both are said.
  if (type === undefined && otherwise !== undefined) {
    const both = isQuantity(formed) && isQuantity(otherwise) ? [otherwise, formed] : [otherwise];
    return both.map((branch) => describeSchema(branch, definitions, depth + 1)).join(', or ');
  }
  return type === undefined ? 'a value' : describeTypes(type);
}

function isQuantity(schema: unknown): boolean {
  return typeof schema === 'object' && schema !== null && typeof (schema as Schema).quantity === 'string';
}

/** What a schema with a `pattern` asks for in words: its `pattern-words`, or else its description. */
export function describePattern({ 'pattern-words': words, description }: Schema): string {
  if (typeof words === 'string') return words;
  return typeof description === 'string' ? asClause(description) : 'text of another form';
}

/** A description as the rest of a line: `File name in tables/.` becomes `file name in tables/`. */
export function asClause(description: string): string {
  return description.replace(/^[A-Z](?=[a-z ])/, (first) => first.toLowerCase()).replace(/\.$/, '');
}

/** A list with a fixed number of items of one sort in words; undefined for any other schema. */
export function describeList({ prefixItems }: Schema, definitions: Schema): string | undefined {
  if (!Array.isArray(prefixItems)) return undefined;
  const [item, ...others] = new Set(prefixItems.map((schema) => describeSchema(schema, definitions)));
  return item === undefined || others.length > 0 ? undefined : `a list of ${prefixItems.length} items, each ${item}`;
}

const limitWords: Readonly<Record<string, string>> = {
  minimum: 'of at least N',
  maximum: 'of at most N',
  exclusiveMinimum: 'above N',
  exclusiveMaximum: 'below N',
  multipleOf: 'that is a multiple of N',
  minItems: 'at least N items',
  maxItems: 'at most N items',
  minProperties: 'at least N keys',
  maxProperties: 'at most N keys',
  minLength: 'at least N characters',
  maxLength: 'at most N characters',
  uniqueItems: 'each item once',
};

/** What a limiting keyword of JSON Schema asks for: `of at least 2`. */
export function describeLimit(keyword: string, limit: unknown): string {
  return (limitWords[keyword] ?? keyword).replace('N', String(limit)).replace(/\b1 (item|key|character)s/, '1 $1');
}

/** How much there is at a place, in words. */
export function describeSize(node: Located | undefined): string {
  if (node?.kind === 'sequence') return `${node.items.length} ${node.items.length === 1 ? 'item' : 'items'}`;
  if (node?.kind === 'map') return `${node.entries.size} ${node.entries.size === 1 ? 'key' : 'keys'}`;
  return `${String(node?.value ?? '').length} characters`;
}

/** What stands at a place, in a few words. */
export function describeFound(node: Located | undefined): string {
  if (!node || isLeftEmpty(node)) return 'nothing';
  if (node.kind === 'map') return 'a map';
  if (node.kind === 'sequence') return 'a list';
  if (typeof node.value === 'string') return `the text \`${node.value}\``;
  return typeof node.value === 'number' ? `the number ${node.value}` : String(node.value);
}
