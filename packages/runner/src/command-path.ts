import fs from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';

/**
 * The file that a bare program name stands for on a search path: the first regular file of this name that may be executed. Entries
 * of the path that are not absolute are passed over: what they mean depends on the folder one happens to be in.
 *
 * @returns its absolute path, links not followed (a virtual environment is known by its own path), or undefined
 */
export function findOnPath(name: string, path: string | undefined): string | undefined {
  if (name === '' || /[\\/\0]/.test(name)) return undefined;
  for (const folder of (path ?? '').split(delimiter)) {
    if (!isAbsolute(folder)) continue;
    const file = join(folder, name);
    try {
      fs.accessSync(file, fs.constants.X_OK);
      if (fs.statSync(file).isFile()) return file;
    } catch {
      // Not in this folder.
    }
  }
  return undefined;
}
