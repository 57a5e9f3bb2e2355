import type { LoadedStudy } from '@cevns/language/load-study';
import { type Path, pathText } from '@cevns/language/located';
import type { Provenance } from '../generated/study.ts';

/** Where a number comes from, as an entry writes it. */
export type Origin = Provenance[string];

/** A number of an entry, a list of numbers, or a table of them in a file; and where it comes from. */
export interface Statement {
  readonly path: Path;
  /** As written; a list with its brackets. */
  readonly text: string;
  /** The path under which the provenance has it, and what it says; undefined where nothing covers it. */
  readonly stated: { readonly by: string; readonly origin: Origin } | undefined;
}

/** Keys of an entry that are about it. */
const ABOUT = ['kind', 'title', 'references', 'notes', 'status', 'provenance', 'site'];

/**
 * Every number of an entry, in its order: plain numbers, quantities, lists of either, and data files.
 *
 * @param loaded an entry as `loadStudy` gives it
 */
export function statementsOf({ study, internal, namedFiles }: Pick<LoadedStudy, 'study' | 'internal' | 'namedFiles'>) {
  const { provenance = {} } = study as { readonly provenance?: Provenance };
  const files = new Set(namedFiles.map(({ path }) => pathText(path)));
  const found: Statement[] = [];
  const visit = (written: unknown, inInternalUnits: unknown, path: Path): void => {
    if (path.length === 1 && ABOUT.includes(String(path[0]))) return;
    if (isQuantity(written, inInternalUnits) || files.has(pathText(path))) {
      found.push({ path, text: textOf(written), stated: originAt(provenance, path) });
    } else if (typeof written === 'object' && written !== null) {
      for (const [key, value] of Object.entries(written)) {
        visit(value, (inInternalUnits as Record<string, unknown>)[key], [...path, key]);
      }
    }
  };
  visit(study, internal, []);
  return found;
}

/** What a provenance says of a path: the longest of its paths that the path begins with. */
export function originAt(provenance: Provenance, path: Path): Statement['stated'] {
  for (let length = path.length; length > 0; length--) {
    const by = pathText(path.slice(0, length));
    if (Object.hasOwn(provenance, by)) return { by, origin: provenance[by]! };
  }
  return undefined;
}

/** An origin in one line: the paper; or that the number is assumed, within what, and why. */
export function originText(origin: Origin): string {
  if (typeof origin === 'string') return origin;
  if ('assumed' in origin) {
    const range = origin.range === undefined ? '' : ` (${origin.range[0]} to ${origin.range[1]})`;
    return `ASSUMED${range}: ${origin.assumed}`;
  }
  return origin.note === undefined ? origin.source : `${origin.source}; ${origin.note}`;
}

/** Whether an origin says that a number is assumed. */
export function isAssumed(origin: Origin): origin is Extract<Origin, { readonly assumed: string }> {
  return typeof origin === 'object' && 'assumed' in origin;
}

/** Whether a value is a number, a quantity, or a list of such: in internal units it is a number, or at least no longer the text. */
function isQuantity(written: unknown, inInternalUnits: unknown): boolean {
  if (!Array.isArray(written)) {
    return typeof inInternalUnits === 'number' || (typeof written === 'string' && inInternalUnits !== written);
  }
  const items = inInternalUnits as readonly unknown[];
  return written.length > 0 && written.every((item, i) => isQuantity(item, items[i]));
}

function textOf(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(textOf).join(', ')}]`;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
