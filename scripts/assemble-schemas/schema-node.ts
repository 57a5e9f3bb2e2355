/** A JSON Schema, or a part of one, as plain data. */
export type SchemaNode = { readonly [key: string]: unknown };

/** Whether a JSON value is an object. */
export function isNode(value: unknown): value is SchemaNode {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A JSON value with every object in it, the innermost first, passed through a function. */
export function mapNodes(value: unknown, change: (node: SchemaNode) => SchemaNode): unknown {
  if (Array.isArray(value)) return value.map((item) => mapNodes(item, change));
  if (!isNode(value)) return value;
  return change(Object.fromEntries(Object.entries(value).map(([key, item]) => [key, mapNodes(item, change)])));
}

/** The texts of a list in a schema, such as `required`. */
export function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}
