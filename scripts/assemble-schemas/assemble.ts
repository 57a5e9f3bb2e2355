import { describeDimension, dimensions, isDimensionName } from '@cevns/language/dimensions';
import { oneOfQuantities, sharedName } from './quantities.ts';
import { isNode, mapNodes, type SchemaNode } from './schema-node.ts';
import { entryProperties, provenance, type Slots, slotDefinition, usable } from './slots.ts';

/** Base schemas by name: `study`, `source`, `summary`, ... */
export type BaseSchemas = ReadonlyMap<string, SchemaNode>;

/** A number and something after it: what a quantity looks like to an editor. */
const quantityPattern = '^\\s*[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?\\s*[^\\s0-9].*$';

/**
 * One self-contained JSON Schema (draft 2020-12) of a base schema: slots become references to definitions built from their
 * fragments, `{ "registry": "couplings" }` becomes the names of that registry, references to other base schemas are copied in,
 * quantities get what an editor shows, those of one of several dimensions become a definition that all of the kind share, `{ "data-file": true }` becomes a path or an output of a command, and places with `"entry"` may be filled by `use:`.
 *
 * @throws Error when a slot, a dimension or a reference does not exist
 */
export function assembleSchema(name: string, bases: BaseSchemas, slots: Slots): SchemaNode {
  const definitions = new Map<string, SchemaNode>();
  const pending = new Set<string>();

  const expand = (value: unknown): unknown => mapNodes(value, expandNode);

  function define(key: string, make: () => SchemaNode): void {
    if (definitions.has(key) || pending.has(key)) return;
    pending.add(key);
    definitions.set(key, expand(make()) as SchemaNode);
  }

  function expandNode(node: SchemaNode): SchemaNode {
    if (typeof node.slot === 'string') {
      const {
        slot: _,
        discriminator: _d,
        variations: _v,
        entry: _e,
        part: _p,
        partial: _q,
        'of-element': _o,
        ...rest
      } = node;
      const made = slotDefinition(node, slots);
      for (const [key, definition] of made.definitions) define(key, () => definition);
      return { ...rest, $ref: `#/$defs/${made.name}` };
    }
    if (typeof node.registry === 'string') {
      const { registry, ...rest } = node;
      const names = slots.get(String(registry))?.names;
      if (!names) throw new Error(`Expected a registry called ${registry}, found none`);
      return { ...rest, enum: names, 'listed-by': registry };
    }
    if (Array.isArray(node.quantity)) {
      const { quantity, description, ...limits } = node;
      const key = sharedName(quantity, limits);
      define(key, () => oneOfQuantities(quantity, limits));
      return { ...(description === undefined ? {} : { description }), $ref: `#/$defs/${key}` };
    }
    if (typeof node.quantity === 'string') return quantityNode(node);
    if (node['data-file'] === true) {
      define('command-output', () => commandOutput);
      return dataFileNode(node);
    }
    if (typeof node.$ref === 'string' && node.$ref.includes('.schema.json')) return foreign(node, node.$ref);
    return typeof node.entry === 'string' ? entryNode(node, node.entry) : node;
  }

  function foreign(node: SchemaNode, reference: string): SchemaNode {
    const [file = '', pointer = ''] = reference.split('#');
    const other = file.replace(/^\.\//, '').replace(/\.schema\.json$/, '');
    const base = bases.get(other);
    const part = pointer.replace(/^\/\$defs\//, '');
    const target = part === '' ? base : isNode(base?.$defs) ? base.$defs[part] : undefined;
    if (!base || !isNode(target)) throw new Error(`Expected ${reference} among the base schemas, found none`);
    // Definitions of the other schema come along under their own names: the language has one name for one thing.
    for (const [key, definition] of Object.entries(isNode(base.$defs) ? base.$defs : {})) {
      define(key, () => definition as SchemaNode);
    }
    if (part !== '') return { ...node, $ref: `#/$defs/${part}` };
    const { $defs: _, ...whole } = target;
    define(other, () => whole);
    return { ...node, $ref: `#/$defs/${other}` };
  }

  const base = bases.get(name);
  if (!base) throw new Error(`Expected a base schema called ${name}, found none`);
  const { $defs, title, description, ...body } = base;
  define('provenance', () => provenance);
  for (const [key, definition] of Object.entries(isNode($defs) ? $defs : {}))
    define(key, () => definition as SchemaNode);
  const root = expand(body) as SchemaNode;
  const used = reachable(root, definitions);
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: `${name}.json`,
    ...(title === undefined ? {} : { title }),
    ...(description === undefined ? {} : { description }),
    ...root,
    ...(used.length > 0 ? { $defs: Object.fromEntries(used.map((key) => [key, definitions.get(key)])) } : {}),
  };
}

function quantityNode(node: SchemaNode): SchemaNode {
  const name = String(node.quantity);
  if (!isDimensionName(name)) throw new Error(`Expected the name of a dimension, found ${name}`);
  const bare = name === 'fraction';
  return {
    ...node,
    type: bare ? ['string', 'number'] : 'string',
    pattern: quantityPattern,
    description: node.description ?? `${describeDimension(name).replace(/^a/, 'A')}.`,
    examples: dimensions[name].examples.map((example) => (bare && !example.includes('%') ? Number(example) : example)),
  };
}

/** A file that a command of the study makes. */
const commandOutput: SchemaNode = {
  type: 'object',
  description: 'A file that a command of the study makes.',
  required: ['command', 'output'],
  additionalProperties: false,
  properties: {
    command: { type: 'string', description: 'Name of the command.' },
    output: { type: 'string', description: 'One of the outputs that it declares.' },
  },
};

/** A data file: its path, or an output of one of the study's commands. */
function dataFileNode(node: SchemaNode): SchemaNode {
  const { 'data-file': _, ...about } = node;
  return {
    ...about,
    if: { type: 'object' },
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
    then: { $ref: '#/$defs/command-output' },
    else: { type: 'string', path: true, description: 'A path from the file that names it.' },
  };
}

/** An object that a catalogue entry may stand for: it gets what entries say about themselves. */
function entryNode(node: SchemaNode, kind: string): SchemaNode {
  const { entry: _, title, description, ...content } = node;
  const properties = { ...entryProperties(kind), ...(isNode(content.properties) ? content.properties : {}) };
  return {
    ...(title === undefined ? {} : { title }),
    ...(description === undefined ? {} : { description }),
    ...usable(kind, { ...content, properties }),
  };
}

/** Keys of the definitions that a schema refers to, directly or not, in alphabetical order. */
function reachable(root: SchemaNode, definitions: ReadonlyMap<string, SchemaNode>): string[] {
  const found = new Set<string>();
  const visit = (value: unknown): void => {
    mapNodes(value, (node) => {
      const key = typeof node.$ref === 'string' ? node.$ref.replace('#/$defs/', '') : undefined;
      if (key === undefined || found.has(key)) return node;
      const definition = definitions.get(key);
      if (!definition) throw new Error(`Expected a definition for ${node.$ref}, found none`);
      found.add(key);
      visit(definition);
      return node;
    });
  };
  visit(root);
  return [...found].sort();
}
