import type { Schema } from '../schema-words.ts';

/** One keyword of a schema that a value does not fit. */
export interface SchemaError {
  /** JSON pointer (RFC 6901) of the value; of the map for what is wrong with one of its keys. */
  readonly instancePath: string;
  readonly keyword: string;
  /** What is particular to the keyword: the limit, the missing key, the allowed values. */
  readonly params: Readonly<Record<string, unknown>>;
  /** What stands behind the keyword. */
  readonly schema: unknown;
  /** The schema in which the keyword stands. */
  readonly parentSchema: Schema;
  readonly data: unknown;
  /** The key in question where the schema is one of names of keys. */
  readonly propertyName?: string;
}
