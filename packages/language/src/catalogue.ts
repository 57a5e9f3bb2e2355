import { existsSync, readdirSync, realpathSync, type Stats, statSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';

/** A file that a `use:` names. */
export interface EntryFile {
  /** Absolute path without symbolic links: what tells two entries apart. */
  readonly path: string;
  /** Name shown in messages. */
  readonly shownAs: string;
}

/** Why a name leads to no entry. */
export type EntryFailure = 'outside' | 'unknown';

/**
 * The file of a catalogue entry: `<root>/<name>.yaml`, or `<root>/<name>/entry.yaml`. Files that lie outside the
 * catalogue, also by a symbolic link, are refused.
 *
 * @param root folder of the catalogue
 * @param name such as `detectors/coherent-csi`
 */
export function findEntry(root: string, name: string): EntryFile | EntryFailure {
  if (isAbsolute(name) || /^[A-Za-z]:|\\|^~/.test(name) || name.split('/').includes('..')) return 'outside';
  if (name === '' || name.includes('\0')) return 'unknown';
  for (const candidate of [`${name}.yaml`, join(name, 'entry.yaml')]) {
    const shownAs = join(root, candidate);
    if (!isFile(shownAs)) continue;
    return within(shownAs, root) ? { path: realpathSync(shownAs), shownAs } : 'outside';
  }
  return 'unknown';
}

/**
 * The file of a relative `use: ./name.yaml`, which must stay in a folder.
 *
 * @param from file in which the `use:` is written, as shown in messages
 * @param boundary folder it must not leave
 */
export function findBeside(from: string, name: string, boundary: string): EntryFile | EntryFailure {
  if (name.includes('\0') || name.includes('\\')) return 'outside';
  const shownAs = join(dirname(from), name);
  const way = relative(resolve(boundary), resolve(shownAs));
  if (leaves(way) && !within(dirname(resolve(shownAs)), boundary)) return 'outside';
  if (!isFile(shownAs)) return 'unknown';
  return within(shownAs, boundary) ? { path: realpathSync(shownAs), shownAs } : 'outside';
}

/** Whether an existing file or folder lies in a folder once all symbolic links are followed. */
export function within(file: string, folder: string): boolean {
  if (!existsSync(file) || !existsSync(folder)) return false;
  return !leaves(relative(realpathSync(folder), realpathSync(file)));
}

function leaves(way: string): boolean {
  return way === '..' || way.startsWith(`..${sep}`) || isAbsolute(way);
}

function isFile(path: string): boolean {
  return statusOf(path)?.isFile() ?? false;
}

/** What is at a path once links are followed; undefined when there is nothing, or nothing that can be reached. */
export function statusOf(path: string): Stats | undefined {
  try {
    return statSync(path);
  } catch {
    return undefined;
  }
}

const deepestFolder = 6;

/**
 * Names of all entries of a catalogue in alphabetical order. A folder with an `entry.yaml` is one entry; the other files
 * in it are its own. A folder that does not exist has no entries.
 */
export function listEntries(root: string): string[] {
  const names: string[] = [];
  const visit = (folder: string, prefix: string, depth: number) => {
    if (depth > deepestFolder) return;
    for (const item of existsSync(folder) ? readdirSync(folder, { withFileTypes: true }) : []) {
      const name = prefix + item.name;
      if (item.isDirectory()) {
        if (isFile(join(folder, item.name, 'entry.yaml'))) names.push(name);
        else if (!item.name.startsWith('.') && item.name !== 'node_modules') {
          visit(join(folder, item.name), `${name}/`, depth + 1);
        }
      } else if (item.name.endsWith('.yaml')) names.push(name.slice(0, -'.yaml'.length));
    }
  };
  visit(root, '', 1);
  return names.sort();
}
