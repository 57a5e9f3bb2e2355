import { isDimensionName } from './dimensions.ts';
import { addKeywords } from './schema-keywords.ts';
import type { Schema } from './schema-words.ts';

/**
 * What is wrong with a schema that comes from outside: one sentence, or undefined when it can be used. Schemas of our own are validated
 * where they are assembled.
 *
 * @param schema JSON Schema (draft 2020-12 with the keywords of `addKeywords`)
 */
export async function schemaFault(schema: Schema): Promise<string | undefined> {
  const unknown = quantitiesIn(schema).find((name) => typeof name !== 'string' || !isDimensionName(name));
  if (unknown !== undefined) return `there is no quantity ${JSON.stringify(unknown)}`;
  const { default: ajvModule } = await import('ajv/dist/2020.js');
  const ajv = new ajvModule.Ajv2020({ strict: false, logger: false });
  addKeywords(ajv, { fileNames: new Set(), quantities: new Map() });
  try {
    ajv.compile(schema);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

function quantitiesIn(value: unknown): unknown[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) =>
    // A property may be called `quantity`, and then holds a schema.
    key === 'quantity' && typeof part !== 'object' ? [part] : quantitiesIn(part),
  );
}
