import type { EntryFile } from '@cevns/language/catalogue';
import { loadFile } from '@cevns/language/load';
import { type LoadedStudy, loadTree } from '@cevns/language/load-study';
import { type Located, nodeAt, type Path, pathText, plainValue, withNodeAt } from '@cevns/language/located';
import { nearest } from '@cevns/language/nearest';
import { inReadingOrder, type Problem, problemAt, StudyError } from '@cevns/language/problem';
import { Readings } from '@cevns/language/readings';
import type { Provenance } from '../generated/study.ts';
import { catalogueRootOf, readSchema } from '../home-files.ts';
import { isAssumed, type Statement, statementsOf } from './provenance.ts';

/** Schemas of the kinds of entries. */
const SCHEMAS: Readonly<Record<string, string>> = {
  source: 'source',
  detector: 'detector',
  data: 'data',
  element: 'element',
};

/** Kinds whose entries say of every number where it comes from. */
const WITH_PROVENANCE = ['source', 'detector'];

/** An entry that is as it should be. */
export interface CheckedEntry {
  readonly kind: string;
  readonly loaded: LoadedStudy;
  /** Its numbers, each with where it comes from if its kind says so. */
  readonly statements: readonly Statement[];
}

/** The kind that an entry says it is of; undefined where it is none that exists. */
export function kindOfEntry(root: Located): string | undefined {
  const kind = root.kind === 'map' ? root.entries.get('kind')?.value : undefined;
  return kind?.kind === 'scalar' && Object.hasOwn(SCHEMAS, String(kind.value)) ? String(kind.value) : undefined;
}

/**
 * Checks an entry of the catalogue against the schema of its kind and, of sources and detectors, that every number has a source, that
 * every path of the provenance leads somewhere, that the ends of each range might stand where the number does, and that the status is
 * `assumed` if something is assumed that changes the rate, and not otherwise.
 *
 * @param readings what was read for other entries; what is read for this one is added
 * @throws StudyError with all problems
 */
export async function checkEntry(
  file: EntryFile,
  home: string,
  readings: Readings = new Readings(),
): Promise<CheckedEntry> {
  const root = loadFile(file.path, file.shownAs);
  const kind = kindOfEntry(root);
  if (kind === undefined) {
    const written = nodeAt(root, ['kind']);
    throw new StudyError([
      problemAt((written ?? root).range, written === undefined ? 'E303' : 'E304', {
        message: written === undefined ? 'the entry has no `kind`' : 'there is no such kind of entry',
        expected: `one of ${Object.keys(SCHEMAS).join(', ')}`,
      }),
    ]);
  }
  const options = {
    file: file.shownAs,
    catalogueRoot: catalogueRootOf(home),
    schema: readSchema(home, SCHEMAS[kind]!),
    readings,
  };
  const loaded = await loadTree(root, options);
  const statements = statementsOf(loaded);
  if (!WITH_PROVENANCE.includes(kind)) return { kind, loaded, statements };
  const problems = [...provenanceProblems(loaded, statements), ...(await rangeProblems(loaded, options))];
  if (problems.length > 0) throw new StudyError(inReadingOrder(problems));
  return { kind, loaded, statements };
}

/** What the provenance of an entry does not cover, covers without need, or says otherwise than its status. */
function provenanceProblems(loaded: LoadedStudy, statements: readonly Statement[]): Problem[] {
  const { root } = loaded.document;
  const { provenance = {}, status } = loaded.study as { readonly provenance?: Provenance; readonly status?: string };
  const problems: Problem[] = [];
  for (const { path, stated } of statements) {
    if (stated !== undefined) continue;
    problems.push(
      problemAt(nodeAt(root, path)!.range, 'E901', {
        message: `\`${pathText(path)}\` does not say where it comes from`,
        expected: `\`${pathText(path)}:\`, or a path above it, under \`provenance:\``,
      }),
    );
  }
  for (const written of Object.keys(provenance)) {
    if (nodeAt(root, written.split('.')) !== undefined) continue;
    problems.push(
      problemAt(nodeAt(root, ['provenance', written])!.range, 'E902', {
        message: `the entry has no \`${written}\``,
        expected: 'a path in the entry such as `target.mass`',
        found: written,
        suggestion: nearest(written, pathsOf(loaded.study)),
      }),
    );
  }
  const assumed = Object.keys(provenance).filter((path) => isAssumed(provenance[path]!) && changesTheRate(path));
  if ((status === 'assumed') === assumed.length > 0) return problems;
  problems.push(
    problemAt((nodeAt(root, ['status']) ?? root).range, 'E903', {
      message:
        assumed.length === 0
          ? 'the status is `assumed`, and nothing is assumed that changes the rate'
          : `the status is \`${status}\`, and \`${assumed[0]}\` is assumed`,
      expected: assumed.length === 0 ? '`measured` or `design`' : '`status: assumed`',
    }),
  );
  return problems;
}

/** Whether the rate of the signal depends on what is at a path. */
function changesTheRate(path: string): boolean {
  return !/^(backgrounds|pulse|lifetimes|observables\.time\.(onset|binning))(\.|$)/.test(path);
}

/** Ends of ranges that could not stand in the place of the number: of another dimension, beyond its limits, or in the wrong order. */
async function rangeProblems(loaded: LoadedStudy, options: Parameters<typeof loadTree>[1]): Promise<Problem[]> {
  const { root } = loaded.document;
  const { provenance = {} } = loaded.study as { readonly provenance?: Provenance };
  const ranged = Object.keys(provenance).filter((path) => {
    const origin = provenance[path]!;
    return isAssumed(origin) && origin.range !== undefined;
  });
  if (ranged.length === 0) return [];
  // All lowest values at once, then all highest: an entry is checked three times, however much it assumes.
  const problems: Problem[] = [];
  const ends: unknown[] = [];
  for (const end of [0, 1]) {
    const at = (path: string): Located => nodeAt(root, ['provenance', path, 'range', end])!;
    const other = ranged.reduce((tree, path) => withNodeAt(tree, path.split('.'), at(path)), root);
    try {
      ends.push((await loadTree(other, options)).internal);
    } catch (error) {
      if (!(error instanceof StudyError)) throw error;
      problems.push(...error.problems);
    }
  }
  if (problems.length > 0) return problems;
  return ranged.flatMap((written) => {
    const path = written.split('.');
    const place = nodeAt(root, ['provenance', written, 'range'])!;
    const [low, value, high] = [ends[0], loaded.internal, ends[1]].map((internal) => numberAt(internal, path));
    if (typeof low !== 'number' || typeof high !== 'number' || typeof value !== 'number') {
      return problemAt(place.range, 'E902', { message: `\`${written}\` is not one number that could have a range` });
    }
    if (low <= value && value <= high && low < high) return [];
    return problemAt(place.range, 'E902', {
      message: `the range of \`${written}\` does not contain its value`,
      expected: `lowest and highest value around ${String(plainValue(nodeAt(root, path)!))}`,
    });
  });
}

/** The number at a path; of a quantity that says its dimension, its number. */
function numberAt(internal: unknown, path: Path): unknown {
  const value = path.reduce<unknown>((part, step) => (part as Record<string, unknown> | undefined)?.[step], internal);
  const named = typeof value === 'object' && value !== null ? Object.values(value) : [];
  return named.length === 1 ? named[0] : value;
}

/** Paths of everything in an entry. */
function pathsOf(value: unknown, path: Path = []): string[] {
  const own = path.length === 0 ? [] : [pathText(path)];
  if (typeof value !== 'object' || value === null) return own;
  return [...own, ...Object.entries(value).flatMap(([key, item]) => pathsOf(item, [...path, key]))];
}
