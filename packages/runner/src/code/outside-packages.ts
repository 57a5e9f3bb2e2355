import fs from 'node:fs';
import { dirname, join, sep } from 'node:path';

interface PackageJson {
  readonly name?: string;
  readonly version?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
}

/** A package outside the workspace with everything it depends on. */
export interface PackageClosure {
  /** `name@version`, sorted. */
  readonly packages: readonly string[];
  /** The package.json files that were read. */
  readonly files: readonly string[];
}

/** Folder of the package in a node_modules folder to which a file belongs, or undefined for a file of the workspace. */
export function outsidePackageFolder(file: string): string | undefined {
  const marker = `${sep}node_modules${sep}`;
  const at = file.lastIndexOf(marker);
  if (at < 0) return undefined;
  const steps = file.slice(at + marker.length).split(sep);
  return file.slice(0, at + marker.length) + steps.slice(0, steps[0]!.startsWith('@') ? 2 : 1).join(sep);
}

/** Names and versions of packages and of all that they depend on (`dependencies`), as Node would find them on the disk. */
export function packageClosure(folders: Iterable<string>): PackageClosure {
  const packages = new Set<string>();
  const files = new Set<string>();
  const waiting = [...folders];
  for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
    const file = join(folder, 'package.json');
    if (files.has(file)) continue;
    files.add(file);
    const { name, version, dependencies } = JSON.parse(fs.readFileSync(file, 'utf8')) as PackageJson;
    packages.add(`${name}@${version}`);
    for (const dependency of Object.keys(dependencies ?? {})) {
      const found = findPackage(dependency, folder);
      if (found !== undefined) waiting.push(found);
      else packages.add(`${dependency}@absent`);
    }
  }
  return { packages: [...packages].sort(), files: [...files].sort() };
}

function findPackage(name: string, from: string): string | undefined {
  for (let folder = from; ; folder = dirname(folder)) {
    const candidate = join(folder, 'node_modules', name);
    if (fs.existsSync(join(candidate, 'package.json'))) return fs.realpathSync(candidate);
    if (folder === dirname(folder)) return undefined;
  }
}

/** The nearest package.json above a file of the workspace. */
export function workspacePackage(file: string): { folder: string; manifest: string; name: string } | undefined {
  for (let folder = dirname(file); folder !== dirname(folder); folder = dirname(folder)) {
    const manifest = join(folder, 'package.json');
    if (!fs.existsSync(manifest)) continue;
    const { name = '' } = JSON.parse(fs.readFileSync(manifest, 'utf8')) as PackageJson;
    return { folder, manifest, name };
  }
  return undefined;
}
