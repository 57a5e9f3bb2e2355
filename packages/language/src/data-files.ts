import { basename, dirname, join, resolve } from 'node:path';
import { statusOf, within } from './catalogue.ts';
import { type Located, nodeAt, type Path, withNodeAt } from './located.ts';
import { nearest } from './nearest.ts';
import { type Problem, problemAt } from './problem.ts';
import { namesIn } from './read-file.ts';
import type { Readings } from './readings.ts';
import type { SourceRange } from './source-text.ts';

/** Where data files may lie. */
export interface NamedFileOptions {
  /** The study; its folder and what is below it may hold data files. */
  readonly file: string;
  /** The catalogue; so may it. */
  readonly catalogueRoot: string;
  /** What was looked up before; what is looked up now is added. */
  readonly readings?: Readings;
}

/** A data file that a study or entry names. */
export interface NamedFile {
  /** Where in the tree it is named. */
  readonly path: Path;
  /** Absolute path of the file. */
  readonly file: string;
}

/** Whether a path lies, by its spelling, in a folder: says nothing of links. */
function spelledWithin(path: string, folder: string): boolean {
  const root = resolve(folder);
  return path === root || path.startsWith(join(root, '/'));
}

/**
 * Makes the names of data files absolute: each is relative to the file in which it is written (to the study when it comes
 * from the command line), must be a regular file, and must lie in the catalogue or in the folder of the study, also once
 * symbolic links are followed.
 */
export function nameFiles(
  root: Located,
  paths: readonly Path[],
  options: NamedFileOptions,
): { root: Located; files: NamedFile[]; problems: Problem[] } {
  const files: NamedFile[] = [];
  const problems: Problem[] = [];
  const allowed = [dirname(resolve(options.file)), resolve(options.catalogueRoot)];
  let result = root;
  for (const path of paths) {
    const node = nodeAt(root, path);
    if (node?.kind !== 'scalar' || typeof node.value !== 'string') continue;
    const from = node.range.source.path === null ? options.file : node.range.source.name;
    const file = resolve(dirname(from), node.value);
    const known = options.readings?.dataFiles.has(file) ?? false;
    const problem = known ? undefined : problemOf(node.value, file, allowed, node.range);
    if (problem) problems.push(problem);
    else {
      options.readings?.dataFiles.add(file);
      files.push({ path, file });
      result = withNodeAt(result, path, { ...node, value: file });
    }
  }
  return { root: result, files, problems };
}

function problemOf(name: string, file: string, allowed: readonly string[], range: SourceRange): Problem | undefined {
  const outside = () =>
    problemAt(range, 'E212', {
      message: `the file \`${name}\` lies outside the folder of the study and the catalogue`,
      expected: 'a file in or below the folder of the study, or in the catalogue',
      found: file,
    });
  if (name.includes('\0') || !allowed.some((folder) => spelledWithin(file, folder))) return outside();
  const stat = statusOf(file);
  if (!stat) {
    const similar = nearest(basename(file), namesIn(dirname(file)));
    const suggestion = similar === undefined ? undefined : join(dirname(name), similar);
    return problemAt(range, 'E211', { message: `there is no file \`${name}\``, found: file, suggestion });
  }
  if (!allowed.some((folder) => within(file, folder))) return outside();
  if (stat.isFile()) return undefined;
  const what = stat.isDirectory() ? 'a folder' : 'a device, pipe or socket';
  return problemAt(range, 'E213', { message: `\`${name}\` is ${what}`, expected: 'a regular file', found: file });
}
