import { pathText } from '@cevns/language/located';
import { catalogueRootOf } from '../home-files.ts';
import { labelIn } from '../open-study.ts';
import type { CheckedEntry } from './entry-check.ts';
import { isAssumed, type Origin, originText } from './provenance.ts';

/** A value of an entry as it is shown. */
interface ShownValue {
  readonly path: string;
  readonly value: string;
  /** Where it comes from; undefined for a choice that is no number. */
  readonly origin?: Origin;
}

/** What an entry says of itself. */
interface About {
  readonly kind: string;
  readonly title?: string;
  readonly references?: readonly string[];
  readonly notes?: readonly string[];
  readonly status?: string;
  readonly site?: string;
}

/** Keys that the heading shows. */
const HEADING = ['kind', 'title', 'references', 'notes', 'status', 'site', 'provenance'];

/** Lists longer than this are cut. */
const LONGEST = 44;

/**
 * An entry as lines: a heading, then every value by its path, and beside each number its source; assumed ones begin with
 * ASSUMED and their range.
 *
 * @returns undefined for kinds of entries whose sources stand elsewhere
 */
export function entryLines(
  name: string,
  { kind, loaded, statements }: CheckedEntry,
  home: string,
): string[] | undefined {
  if (kind !== 'source' && kind !== 'detector') return undefined;
  const { title, references = [], notes = [], status, site } = loaded.study as About;
  const values = shownValues({ loaded, statements }, home);
  const shortened = values.map(({ value }) => (value.length > LONGEST ? `${value.slice(0, LONGEST - 2)} …` : value));
  const pathWidth = Math.max(...values.map(({ path }) => path.length));
  const valueWidth = Math.max(...shortened.map(({ length }) => length));
  return [
    `${name}${title === undefined ? '' : `: ${title}`}`,
    [`status: ${status ?? 'not stated'}`, ...(site === undefined ? [] : [`site: ${site}`])].join(', '),
    ...(references.length === 0 ? [] : [`references: ${references.join(', ')}`]),
    ...notes,
    '',
    ...values.map(({ path, origin }, i) => {
      const source = origin === undefined ? '' : originText(origin);
      return `  ${path.padEnd(pathWidth)}  ${shortened[i]!.padEnd(valueWidth)}  ${source}`.trimEnd();
    }),
  ];
}

/** An entry as plain data for programs: what it says of itself, and its values with their sources. */
export function entryValue(checked: CheckedEntry, home: string): object {
  const { title, references, notes, status, site } = checked.loaded.study as About;
  return {
    ...withoutUndefined({ kind: checked.kind, title, status, site, references, notes }),
    values: shownValues(checked, home).map(({ path, value, origin }) => ({
      path,
      value,
      ...(origin === undefined ? {} : { source: originText(origin), assumed: isAssumed(origin) }),
    })),
  };
}

/** Every value of an entry by its path, in its order: numbers with their sources, and the names that it chooses. */
function shownValues({ loaded, statements }: Pick<CheckedEntry, 'loaded' | 'statements'>, home: string): ShownValue[] {
  const files = new Map(loaded.namedFiles.map(({ path, file }) => [pathText(path), file]));
  const stated = new Map(statements.map((statement) => [pathText(statement.path), statement]));
  const found: ShownValue[] = [];
  const visit = (value: unknown, path: readonly string[]): void => {
    if (path.length === 1 && HEADING.includes(path[0]!)) return;
    const place = pathText(path);
    const statement = stated.get(place);
    const file = files.get(place);
    if (statement !== undefined) {
      const text = file === undefined ? statement.text : labelIn([catalogueRootOf(home)], file);
      const { stated: origin } = statement;
      found.push({ path: place, value: text, ...(origin === undefined ? {} : { origin: origin.origin }) });
    } else if (typeof value === 'object' && value !== null) {
      for (const [key, item] of Object.entries(value)) visit(item, [...path, key]);
    } else found.push({ path: place, value: String(value) });
  };
  visit(loaded.study, []);
  return found;
}

function withoutUndefined(value: Readonly<Record<string, unknown>>): object {
  return Object.fromEntries(Object.entries(value).filter(([, item]) => item !== undefined));
}
