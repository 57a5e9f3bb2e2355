import type { Schema } from '@cevns/language/schema-words';
import type { Plugin } from './plugin.ts';

/** What `scripts/assemble-schemas` makes of the slot of interactions. */
interface TermSchema extends Schema {
  readonly then: { readonly enum: readonly string[] } & Schema;
  readonly else: {
    readonly properties: { readonly term: { readonly enum: readonly string[] } & Schema };
    readonly allOf: readonly Schema[];
  } & Schema;
}

const SLOT = 'interactions';

/** The schema of studies in which the terms of plug-ins stand beside those of cevns, each with its settings. */
export function schemaWithTerms(schema: Schema, plugins: readonly Pick<Plugin, 'name' | 'schema'>[]): Schema {
  const definitions = schema.$defs as Schema;
  const terms = definitions[SLOT] as TermSchema;
  const plain = plugins.filter(({ schema: { required = [] } }) => (required as readonly string[]).length === 0);
  const { term } = terms.else.properties;
  return {
    ...schema,
    $defs: {
      ...definitions,
      [SLOT]: {
        ...terms,
        // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
        then: { ...terms.then, enum: [...terms.then.enum, ...plain.map(({ name }) => name)] },
        else: {
          ...terms.else,
          properties: { term: { ...term, enum: [...term.enum, ...plugins.map(({ name }) => name)] } },
          allOf: [
            ...terms.else.allOf,
            ...plugins.map(({ name }) => ({
              if: { required: ['term'], properties: { term: { const: name } } },
              // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
              then: { $ref: `#/$defs/${SLOT}.${name}` },
            })),
          ],
        },
      },
      ...Object.fromEntries(plugins.map((plugin) => [`${SLOT}.${plugin.name}`, settingsOf(plugin)])),
    },
  };
}

/** The schema of studies where terms may have any name and settings, since what they are is not known. */
export function schemaWithUnknownTerms(schema: Schema): Schema {
  return { ...schema, $defs: { ...(schema.$defs as Schema), [SLOT]: { type: ['string', 'object'] } } };
}

function settingsOf({ name, schema }: Pick<Plugin, 'name' | 'schema'>): Schema {
  const { properties = {}, required = [] } = schema;
  return {
    ...schema,
    type: 'object',
    required: ['term', ...(required as readonly string[])],
    additionalProperties: false,
    properties: { term: { const: name }, ...(properties as Schema) },
  };
}
