import fs from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { CallError } from './call-error.ts';

/** Folders below the working directory in which a store is looked for, counted in steps. */
const depth = 2;

/**
 * Folders of the stores that a command without a study file may mean: the one that is given, `CEVNS_STORE`, else every `.cevns` in the
 * working directory, above it within the project, or up to two folders below.
 */
export function storesInSight(given: string | undefined, environment: NodeJS.ProcessEnv = process.env): string[] {
  const chosen = given ?? environment.CEVNS_STORE;
  if (chosen !== undefined && chosen !== '') {
    if (!fs.existsSync(chosen)) throw new CallError(`there is no store ${chosen}`);
    return [resolve(chosen)];
  }
  const here = process.cwd();
  return [...above(here), ...below(here, depth)];
}

/** The one store that is meant. */
export function theStore(given: string | undefined, environment: NodeJS.ProcessEnv = process.env): string {
  const stores = storesInSight(given, environment);
  if (stores.length === 1) return stores[0]!;
  if (stores.length === 0) throw new CallError('there is no store here; --store <dir> says which is meant');
  const names = stores.map((store) => relative(process.cwd(), store));
  throw new CallError(`there are several stores here; --store <dir> says which is meant: ${names.join(', ')}`);
}

function above(start: string): string[] {
  for (let folder = start; ; folder = dirname(folder)) {
    const store = join(folder, '.cevns');
    if (fs.existsSync(store)) return [store];
    const isProject = fs.existsSync(join(folder, 'package.json')) || fs.existsSync(join(folder, '.git'));
    if (isProject || dirname(folder) === folder) return [];
  }
}

function below(folder: string, steps: number): string[] {
  if (steps === 0) return [];
  return subfolders(folder).flatMap((name) => {
    const store = join(folder, name, '.cevns');
    return [...(fs.existsSync(store) ? [store] : []), ...below(join(folder, name), steps - 1)];
  });
}

function subfolders(folder: string): string[] {
  try {
    const entries = fs.readdirSync(folder, { withFileTypes: true });
    const names = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
    return names.filter((name) => !name.startsWith('.') && name !== 'node_modules').sort();
  } catch {
    // A folder that may not be read holds no store of ours.
    return [];
  }
}
