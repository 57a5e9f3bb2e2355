import type { EntryFile } from './catalogue.ts';
import { type CheckMemory, check } from './check.ts';
import type { NamedFile } from './data-files.ts';
import { loadFile } from './load.ts';
import { Document, replacedAt } from './located.ts';
import { inReadingOrder, type Problem, StudyError } from './problem.ts';
import { resolveUses } from './resolve.ts';
import type { Schema } from './schema-words.ts';
import { applySettings, parseSetting } from './set.ts';

/** What a study is loaded with. */
export interface LoadOptions {
  /** The study file. */
  readonly file: string;
  /** Folder of the catalogue that `use:` refers to. */
  readonly catalogueRoot: string;
  /** Assembled JSON Schema of the file, such as `schemas/1.0/study.json`. */
  readonly schema: Schema;
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
  const resolved = resolveUses(root, options);
  const checked = await check(resolved.root, options.schema, options);
  const all = [...problems, ...resolved.problems, ...checked.problems];
  if (all.length > 0) throw new StudyError(inReadingOrder([...all]));
  const document = new Document(checked.root);
  const studyFile: EntryFile = { path: root.range.source.path ?? options.file, shownAs: options.file };
  return {
    study: document.value,
    internal: checked.quantities.reduce((tree, { path, value }) => replacedAt(tree, path, value), document.value),
    document,
    usedFiles: [studyFile, ...resolved.usedFiles],
    namedFiles: checked.namedFiles,
  };
}
