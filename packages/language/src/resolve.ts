import { dirname, join } from 'node:path';
import { type EntryFailure, type EntryFile, findBeside, findEntry, listEntries, within } from './catalogue.ts';
import { loadFile } from './load.ts';
import type { Located, LocatedEntry, LocatedMap } from './located.ts';
import { override } from './merge.ts';
import { type Problem, type ProblemDetails, problemAt, StudyError } from './problem.ts';
import type { ProblemCode } from './problem-codes.ts';
import type { Readings } from './readings.ts';
import type { SourceRange } from './source-text.ts';
import { boundaryOf, fileOf, meantUse, type UsePlaces } from './use-names.ts';

/** Where names of `use:` lead, and what is known already. */
export interface ResolveOptions extends UsePlaces {
  /** What was read before; what is read now is added. */
  readonly readings?: Readings;
}

/** A tree without `use:`, and what went into it. */
export interface Resolved {
  readonly root: Located;
  /** Files of the entries used, each once, in the order of first use. */
  readonly usedFiles: readonly EntryFile[];
  /** Problems of `use:` (E201 to E206) and of the files it leads to; their places are marked `broken` in the tree. */
  readonly problems: readonly Problem[];
}

/** Entries that one study may inline: entries that use each other twice over would grow without bound. */
const mostEntries = 1000;

/**
 * Inlines every `use:` of a tree: `use: detectors/name` from the catalogue, `use: ./name.yaml` from beside the file it is
 * written in. Keys beside `use:` override (see `override`). Entries may use entries.
 */
export function resolveUses(root: Located, options: ResolveOptions): Resolved {
  const resolver = new Resolver(options);
  const resolved = resolver.resolve(root, root.range.source.path === null ? [] : [rootFile(root, options)]);
  return { root: resolved, usedFiles: [...resolver.usedFiles.values()], problems: resolver.problems };
}

function rootFile(root: Located, options: ResolveOptions): EntryFile {
  return { path: root.range.source.path ?? options.file, shownAs: options.file };
}

class Resolver {
  readonly problems: Problem[] = [];
  readonly usedFiles = new Map<string, EntryFile>();
  readonly #options: ResolveOptions;
  readonly #loaded = new Map<string, Located | undefined>();
  #count = 0;

  constructor(options: ResolveOptions) {
    this.#options = options;
  }

  /** @param chain files being inlined, outermost first */
  resolve(node: Located, chain: readonly EntryFile[]): Located {
    if (node.kind === 'scalar') return node;
    if (node.kind === 'sequence') return { ...node, items: node.items.map((item) => this.resolve(item, chain)) };
    const use = node.entries.get('use');
    const entries = new Map<string, LocatedEntry>();
    for (const [key, entry] of node.entries) {
      if (key !== 'use') entries.set(key, { key: entry.key, value: this.resolve(entry.value, chain) });
    }
    const rest: LocatedMap = { ...node, entries };
    return use ? this.#inline(use.value, rest, chain) : rest;
  }

  #inline(use: Located, overrides: LocatedMap, chain: readonly EntryFile[]): Located {
    const entry = this.#entry(use, chain);
    if (entry?.kind !== 'map') return { kind: 'scalar', value: null, range: use.range, broken: true };
    // Whether the overrides replace or merge is asked of the map around them, not of what they override here.
    const { overrides: _, ...plain } = overrides;
    const merged = override(entry, plain);
    return merged.kind === 'map' ? { ...merged, overrides: 'whole', usedBy: use.range } : merged;
  }

  #entry(use: Located, chain: readonly EntryFile[]): Located | undefined {
    const name = use.kind === 'scalar' ? use.value : undefined;
    if (typeof name !== 'string' || name === '') {
      return this.#report('E204', use.range, {
        message: 'this does not name an entry',
        expected: 'a name such as `detectors/coherent-csi`, or a file such as `./my-detector.yaml`',
      });
    }
    const found = this.#find(name, use.range);
    if (typeof found === 'string') return this.#reportMissing(found, name, use.range);
    const start = chain.findIndex((file) => file.path === found.path);
    if (start >= 0) {
      const circle = [...chain.slice(start), found].map((file) => this.#entryName(file));
      return this.#report('E202', use.range, {
        message: `this \`use\` runs in a circle: ${circle.join(' -> ')}`,
        expected: 'entries that do not use themselves',
      });
    }
    if (++this.#count > mostEntries) {
      if (this.#count > mostEntries + 1) return undefined;
      return this.#report('E206', use.range, { message: `more than ${mostEntries} entries are used` });
    }
    const root = this.#load(found);
    if (!root) return undefined;
    if (root.kind === 'map') return this.resolve(root, [...chain, found]);
    return this.#report('E204', use.range, {
      message: `\`${name}\` is no entry: the file holds no map`,
      expected: 'a file of keys and values',
    });
  }

  #find(name: string, range: SourceRange): EntryFile | EntryFailure {
    const { catalogueRoot, readings } = this.#options;
    if (!/^\.\.?(\/|$)/.test(name)) {
      const known = readings?.names.get(name);
      if (known) return known;
      const found = findEntry(catalogueRoot, name);
      if (typeof found !== 'string') readings?.names.set(name, found);
      return found;
    }
    const from = fileOf(range, this.#options);
    return findBeside(from, name, boundaryOf(from, this.#options));
  }

  #load(file: EntryFile): Located | undefined {
    this.usedFiles.set(file.path, file);
    const before = this.#options.readings?.entries.get(file.path);
    if (before) return before;
    if (!this.#loaded.has(file.path)) {
      try {
        const root = loadFile(file.path, file.shownAs);
        this.#loaded.set(file.path, root);
        this.#options.readings?.entries.set(file.path, root);
      } catch (error) {
        if (!(error instanceof StudyError)) throw error;
        this.problems.push(...error.problems);
        this.#loaded.set(file.path, undefined);
      }
    }
    return this.#loaded.get(file.path);
  }

  #reportMissing(failure: EntryFailure, name: string, range: SourceRange): undefined {
    const local = name.startsWith('.');
    if (failure === 'outside') {
      return this.#report('E203', range, {
        message: `\`${name}\` leads out of ${local ? 'the folder of this file' : 'the catalogue'}`,
        expected: 'a name such as `detectors/coherent-csi`, or a file below the study such as `./my-detector.yaml`',
        found: name,
      });
    }
    const known = local ? [] : listEntries(this.#options.catalogueRoot);
    const folder = name.slice(0, name.indexOf('/') + 1);
    const siblings = known.filter((entry) => folder !== '' && entry.startsWith(folder)).slice(0, 5);
    const place = local ? join(dirname(fileOf(range, this.#options)), name) : '';
    return this.#report('E201', range, {
      message: local ? `there is no file ${place}` : `the catalogue has no entry \`${name}\``,
      expected: siblings.length > 0 ? `an entry such as ${siblings.map((s) => `\`${s}\``).join(', ')}` : undefined,
      found: name,
      suggestion: meantUse(name, range, this.#options),
    });
  }

  #entryName(file: EntryFile): string {
    const { catalogueRoot } = this.#options;
    if (!within(file.path, catalogueRoot)) return file.shownAs;
    return file.shownAs.slice(join(catalogueRoot, '/').length).replace(/(\/entry)?\.yaml$/, '');
  }

  #report(code: ProblemCode, range: SourceRange, details: ProblemDetails): undefined {
    this.problems.push(problemAt(range, code, details));
  }
}
