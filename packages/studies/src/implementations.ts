import { describeSchema } from '@cevns/language/schema-words';
import { couplings } from '@cevns/physics/couplings/registry';
import { inelasticChannels } from '@cevns/physics/inelastic/registry';

type Schema = Readonly<Record<string, unknown>>;

/** One of the implementations that a study chooses by name. */
export interface Implementation {
  /** Registry and name: `form-factors/helm-rms`. */
  readonly name: string;
  readonly title?: string;
  readonly description?: string;
  /** Its parameters, and what each is. */
  readonly parameters: readonly { readonly name: string; readonly required: boolean; readonly description: string }[];
}

/** What entries say about themselves, and what says which implementation is chosen. */
const OF_ENTRIES = ['kind', 'title', 'references', 'notes', 'status', 'provenance'];

/**
 * Everything that a study chooses by name, in alphabetical order: the schema of studies marks each such choice with `listed-by`.
 *
 * @param schema the assembled schema of studies
 */
export function implementations(schema: Schema): Implementation[] {
  const definitions = schema.$defs as Readonly<Record<string, Schema>>;
  const found = new Map<string, Implementation>();
  for (const [place, definition] of Object.entries(definitions)) {
    for (const choice of choicesIn(definition)) {
      for (const own of choice.enum as readonly string[]) {
        const name = `${choice['listed-by']}/${own}`;
        const details = definitions[`${place}.${own}`];
        if (!found.has(name)) found.set(name, { name, ...(details ? described(details, definitions) : named(own)) });
      }
    }
  }
  return [...found.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The text that `cevns show` prints of an implementation. */
export function implementationLines({ name, title, description, parameters }: Implementation): string[] {
  return [
    title === undefined ? name : `${name}: ${title}`,
    ...(description === undefined ? [] : ['', description]),
    ...(parameters.length === 0 ? [] : ['']),
    ...parameters.map((each) => `  ${each.name}${each.required ? '' : ' (optional)'}: ${each.description}`),
  ];
}

/** Choices of names in a part of a schema that belong to a registry. */
function choicesIn(value: unknown): Schema[] {
  if (typeof value !== 'object' || value === null) return [];
  const node = value as Schema;
  const own = typeof node['listed-by'] === 'string' && Array.isArray(node.enum) ? [node] : [];
  return [...own, ...Object.values(node).flatMap(choicesIn)];
}

function described(details: Schema, definitions: Readonly<Record<string, Schema>>) {
  const { title, description, properties = {}, required = [] } = details;
  const all = Object.entries(properties as Readonly<Record<string, Schema>>);
  const isEntry = all.some(([key]) => key === 'model') && all.some(([key]) => key === 'kind');
  const chosenBy = all.some(([key]) => key === 'model') ? 'model' : 'kind';
  const own = all.filter(([key]) => key !== chosenBy && !(isEntry && OF_ENTRIES.includes(key)));
  return {
    ...(typeof title === 'string' ? { title } : {}),
    ...(typeof description === 'string' ? { description } : {}),
    parameters: own.map(([key, schema]) => ({
      name: key,
      required: (required as readonly string[]).includes(key),
      description: descriptionOf(schema, definitions),
    })),
  };
}

function descriptionOf(schema: Schema, definitions: Readonly<Record<string, Schema>>): string {
  const referred = typeof schema.$ref === 'string' ? definitions[schema.$ref.replace('#/$defs/', '')] : undefined;
  const description = schema.description ?? referred?.description;
  return typeof description === 'string' ? description : describeSchema(schema, definitions);
}

/** Sets of couplings and inelastic reactions are data without a schema of their own. */
function named(name: string) {
  const reaction = inelasticChannels[name];
  const source = reaction === undefined ? couplings[name]?.source : `${reaction.description}. ${reaction.source}`;
  return { ...(source === undefined ? {} : { description: source }), parameters: [] };
}
