import type { Schema } from '../schema-words.ts';
import type { SchemaError } from './schema-error.ts';

/** What a validation came across, by instance path (JSON pointer). */
export interface Collector {
  /** Names of data files. */
  readonly fileNames: Set<string>;
  /** Quantities that are as they should be, in the internal units of their dimensions. */
  readonly quantities: Map<string, InternalQuantity>;
}

/** A number in the internal unit of its dimension; under the name of the dimension where a place may have one of several. */
export type InternalQuantity = number | Readonly<Record<string, number>>;

/** One way of a validation through a value. */
export class Visit {
  readonly collector: Collector;
  /** Errors so far; undefined where only the answer matters, and the first thing that does not fit ends the way. */
  readonly errors: SchemaError[] | undefined;
  readonly #propertyName: string | undefined;

  constructor(collector: Collector, errors: SchemaError[] | undefined, propertyName?: string) {
    this.collector = collector;
    this.errors = errors;
    this.#propertyName = propertyName;
  }

  /** The same way, on which nothing is reported. */
  silent(): Visit {
    return this.errors === undefined ? this : new Visit(this.collector, undefined);
  }

  /** The same way, on which the name of a key is the value. */
  ofName(propertyName: string): Visit {
    return this.errors === undefined ? this : new Visit(this.collector, this.errors, propertyName);
  }

  /** Reports that a value does not fit a keyword; always false. */
  fail(
    keyword: string,
    schema: Schema,
    { value, path, params }: { readonly value: unknown; readonly path: string; readonly params: SchemaError['params'] },
  ): false {
    this.errors?.push({
      instancePath: path,
      keyword,
      params,
      schema: schema[keyword],
      parentSchema: schema,
      data: value,
      ...(this.#propertyName === undefined ? {} : { propertyName: this.#propertyName }),
    });
    return false;
  }
}

/** Whether a value at a path fits; what does not is reported to the visit. */
export type Check = (value: unknown, path: string, visit: Visit) => boolean;

/** Checks of the parts of a schema; each part is prepared when a value first comes to it. */
export interface Nodes {
  /** The check of a schema, or of `true` or `false` in its place. */
  of(schema: unknown): Check;
  /** The check of what a `$ref` refers to. */
  referred(reference: unknown): Check;
}

/** JSON types that keywords tell apart. */
export type Kind = 'null' | 'boolean' | 'number' | 'string' | 'array' | 'object';

/** A keyword of a schema. */
export interface Keyword {
  readonly name: string;
  /** The type of values that it is about; all unless given. */
  readonly on?: Kind;
  /**
   * What it asks for.
   *
   * @param wanted what stands behind the keyword
   * @param schema the schema in which it stands
   */
  prepare(wanted: unknown, schema: Schema, nodes: Nodes): Check;
}

/** The JSON type of a value. */
export function kindOf(value: unknown): Kind {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return typeof value as Kind;
}

/** The path of a part of a value: a step as in JSON pointers. */
export function below(path: string, step: string | number): string {
  const text = String(step);
  return /[~/]/.test(text) ? `${path}/${text.replace(/~/g, '~0').replace(/\//g, '~1')}` : `${path}/${text}`;
}
