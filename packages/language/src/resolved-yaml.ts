import { relative, resolve, sep } from 'node:path';
import { stringify } from 'yaml';
import type { NamedFile } from './data-files.ts';
import { replacedAt } from './located.ts';

/**
 * A JSON value as YAML text that loads back to the same value: keys in their order, one per line, no aliases, no folded
 * lines. The same value gives the same bytes.
 */
export function yamlText(value: unknown): string {
  return stringify(value, {
    version: '1.2',
    schema: 'core',
    aliasDuplicateObjects: false,
    lineWidth: 0,
    minContentWidth: 0,
    blockQuote: false,
    sortMapEntries: false,
  });
}

/**
 * The resolved study as YAML (`study.resolved.yaml`): everything that went into a run in one file. Data files are named
 * relative to the folder it is written to, so that it may be run from there.
 *
 * @param loaded the plain study and its data files, as `loadStudy` gives them
 * @param folder folder in which the text will be written
 */
export function resolvedYaml(
  loaded: { readonly study: unknown; readonly namedFiles: readonly NamedFile[] },
  folder: string,
): string {
  const from = resolve(folder);
  let study = loaded.study;
  for (const { path, file } of loaded.namedFiles) {
    const name = relative(from, file).split(sep).join('/');
    // A program without a slash would be looked for on PATH, a plug-in without a dot in front among packages.
    const bare = path[0] === 'commands' ? !name.includes('/') : path[0] === 'plugins' && !name.startsWith('.');
    study = replacedAt(study, path, bare ? `./${name}` : name);
  }
  return yamlText(study);
}
