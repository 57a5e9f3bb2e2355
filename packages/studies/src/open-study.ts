import { dirname, relative, resolve, sep } from 'node:path';
import type { CheckMemory } from '@cevns/language/check';
import type { NamedFile } from '@cevns/language/data-files';
import { type LoadedStudy, loadStudy } from '@cevns/language/load-study';
import { replacedAt } from '@cevns/language/located';
import { inReadingOrder, StudyError } from '@cevns/language/problem';
import { yamlText } from '@cevns/language/resolved-yaml';
import { assumedInputs } from './catalogue/assumed-inputs.ts';
import { catalogueElements } from './elements.ts';
import { catalogueRootOf, readSchema } from './home-files.ts';
import type { InternalStudy } from './lower/internal-study.ts';
import { type LoweredGraph, lowerStudy } from './lower/lower.ts';
import type { ResolvedStudy } from './lower/output-stages.ts';
import { abstractOf } from './outputs/report-abstract.ts';
import { StudyPlugins } from './plugins/study-plugins.ts';
import { TableCheck } from './tables/table-check.ts';

/** A study that is checked and lowered. */
export interface OpenedStudy extends LoweredGraph {
  readonly name: string;
  readonly loaded: LoadedStudy;
  /** The files of plug-ins where the study names them. */
  readonly pluginFiles: readonly NamedFile[];
}

export interface OpenOptions {
  /** The study file. */
  readonly file: string;
  /** Folder that holds `configs/` and `schemas/`. */
  readonly home: string;
  /** Arguments of `--set`. */
  readonly sets?: readonly string[];
  /** Which studies are known to fit the schema. */
  readonly memory?: CheckMemory;
  /** Finds the plug-ins that the study names; none may run unless given. */
  readonly plugins?: StudyPlugins;
  /** Reads the tables that the study names; default: each anew. */
  readonly tables?: TableCheck;
}

/**
 * Loads, resolves, checks and lowers a study, and reads the tables that it names as its stages will; nothing is written.
 *
 * @throws StudyError with all problems of the study, or of its tables
 */
export async function openStudy({
  file,
  home,
  sets = [],
  memory,
  plugins = new StudyPlugins({ home, file }),
  tables = new TableCheck(),
}: OpenOptions): Promise<OpenedStudy> {
  const catalogueRoot = catalogueRootOf(home);
  const loaded = await loadStudy({
    file,
    catalogueRoot,
    schema: (root) => plugins.schemaFor(readSchema(home, 'study'), root),
    sets,
    ...(memory === undefined ? {} : { memory }),
  });
  const labelOf = (path: string): string => labelIn([catalogueRoot, dirname(resolve(file))], path);
  const study = loaded.internal as InternalStudy;
  const lowered = lowerStudy(study, {
    document: loaded.document,
    elements: catalogueElements(catalogueRoot),
    labelOf,
    resolved: portableStudy(loaded, labelOf),
    interactions: plugins.interactionsOf(loaded),
  });
  const problems = tables.problems(lowered.graph.stages, loaded);
  if (problems.length > 0) throw new StudyError(inReadingOrder(problems));
  return { ...lowered, name: study.study, loaded, pluginFiles: plugins.filesOf(loaded) };
}

/** What a report says of the study as a whole, with data files by their labels; made when a report asks for it. */
export function portableStudy(loaded: LoadedStudy, labelOf: (file: string) => string): ResolvedStudy {
  const { study, namedFiles, document } = loaded;
  const labelled = () => namedFiles.reduce((tree, { path, file }) => replacedAt(tree, path, labelOf(file)), study);
  return {
    get assumed() {
      return assumedInputs(document.root);
    },
    get text() {
      return yamlText(labelled());
    },
    get abstract() {
      return abstractOf(labelled());
    },
    get dataFiles() {
      return [...new Set(namedFiles.map(({ file }) => labelOf(file)))].sort();
    },
  };
}

/** The path of a file relative to the first folder that contains it: the same on every machine. */
export function labelIn(folders: readonly string[], path: string): string {
  for (const folder of folders) {
    const inside = relative(resolve(folder), path);
    if (!inside.startsWith('..')) return inside.split(sep).join('/');
  }
  return path;
}
