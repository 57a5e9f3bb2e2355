import type { Schema } from '../schema-words.ts';
import { choiceKeywords } from './choice-keywords.ts';
import { languageKeywords } from './language-keywords.ts';
import { itemKeywords, propertyKeywords } from './part-keywords.ts';
import type { SchemaError } from './schema-error.ts';
import { identityKeywords, listSizeKeywords, mapSizeKeywords, numberKeywords, textKeywords } from './value-keywords.ts';
import { type Check, type Collector, type Kind, kindOf, type Nodes, Visit } from './visit.ts';

/** All keywords that are checked, in the order in which they are. Others say nothing of a value. */
const keywords = [
  ...identityKeywords,
  ...numberKeywords,
  ...textKeywords,
  ...choiceKeywords,
  ...languageKeywords,
  ...listSizeKeywords,
  ...itemKeywords,
  ...mapSizeKeywords,
  ...propertyKeywords,
];

/** Keywords of JSON Schema that mean something for a value, and of which nothing is asked here. */
export const neverChecked = [
  'unevaluatedProperties',
  'unevaluatedItems',
  '$dynamicRef',
  'dependencies',
  '$recursiveRef',
];

const PREFIX = '#/$defs/';

/** What a value is found to be. */
export interface Validation extends Collector {
  /** Everything that does not fit; of alternatives (`anyOf`, `oneOf`) only that none, or more than one, does. */
  readonly errors: readonly SchemaError[];
}

/**
 * Validates values against a JSON Schema (draft 2020-12 with the keywords of `languageKeywords`, without those of {@link neverChecked}; `format` says nothing). References are local: `#/$defs/<name>`.
 *
 * The schema is walked, not compiled, and of each part only what a value comes to is prepared: a study chooses a few of the many implementations
 * that its schema describes. Cost: in proportion to the value.
 */
export class Validator implements Nodes {
  readonly #schema: Schema;
  readonly #definitions: Readonly<Record<string, unknown>>;
  readonly #nodes = new Map<object, Check>();

  constructor(schema: Schema) {
    this.#schema = schema;
    this.#definitions = (schema.$defs ?? {}) as Schema;
  }

  /** Validates a value against the whole schema, or a part of it; instance paths start at the value. */
  validate(value: unknown, part: unknown = this.#schema): Validation {
    const collector: Collector = { fileNames: new Set(), quantities: new Map() };
    const errors: SchemaError[] = [];
    this.of(part)(value, '', new Visit(collector, errors));
    return { errors, ...collector };
  }

  of(schema: unknown): Check {
    if (typeof schema !== 'object' || schema === null) return schema === false ? never : always;
    let node = this.#nodes.get(schema);
    if (node === undefined) {
      node = this.#prepared(schema as Schema);
      this.#nodes.set(schema, node);
    }
    return node;
  }

  referred(reference: unknown): Check {
    const name = String(reference);
    const definition = name.startsWith(PREFIX) ? this.#definitions[name.slice(PREFIX.length)] : undefined;
    if (definition === undefined) throw new Error(`Expected a reference to a definition of the schema, got ${name}`);
    return this.of(definition);
  }

  /** What the keywords of a schema ask for, prepared for each type of value when the first of it comes. */
  #prepared(schema: Schema): Check {
    const present = keywords.filter(({ name }) => Object.hasOwn(schema, name));
    const checks = new Map<Kind, readonly Check[]>();
    return (value, path, visit) => {
      const kind = kindOf(value);
      let own = checks.get(kind);
      if (own === undefined) {
        const fitting = present.filter(({ on }) => on === undefined || on === kind);
        own = fitting.map((keyword) => keyword.prepare(schema[keyword.name], schema, this));
        checks.set(kind, own);
      }
      let fit = true;
      for (const check of own) {
        if (check(value, path, visit)) continue;
        fit = false;
        if (visit.errors === undefined) return false;
      }
      return fit;
    };
  }
}

const always: Check = () => true;
const never: Check = (value, path, visit) =>
  visit.fail('false schema', { 'false schema': false }, { value, path, params: {} });
