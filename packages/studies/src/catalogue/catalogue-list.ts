import { parseFormula } from '@cevns/detectors/chemical-formula';
import { findEntry, listEntries } from '@cevns/language/catalogue';
import { loadFile } from '@cevns/language/load';
import { plainValue } from '@cevns/language/located';
import { StudyError } from '@cevns/language/problem';
import { resolveUses } from '@cevns/language/resolve';
import { catalogueRootOf, readSchema } from '../home-files.ts';
import { implementations } from '../implementations.ts';

/** An entry of the catalogue, or an implementation that studies choose by name, as a line of a list. */
export interface ListedEntry {
  readonly name: string;
  readonly title?: string;
  readonly status?: string;
  /** Mass and material of a detector, as written. */
  readonly target?: string;
  /** Its material, and the elements in it. */
  readonly materials?: readonly string[];
  /** Model of a source, or of the source at which a detector stands. */
  readonly source?: string;
  /** Entry of the source at which a detector stands. */
  readonly site?: string;
}

/** What a list is narrowed down to. */
export interface ListFilter {
  /** `detectors`, `sources`, `form-factors`, ... */
  readonly kind?: string;
  readonly status?: string;
  /** An element or a material: `Ge`, `CaWO4`. */
  readonly target?: string;
  /** A model of source such as `reactor`, or an entry such as `chooz` or `sources/chooz`. */
  readonly source?: string;
  /** Words that all occur in the name, the title, the target or the source. */
  readonly text?: string;
}

/** Entries of these kinds are known by their names alone. */
const BARE = ['nuclei/'];

/** All entries of the catalogue and all implementations that studies choose from, in the order of `cevns list`. */
export function listedEntries(home: string): ListedEntry[] {
  const root = catalogueRootOf(home);
  const entries = listEntries(root).map((name) =>
    BARE.some((bare) => name.startsWith(bare)) ? { name } : read(root, name),
  );
  const models = new Map(entries.map(({ name, source }) => [name, source]));
  const withSources = entries.map((entry) => {
    const model = entry.site === undefined ? undefined : models.get(entry.site);
    return model === undefined ? entry : { ...entry, source: model };
  });
  const chosen = implementations(readSchema(home, 'study'));
  return [...withSources, ...chosen.map(({ name, title }) => ({ name, ...(title === undefined ? {} : { title }) }))];
}

/** The entries that fit a filter. */
export function filtered(entries: readonly ListedEntry[], filter: ListFilter): ListedEntry[] {
  const { kind, status, target, source, text = '' } = filter;
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const alike = (a: string | undefined, b: string): boolean => a?.toLowerCase() === b.toLowerCase();
  return entries.filter(
    (entry) =>
      (kind === undefined || kindOf(entry) === kind) &&
      (status === undefined || alike(entry.status, status)) &&
      (target === undefined || (entry.materials ?? []).some((material) => alike(material, target))) &&
      (source === undefined ||
        alike(entry.source, source) ||
        [entry.site, kindOf(entry) === 'sources' ? entry.name : undefined].some(
          (name) => alike(name, source) || alike(name, `sources/${source}`),
        )) &&
      words.every((word) => wordsOf(entry).includes(word)),
  );
}

/** All kinds that a list has, or all sources: models, and entries without their folder. */
export function filterValues(entries: readonly ListedEntry[], key: 'kind' | 'source'): string[] {
  const values = entries.flatMap((entry) => {
    if (key === 'kind') return [kindOf(entry)];
    const own = kindOf(entry) === 'sources' ? [entry.name.replace('sources/', '')] : [];
    return [...(entry.source === undefined ? [] : [entry.source]), ...own];
  });
  return [...new Set(values)];
}

/** The folder of an entry, or the registry of an implementation. */
export function kindOf({ name }: Pick<ListedEntry, 'name'>): string {
  return name.split('/')[0]!;
}

function wordsOf({ name, title = '', target = '', source = '', site = '', materials = [] }: ListedEntry): string {
  return [name, title, target, source, site, ...materials].join(' ').toLowerCase();
}

/** What an entry says of itself; one that cannot be read has only its name. */
function read(root: string, name: string): ListedEntry {
  const file = findEntry(root, name);
  if (typeof file === 'string') return { name };
  try {
    const tree = loadFile(file.path, file.shownAs);
    const { root: resolved } = resolveUses(tree, { file: file.shownAs, catalogueRoot: root });
    return described(name, plainValue(resolved) as WrittenEntry);
  } catch (error) {
    if (error instanceof StudyError) return { name };
    throw error;
  }
}

/** What of an entry is listed, where it is as its schema wants it. */
interface WrittenEntry {
  readonly kind?: unknown;
  readonly title?: unknown;
  readonly status?: unknown;
  readonly model?: unknown;
  readonly site?: unknown;
  readonly target?: { readonly material?: unknown; readonly mass?: unknown };
}

function described(name: string, { kind, title, status, model, site, target }: WrittenEntry): ListedEntry {
  const { material, mass } = target ?? {};
  const formulas = typeof material === 'object' && material !== null ? Object.keys(material) : [String(material)];
  return {
    name,
    ...(typeof title === 'string' ? { title } : {}),
    ...(typeof status === 'string' ? { status } : {}),
    ...(kind === 'source' && typeof model === 'string' ? { source: model } : {}),
    ...(typeof site === 'string' ? { site } : {}),
    ...(material === undefined
      ? {}
      : { target: `${String(mass)} ${formulas.join(' + ')}`, materials: formulas.flatMap(materialsOf) }),
  };
}

function materialsOf(formula: string): string[] {
  try {
    return [...new Set([formula, ...parseFormula(formula).map(({ symbol }) => symbol)])];
  } catch (error) {
    if (error instanceof RangeError) return [formula];
    throw error;
  }
}
