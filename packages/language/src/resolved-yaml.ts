import { relative, resolve, sep } from 'node:path';
import { stringify } from 'yaml';
import type { NamedFile } from './data-files.ts';
import type { Path } from './located.ts';

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
    study = replaced(study, path, relative(from, file).split(sep).join('/'));
  }
  return yamlText(study);
}

/** The value with the part at a path replaced; nothing that is given is changed. */
function replaced(value: unknown, path: Path, part: unknown): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return part;
  if (Array.isArray(value)) return value.map((item, i) => (i === Number(step) ? replaced(item, rest, part) : item));
  const entries = Object.entries(value as object);
  return Object.fromEntries(entries.map(([key, item]) => [key, key === step ? replaced(item, rest, part) : item]));
}
