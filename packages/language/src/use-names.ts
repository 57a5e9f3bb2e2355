import { basename, dirname, join } from 'node:path';
import { findBeside, findEntry, listEntries, within } from './catalogue.ts';
import { nearest } from './nearest.ts';
import { namesIn } from './read-file.ts';
import type { SourceRange } from './source-text.ts';

/** Where names of `use:` lead. */
export interface UsePlaces {
  /** The study, as shown in messages; `use: ./...` stays in its folder. */
  readonly file: string;
  /** Folder of the catalogue. */
  readonly catalogueRoot: string;
}

/** The file in which a text stands, as shown in messages; an argument of the command line stands in the study. */
export function fileOf(range: SourceRange, { file }: UsePlaces): string {
  return range.source.path === null ? file : range.source.name;
}

/** The folder that `use: ./...` in a file must not leave. */
export function boundaryOf(from: string, { file, catalogueRoot }: UsePlaces): string {
  return within(from, catalogueRoot) ? catalogueRoot : dirname(file);
}

/** What `use:` has to name for the part that a text names: a file beside the one it stands in, or an entry; undefined for neither. */
export function namedPart(text: string, range: SourceRange, places: UsePlaces): string | undefined {
  return fileBeside(text, range, places) ?? entryNamed(text, places.catalogueRoot);
}

/** What `use:` of a name that leads nowhere was most likely meant to name. */
export function meantUse(name: string, range: SourceRange, places: UsePlaces): string | undefined {
  if (name.startsWith('.')) return fileBeside(name, range, places) ?? similarFile(name, range, places);
  const known = listEntries(places.catalogueRoot);
  const plain = name.replace(/\.ya?ml$/, '');
  return (
    fileBeside(name, range, places) ??
    nearest(name, known) ??
    nearest(plain, known) ??
    entryNamed(name, places.catalogueRoot) ??
    similarFile(name, range, places)
  );
}

function fileBeside(text: string, range: SourceRange, places: UsePlaces): string | undefined {
  if (!/^[^\s/][^\n]{0,300}$/.test(text)) return undefined;
  const from = fileOf(range, places);
  const local = text.startsWith('.') ? text : `./${text}`;
  return [local, `${local}.yaml`, `${local}.yml`]
    .filter((name) => /\.ya?ml$/.test(name))
    .find((name) => typeof findBeside(from, name, boundaryOf(from, places)) !== 'string');
}

function similarFile(name: string, range: SourceRange, places: UsePlaces): string | undefined {
  const folder = dirname(name);
  const candidates = namesIn(join(dirname(fileOf(range, places)), folder)).filter((file) => /\.ya?ml$/.test(file));
  const similar = nearest(basename(name), candidates);
  return similar === undefined ? undefined : fileBeside(join(folder, similar), range, places);
}

/** An entry by its name, or by its last part when only one entry ends so: `coherent-csi` for `detectors/coherent-csi`. */
function entryNamed(name: string, catalogueRoot: string): string | undefined {
  if (typeof findEntry(catalogueRoot, name) !== 'string') return name;
  const last = name.slice(name.lastIndexOf('/') + 1);
  const candidates = listEntries(catalogueRoot).filter((entry) => entry.slice(entry.lastIndexOf('/') + 1) === last);
  return candidates.length === 1 ? candidates[0] : undefined;
}
