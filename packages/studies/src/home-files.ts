import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Folder of the catalogue. */
export function catalogueRootOf(home: string): string {
  return join(home, 'configs');
}

/** File of an assembled schema. */
export function schemaFile(home: string, name: string): string {
  return join(home, 'schemas', '1.0', `${name}.json`);
}

const schemas = new Map<string, Record<string, unknown>>();

/** An assembled schema, such as `study`; the same object each time, so that it is compiled once. */
export function readSchema(home: string, name: string): Record<string, unknown> {
  const path = schemaFile(home, name);
  const schema = schemas.get(path) ?? (JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>);
  schemas.set(path, schema);
  return schema;
}
