import { isDimensionName } from './dimensions.ts';
import type { Schema } from './schema-words.ts';
import { neverChecked } from './validation/validator.ts';

/**
 * What is wrong with a schema that comes from outside: one sentence, or undefined when it can be used. Schemas of our own are validated
 * where they are assembled.
 *
 * @param schema JSON Schema (draft 2020-12 with the keywords of `languageKeywords`)
 */
export async function schemaFault(schema: Schema): Promise<string | undefined> {
  const unknown = under(schema, 'quantity').find((name) => typeof name !== 'string' || !isDimensionName(name));
  if (unknown !== undefined) return `there is no quantity ${JSON.stringify(unknown)}`;
  const unchecked = neverChecked.find((keyword) => under(schema, keyword).length > 0);
  if (unchecked !== undefined) return `\`${unchecked}\` is not among the keywords that are checked`;
  const { default: ajvModule } = await import('ajv/dist/2020.js');
  const ajv = new ajvModule.Ajv2020({ strict: false, logger: false });
  try {
    ajv.compile(schema);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

/** What stands under a keyword anywhere in a schema. */
function under(value: unknown, keyword: string, named = false): unknown[] {
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return value.flatMap((part) => under(part, keyword));
  return Object.entries(value).flatMap(([key, part]) => [
    // A property may be called as the keyword is.
    ...(key === keyword && !named ? [part] : []),
    ...under(part, keyword, !named && (key === 'properties' || key === 'patternProperties')),
  ]);
}
