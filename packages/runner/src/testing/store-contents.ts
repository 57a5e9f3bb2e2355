import fs from 'node:fs';
import { join } from 'node:path';
import { Store } from '../store.ts';

/** All records (without who made them when) and the sizes of all sound objects of a store, by name. */
export function storeContents(folder: string): Record<string, unknown> {
  const store = new Store(folder);
  const names = (part: string) =>
    fs
      .readdirSync(join(folder, part), { recursive: true })
      .flatMap((name) => /[0-9a-f]{64}$/.exec(String(name))?.[0] ?? []);
  const records = names('ac').map((key) => [`ac/${key}`, { ...store.record(key), produced: undefined }]);
  const objects = names('cas').map((digest) => [`cas/${digest}`, store.object(digest)?.length]);
  return Object.fromEntries([...records, ...objects].sort());
}

/** The files of a folder with their content, without what a process that was killed left of a write. */
export function folderContents(folder: string): Record<string, string> {
  const entries = fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.tmp'));
  return Object.fromEntries(
    entries
      .map(({ parentPath, name }) => join(parentPath, name))
      .sort()
      .map((path) => [path.slice(folder.length + 1), fs.readFileSync(path, 'base64')]),
  );
}
