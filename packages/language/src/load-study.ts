import type { EntryFile } from './catalogue.ts';
import { type Checked, type CheckMemory, check } from './check.ts';
import type { NamedFile } from './data-files.ts';
import { loadFile } from './load.ts';
import { Document, type Located, plainValue } from './located.ts';
import { inReadingOrder, type Problem, StudyError } from './problem.ts';
import type { Readings } from './readings.ts';
import { resolveUses } from './resolve.ts';
import type { Schema } from './schema-words.ts';
import { applySettings, parseSetting } from './set.ts';

/** The schema of a tree without `use:`, where what may stand in a file depends on the file; with the problems of finding it. */
export type SchemaOf = (root: Located) => Promise<FoundSchema>;

export interface FoundSchema {
  readonly schema: Schema;
  readonly problems: readonly Problem[];
  /** What went wrong in code that is not ours. */
  readonly cause?: unknown;
}

/** What a study is loaded with. */
export interface LoadOptions {
  /** The study file. */
  readonly file: string;
  /** Folder of the catalogue that `use:` refers to. */
  readonly catalogueRoot: string;
  /** Assembled JSON Schema of the file, such as `schemas/1.0/study.json`, or what gives it for a file. */
  readonly schema: Schema | SchemaOf;
  /** Arguments of `--set`, such as `region.PE=[8 PE, 60 PE]`, in their order; default none. */
  readonly sets?: readonly string[];
  /** Remembers what fitted its schema before; default: every call checks anew. */
  readonly memory?: CheckMemory | undefined;
}

/** A study that is known to fit its schema. */
export interface LoadedStudy {
  /** The plain value: `use:` inlined, overrides applied, names of data files absolute. */
  readonly study: unknown;
  /** The same with every quantity as a number in the internal unit of its dimension. */
  readonly internal: unknown;
  /** The plain value with the place of every part. */
  readonly document: Document;
  /** The study and every catalogue entry that went into it. */
  readonly usedFiles: readonly EntryFile[];
  /** Data files that the study and its entries name. */
  readonly namedFiles: readonly NamedFile[];
}

/**
 * Loads a study: reads it, applies `--set`, inlines `use:`, checks it against its schema. The same call loads any other
 * file of the language, such as a catalogue entry, with its schema.
 *
 * @throws StudyError with all problems of the file, the overrides and the entries used
 */
export async function loadStudy(options: LoadOptions): Promise<LoadedStudy> {
  const problems: Problem[] = [];
  const attempt = <T>(action: () => T): T | undefined => {
    try {
      return action();
    } catch (error) {
      if (!(error instanceof StudyError)) throw error;
      problems.push(...error.problems);
      return undefined;
    }
  };
  const written = attempt(() => loadFile(options.file));
  const settings = (options.sets ?? []).flatMap((argument) => attempt(() => parseSetting(argument)) ?? []);
  const root = written && attempt(() => applySettings(written, settings));
  if (!root) throw new StudyError(problems);
  return loadTree(root, options, problems);
}

/** How a tree that is read already becomes a study. */
export interface TreeOptions extends Omit<LoadOptions, 'sets'> {
  /** What was read before; what is read now is added. */
  readonly readings?: Readings;
  /** A last change of the tree once `use:` is inlined. */
  readonly adjust?: (root: Located) => Located;
}

/**
 * The second half of `loadStudy`, for a tree that is read and has its overrides: inlines `use:` and checks against the schema.
 *
 * @param problems those found before
 * @throws StudyError with all problems
 */
export async function loadTree(
  root: Located,
  options: TreeOptions,
  problems: readonly Problem[] = [],
): Promise<LoadedStudy> {
  const resolved = resolveUses(root, options);
  const adjusted = options.adjust ? options.adjust(resolved.root) : resolved.root;
  const { schema: wanted } = options;
  const found: FoundSchema = typeof wanted === 'function' ? await wanted(adjusted) : { schema: wanted, problems: [] };
  const checked = await check(adjusted, found.schema, options);
  const all = [...problems, ...resolved.problems, ...found.problems, ...checked.problems];
  if (all.length > 0) throw new StudyError(inReadingOrder([...all]), { cause: found.cause });
  const document = new Document(checked.root);
  const studyFile: EntryFile = { path: root.range.source.path ?? options.file, shownAs: options.file };
  return {
    study: document.value,
    internal: withQuantities(plainValue(checked.root), checked.quantities),
    document,
    usedFiles: [studyFile, ...resolved.usedFiles],
    namedFiles: checked.namedFiles,
  };
}

/** A plain value, which nobody else holds, with numbers put in the places of its quantities. */
function withQuantities(value: unknown, quantities: Checked['quantities']): unknown {
  let result = value;
  for (const { path, value: number } of quantities) {
    const last = path.at(-1);
    if (last === undefined) result = number;
    else {
      const parent = path.slice(0, -1).reduce((part, step) => (part as Record<string, unknown>)[step], result);
      (parent as Record<string, unknown>)[last] = number;
    }
  }
  return result;
}
