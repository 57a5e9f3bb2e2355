import { SHARED } from './quantities.ts';
import { isNode, mapNodes, type SchemaNode, texts } from './schema-node.ts';

/**
 * The same schema as the generator of TypeScript types can read it. It knows no conditions: `if`/`then`/`else`, and the list of
 * conditions with which a slot selects its implementation, become alternatives. It knows tuples of older drafts only. What is
 * resolved before a check (`use:`) has no type.
 */
export function typeView(schema: SchemaNode): SchemaNode {
  return mapNodes(schema, viewNode) as SchemaNode;
}

function viewNode(node: SchemaNode): SchemaNode {
  // Names of properties and definitions may be any of the keywords.
  if (!isSchema(node)) return node;
  const { $schema: _s, $id: _i, pattern: _p, 'pattern-words': _w, examples: _x, propertyNames: _n, ...plain } = node;
  const {
    quantity: _q,
    'with-dimension': _d,
    'bare-maximum': _b,
    path: _f,
    'listed-by': _l,
    'also-called': _a,
    catalogue,
    ...rest
  } = plain;
  if (typeof rest.$ref === 'string' && rest.$ref.startsWith(SHARED)) return sharedQuantity(rest, rest.$ref);
  // One type for one definition: what stands beside a reference says more to an editor only.
  if (typeof rest.$ref === 'string' && !('$defs' in rest)) return { $ref: rest.$ref };
  if (isCondition(rest)) return catalogue === undefined ? alternatives(rest) : withoutUse(rest);
  if (Array.isArray(rest.allOf) && rest.allOf.some((item) => isNode(item) && 'x-condition' in item)) {
    return { anyOf: rest.allOf.map((item) => (item as SchemaNode)['x-condition']) };
  }
  if (Array.isArray(rest.prefixItems)) {
    const { prefixItems, items, ...tuple } = rest;
    return { ...tuple, items: prefixItems, additionalItems: items ?? true, maxItems: prefixItems.length };
  }
  return rest;
}

/** A quantity of one of several dimensions is a text, or a bare number where it may be a fraction: its definition needs no type of its own. */
function sharedQuantity({ description }: SchemaNode, reference: string): SchemaNode {
  const type = /\bfraction\b/.test(reference) ? ['string', 'number'] : 'string';
  return { ...(description === undefined ? {} : { description }), type };
}

function isSchema(node: SchemaNode): boolean {
  return !Object.values(node).every(isNode) || 'if' in node || '$ref' in node;
}

function isCondition(node: SchemaNode): boolean {
  return isNode(node.if) && 'then' in node;
}

function alternatives(node: SchemaNode): SchemaNode {
  const { if: condition, then: yes, else: no, title, description, type, ...rest } = node;
  // A condition by itself is an item of the list with which a slot selects; beside other keys it only adds to them.
  if (no === undefined) return Object.keys(node).length === 2 ? { 'x-condition': yes } : withoutCondition(node);
  const about = { ...(title === undefined ? {} : { title }), ...(description === undefined ? {} : { description }) };
  const [whenTrue, whenFalse] = [yes === true ? {} : (yes as SchemaNode), no as SchemaNode];
  const test = condition as SchemaNode;
  const kind = type === undefined || Array.isArray(type) ? {} : { type };
  return {
    ...about,
    anyOf: [
      merged({ ...rest, ...kind, ...(test.type ? { type: test.type } : {}) }, whenTrue, texts(test.required)),
      merged({ ...rest, ...kind }, whenFalse, []),
    ],
  };
}

function withoutCondition(node: SchemaNode): SchemaNode {
  const { if: _, then: _t, ...rest } = node;
  return rest;
}

function merged(outer: SchemaNode, inner: SchemaNode, required: readonly string[]): SchemaNode {
  if ('$ref' in inner || 'anyOf' in inner) return inner;
  const all = [...new Set([...texts(outer.required), ...required, ...texts(inner.required)])];
  const properties = {
    ...(isNode(outer.properties) ? outer.properties : {}),
    ...(isNode(inner.properties) ? inner.properties : {}),
  };
  return {
    ...outer,
    ...inner,
    ...(all.length > 0 ? { required: all } : {}),
    ...(Object.keys(properties).length > 0 ? { properties } : {}),
  };
}

function withoutUse(node: SchemaNode): SchemaNode {
  const { if: _, then: _t, else: content, ...rest } = node;
  return { ...rest, ...(content as SchemaNode) };
}
