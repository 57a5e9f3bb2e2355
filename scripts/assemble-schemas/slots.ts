import { isNode, type SchemaNode, texts } from './schema-node.ts';

/** The implementations of a slot: their names, and the schema of their parameters where they have one. */
export interface Slot {
  readonly names: readonly string[];
  readonly fragments: ReadonlyMap<string, SchemaNode>;
}

/** All slots by the name of their folder. */
export type Slots = ReadonlyMap<string, Slot>;

/**
 * A place in a base schema where one implementation of a slot is chosen:
 * `{ "slot": "quenching", "discriminator": "model", "variations": true, "entry": "detector", "part": "result",
 * "partial": true, "of-element": true }`. All but `slot` may be left out.
 */
interface SlotUse {
  readonly slot: string;
  /** Key that names the implementation; default `model`. */
  readonly discriminator: string;
  /** Whether named variations, each an up and a down set of some parameters, may be given. */
  readonly variations: boolean;
  /** Kind of catalogue entry that may stand here. */
  readonly entry: string | undefined;
  /** Key of the fragment that holds the schema, when it is not the fragment itself. */
  readonly part: string | undefined;
  /** Whether parameters may be missing, as in an entry that a study completes. */
  readonly partial: boolean;
  /** Whether it stands under the symbol of an element: parameters that are numbers of this element (`from-element` in the fragment) may be missing. */
  readonly ofElement: boolean;
}

/** Definitions to put into `$defs`, and the name of the one that stands for the slot. */
export interface SlotDefinition {
  readonly name: string;
  readonly definitions: ReadonlyMap<string, SchemaNode>;
}

/** What an entry of the catalogue may say about itself beside its content. */
export function entryProperties(kind: string): SchemaNode {
  return {
    kind: { const: kind },
    title: { type: 'string' },
    references: { type: 'array', items: { type: 'string' }, description: 'What to cite: arXiv:..., doi:...' },
    notes: { type: 'array', items: { type: 'string' } },
    status: {
      enum: ['measured', 'design', 'assumed'],
      description:
        'How the numbers are known: measured, taken from a published design, or with something assumed that changes the rate.',
    },
    ...(kind === 'source' || kind === 'detector' ? { provenance: { $ref: '#/$defs/provenance' } } : {}),
    ...(kind === 'detector'
      ? {
          site: {
            type: 'string',
            description: 'The source at which it stands, or is to stand: an entry of the catalogue.',
          },
        }
      : {}),
  };
}

/** Where the numbers of an entry come from, by dotted paths; each says so for everything below it. */
export const provenance: SchemaNode = {
  type: 'object',
  description:
    'Where the numbers come from, by their dotted paths in the entry; a path stands for everything below it, unless a longer one says otherwise.',
  propertyNames: {
    pattern: '^[A-Za-z0-9][A-Za-z0-9_-]*(\\.[A-Za-z0-9][A-Za-z0-9_-]*)*$',
    'pattern-words': 'a path in the entry such as `target.mass`',
  },
  additionalProperties: {
    description: 'A paper with its table, figure or equation; or why the number is assumed, and its range.',
    if: { type: 'object', required: ['assumed'] },
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
    then: {
      type: 'object',
      additionalProperties: false,
      properties: {
        assumed: { type: 'string', minLength: 1, description: 'Why this is taken, and not another.' },
        range: {
          type: 'array',
          description: 'Lowest and highest value that may be true, where one number is meant.',
          minItems: 2,
          maxItems: 2,
          items: { type: ['string', 'number'] },
        },
      },
    },
    else: {
      type: ['string', 'object'],
      minLength: 1,
      required: ['source'],
      additionalProperties: false,
      properties: {
        source: { type: 'string', minLength: 1, description: 'Paper, with its table, figure or equation.' },
        note: { type: 'string', minLength: 1, description: 'What to know about it.' },
      },
    },
  },
};

/**
 * The definitions of a slot: an implementation is chosen by its plain name where no parameter is required, or by a map with the
 * discriminator and the parameters. Conditions select the one branch that is meant, so that errors are those of this branch;
 * `listed-by` says of a choice of names what `cevns list` calls it.
 *
 * @throws Error when the slot, or the part of a fragment, does not exist
 */
export function slotDefinition(node: SchemaNode, slots: Slots): SlotDefinition {
  const use: SlotUse = {
    slot: String(node.slot),
    discriminator: typeof node.discriminator === 'string' ? node.discriminator : 'model',
    variations: node.variations === true,
    entry: typeof node.entry === 'string' ? node.entry : undefined,
    part: typeof node.part === 'string' ? node.part : undefined,
    partial: node.partial === true,
    ofElement: node['of-element'] === true,
  };
  const slot = slots.get(use.slot);
  if (!slot || slot.fragments.size === 0) throw new Error(`Expected fragments for the slot ${use.slot}, found none`);
  if (use.entry !== undefined && use.discriminator === 'kind') {
    throw new Error(
      `Expected another discriminator than kind in the slot ${use.slot}: entries have a kind of their own`,
    );
  }
  const nameOf = ({ part, variations, entry, partial, ofElement }: SlotUse): string =>
    [
      use.slot,
      part,
      variations ? 'with-variations' : undefined,
      entry === undefined ? undefined : 'entry',
      partial ? 'partial' : undefined,
      ofElement ? 'of-element' : undefined,
    ]
      .filter(Boolean)
      .join('-');
  const name = nameOf(use);
  const definitions = new Map<string, SchemaNode>();
  const plainNames: string[] = [];
  const places = new Map<string, string>();
  for (const [implementation, fragment] of slot.fragments) {
    const parameters = use.part === undefined ? fragment : fragment[use.part];
    if (!isNode(parameters)) throw new Error(`Expected a ${use.part} in the fragment ${use.slot}/${implementation}`);
    if (use.part === undefined && (use.partial || texts(parameters.required).length === 0))
      plainNames.push(implementation);
    // What is the same for an element as for all nuclei is one definition.
    const own = use.ofElement && !takesFromElement(parameters) ? { ...use, ofElement: false } : use;
    const place = `${nameOf(own)}.${implementation}`;
    places.set(implementation, place);
    definitions.set(place, branch(implementation, fragment, parameters, own, place));
    if (!use.variations) continue;
    // Definitions of their own: few studies vary anything, and what nobody comes to is not compiled.
    definitions.set(`${place}.variations`, variationsOf(`${place}.varied`));
    definitions.set(`${place}.varied`, variedOf(ownProperties(parameters.properties, own)));
  }
  definitions.set(name, choice(places, plainNames, use));
  return { name, definitions };
}

function branch(
  implementation: string,
  fragment: SchemaNode,
  parameters: SchemaNode,
  use: SlotUse,
  place: string,
): SchemaNode {
  const { title, description } = fragment;
  const { properties, required, result: _, ...rest } = parameters;
  const own = ownProperties(properties, use);
  const needed = texts(required).filter((key) => !use.ofElement || !isFromElement(properties, key));
  const about = [title, use.ofElement ? 'of an element' : undefined].filter(Boolean).join(' ');
  return {
    ...rest,
    ...(title === undefined ? {} : { title: use.part === undefined ? about : `${about}, ${use.part}` }),
    ...(description === undefined ? {} : { description }),
    type: 'object',
    required: [use.discriminator, ...(use.partial ? [] : needed)],
    additionalProperties: false,
    properties: {
      [use.discriminator]: { const: implementation },
      ...(use.entry === undefined ? {} : entryProperties(use.entry)),
      ...own,
      ...(use.variations ? { variations: { $ref: `#/$defs/${place}.variations` } } : {}),
    },
  };
}

/** Whether a parameter is a number of the element that recoils. */
function isFromElement(properties: unknown, key: string): boolean {
  const property = isNode(properties) ? properties[key] : undefined;
  return isNode(property) && property['from-element'] === true;
}

function takesFromElement({ properties }: SchemaNode): boolean {
  return isNode(properties) && Object.keys(properties).some((key) => isFromElement(properties, key));
}

/** The parameters without what only the assembler reads. */
function ownProperties(properties: unknown, { ofElement }: SlotUse): SchemaNode {
  if (!isNode(properties)) return {};
  return Object.fromEntries(
    Object.entries(properties).map(([key, property]) => {
      if (!isFromElement(properties, key)) return [key, property];
      const { 'from-element': _, ...plain } = property as SchemaNode;
      if (!ofElement) return [key, plain];
      const about = String(plain.description).replace(/\.$/, '');
      return [key, { ...plain, description: `${about}; that of the element unless given.` }];
    }),
  );
}

/** Some of the parameters. */
function variedOf(parameters: SchemaNode): SchemaNode {
  return { type: 'object', minProperties: 1, additionalProperties: false, properties: parameters };
}

/** @param varied definition of a set of parameters that change */
function variationsOf(varied: string): SchemaNode {
  const side = { $ref: `#/$defs/${varied}` };
  return {
    type: 'object',
    description: 'Variations of one standard deviation by name: the parameters that change, up and down.',
    minProperties: 1,
    propertyNames: {
      pattern: '^[a-z][A-Za-z0-9_-]{0,99}$',
      'pattern-words': 'letters, digits, `_` and `-`, the first a small letter',
    },
    additionalProperties: {
      type: 'object',
      required: ['up', 'down'],
      additionalProperties: false,
      properties: { up: side, down: side },
    },
  };
}

/** @param places definition of every implementation */
function choice(places: ReadonlyMap<string, string>, plainNames: readonly string[], use: SlotUse): SchemaNode {
  const names = [...places.keys()];
  // What cevns writes is plain JSON Schema; only what people write says where its names are listed.
  const listed = use.part === undefined ? { 'listed-by': use.slot } : {};
  const byMap = {
    required: [use.discriminator],
    properties: { [use.discriminator]: { enum: names, ...listed } },
    allOf: names.map((implementation) => ({
      if: { required: [use.discriminator], properties: { [use.discriminator]: { const: implementation } } },
      // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
      then: { $ref: `#/$defs/${places.get(implementation)}` },
    })),
  };
  const content =
    plainNames.length === 0
      ? { type: 'object', ...byMap }
      : {
          type: ['string', 'object'],
          if: { type: 'string' },
          // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
          then: { enum: plainNames, ...listed },
          else: byMap,
        };
  return use.entry === undefined ? content : usable(use.entry, content);
}

/**
 * A part that an entry of the catalogue may stand for: `use:` with any overrides, or the part itself. A check never sees `use:`,
 * which is resolved before; an editor does.
 */
export function usable(kind: string, content: SchemaNode): SchemaNode {
  return {
    catalogue: kind,
    if: { type: 'object', required: ['use'] },
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
    then: {
      properties: {
        use: {
          type: 'string',
          description: `A catalogue entry of kind ${kind}; keys beside it override what is in it.`,
        },
      },
    },
    else: content,
  };
}
