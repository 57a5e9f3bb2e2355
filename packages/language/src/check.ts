import { createHash } from 'node:crypto';
import { withMeantAlternatives } from './alternatives.ts';
import { type NamedFile, type NamedFileOptions, nameFiles } from './data-files.ts';
import { type Located, type Path, pathOfPointer, plainValue } from './located.ts';
import { inReadingOrder, type Problem } from './problem.ts';
import { schemaProblems, type UseSuggestion } from './schema-problems.ts';
import type { Schema } from './schema-words.ts';
import { namedPart } from './use-names.ts';
import { Validator } from './validation/validator.ts';
import type { InternalQuantity } from './validation/visit.ts';

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
 * Remembers which values fit which schemas. A record holds for one version of this package: the caller keeps versions apart.
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

const validators = new WeakMap<Schema, Validator>();

/**
 * Checks a resolved tree against a JSON Schema (draft 2020-12 with the keywords of `languageKeywords`) and gives every problem,
 * each once, at its place. References in the schema are local (`#/$defs/...`).
 *
 * @param root tree without `use:`
 * @param schema the assembled schema; what is prepared of it is kept for each object
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
    : validated(root, value, schema, (text, range) => namedPart(text, range, options));
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

function validated(
  root: Located,
  value: unknown,
  schema: Schema,
  useOf: UseSuggestion,
): { record: CheckRecord; problems: readonly Problem[] } {
  let validator = validators.get(schema);
  if (!validator) {
    validator = new Validator(schema);
    validators.set(schema, validator);
  }
  const known = validator;
  const { errors, fileNames, quantities } = known.validate(value);
  const record = { fileNames: [...fileNames], quantities: [...quantities] };
  if (errors.length === 0) return { record, problems: [] };
  const definitions = (schema.$defs ?? {}) as Schema;
  const meant = withMeantAlternatives(errors, (branch, part) => known.validate(part, branch).errors, definitions);
  return { record, problems: schemaProblems(meant, root, { definitions, useOf }) };
}
