import { createHash } from 'node:crypto';
import type { ErrorObject, ValidateFunction } from 'ajv/dist/2020.js';
import { withMeantAlternatives } from './alternatives.ts';
import { type NamedFile, type NamedFileOptions, nameFiles } from './data-files.ts';
import { addLazyReferences, referredErrors } from './lazy-references.ts';
import { type Located, type Path, pathOfPointer, plainValue } from './located.ts';
import { inReadingOrder, type Problem } from './problem.ts';
import { addKeywords, type Collector, type InternalQuantity } from './schema-keywords.ts';
import { schemaProblems, type UseSuggestion } from './schema-problems.ts';
import type { Schema } from './schema-words.ts';
import { namedPart } from './use-names.ts';

/** What a check found. */
export interface Checked {
  /** The tree with the names of data files made absolute. */
  readonly root: Located;
  readonly namedFiles: readonly NamedFile[];
  /** Where the tree has a quantity, and its number in the internal unit of the dimension that is due there. */
  readonly quantities: readonly { readonly path: Path; readonly value: InternalQuantity }[];
  /** E205, E211 to E213, E301 to E308, E401 to E406, E502; empty when all is well. */
  readonly problems: readonly Problem[];
}

/** What a value that fits its schema holds, by JSON pointers: plain data, to be kept as JSON. */
export interface CheckRecord {
  readonly fileNames: readonly string[];
  readonly quantities: readonly (readonly [pointer: string, value: InternalQuantity])[];
}

/**
 * Remembers which values fit which schemas. To compile a schema takes a tenth of a second, which is most of the time of a
 * run in which nothing has changed. A record holds for one version of this package: the caller keeps versions apart.
 */
export interface CheckMemory {
  /** What was remembered under a key; undefined when nothing was, or it cannot be read. */
  recall(key: string): CheckRecord | undefined;
  remember(key: string, record: CheckRecord): void;
}

/** Where data files may lie, and what is known already. */
export interface CheckOptions extends NamedFileOptions {
  readonly memory?: CheckMemory | undefined;
}

/** A compiled schema and what belongs to it. */
interface Checker {
  readonly validate: ValidateFunction;
  readonly validateBranch: (branch: Schema, value: unknown) => readonly ErrorObject[];
  readonly collector: Collector;
}

const checkers = new WeakMap<Schema, Promise<Checker>>();

/**
 * Checks a resolved tree against a JSON Schema (draft 2020-12 with the keywords of `addKeywords`) and gives every problem,
 * each once, at its place. References in the schema are local (`#/$defs/...`).
 *
 * @param root tree without `use:`
 * @param schema the assembled schema; compiled once for each object
 */
export async function check(root: Located, schema: Schema, options: CheckOptions): Promise<Checked> {
  const value = plainValue(root);
  const { memory } = options;
  const key = memory
    ? createHash('sha256')
        .update(JSON.stringify([schema, value]))
        .digest('hex')
    : '';
  const known = memory?.recall(key);
  const { record, problems } = known
    ? { record: known, problems: [] }
    : await validated(root, value, schema, (text, range) => namedPart(text, range, options));
  if (!known && problems.length === 0) memory?.remember(key, record);
  // Files come and go while a study stays as it is: they are looked for every time.
  const named = nameFiles(root, record.fileNames.map(pathOfPointer), options);
  return {
    root: named.root,
    namedFiles: named.files,
    quantities: record.quantities.map(([pointer, number]) => ({ path: pathOfPointer(pointer), value: number })),
    problems: inReadingOrder([...problems, ...named.problems]),
  };
}

async function validated(
  root: Located,
  value: unknown,
  schema: Schema,
  useOf: UseSuggestion,
): Promise<{ record: CheckRecord; problems: readonly Problem[] }> {
  let pending = checkers.get(schema);
  if (!pending) {
    pending = compile(schema);
    checkers.set(schema, pending);
  }
  const { validate, validateBranch, collector } = await pending;
  const definitions = (schema.$defs ?? {}) as Schema;
  collector.fileNames.clear();
  collector.quantities.clear();
  validate(value);
  const record = { fileNames: [...collector.fileNames], quantities: [...collector.quantities] };
  const errors = withMeantAlternatives(referredErrors(validate.errors ?? []), validateBranch, definitions);
  return { record, problems: schemaProblems(errors, root, { definitions, useOf }) };
}

async function compile(schema: Schema): Promise<Checker> {
  // Loaded when the first schema is compiled: it takes a quarter of the start-up time of the command.
  // By way of the default export, which is all that a bundler leaves of a CommonJS module imported so.
  const { default: ajvModule } = await import('ajv/dist/2020.js');
  const collector: Collector = { fileNames: new Set(), quantities: new Map() };
  // Schemas are validated where they are assembled, not at each start.
  // Neither are they optimised: that takes longer than the one validation gains.
  const ajv = new ajvModule.Ajv2020({
    allErrors: true,
    verbose: true,
    strict: false,
    validateSchema: false,
    meta: false,
    inlineRefs: false,
    code: { optimize: false },
    logger: false,
  });
  addKeywords(ajv, collector);
  addLazyReferences(ajv, (schema.$defs ?? {}) as Schema);
  const { $id: _, $defs: __, ...anonymous } = schema;
  return {
    collector,
    validate: ajv.compile(anonymous),
    validateBranch: (branch, value) => {
      const validate = ajv.compile({ allOf: [branch] });
      validate(value);
      return referredErrors(validate.errors ?? []);
    },
  };
}
