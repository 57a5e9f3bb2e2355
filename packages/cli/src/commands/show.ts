import { readFileSync } from 'node:fs';
import { type EntryFile, findEntry, listEntries } from '@cevns/language/catalogue';
import { nearest } from '@cevns/language/nearest';
import { checkEntry } from '@cevns/studies/catalogue/entry-check';
import { entryLines, entryValue } from '@cevns/studies/catalogue/entry-lines';
import { catalogueRootOf, readSchema } from '@cevns/studies/home-files';
import { implementationLines, implementations } from '@cevns/studies/implementations';
import { CallError } from '../call-error.ts';
import type { Surroundings } from '../terminal.ts';

/** Options of `cevns show`. */
export interface ShowOptions {
  readonly asWritten?: boolean;
  readonly json?: boolean;
}

/**
 * `cevns show`: of a source or detector every value, with the source of each number beside it; of another entry its text, whose comments and
 * `references` say where the numbers come from; of an implementation what it is and its parameters.
 *
 * @throws StudyError when the entry is not as it should be
 */
export async function show(entry: string, options: ShowOptions, { home, terminal }: Surroundings): Promise<number> {
  const root = catalogueRootOf(home);
  const found = findEntry(root, entry);
  if (typeof found !== 'string') {
    for (const line of await linesOf(entry, found, options, home)) terminal.print(line);
    return 0;
  }
  const chosen = implementations(readSchema(home, 'study'));
  const implementation = chosen.find(({ name }) => name === entry);
  if (implementation === undefined)
    throw unknownEntry(entry, [...listEntries(root), ...chosen.map(({ name }) => name)]);
  for (const line of options.json ? [JSON.stringify(implementation, null, 2)] : implementationLines(implementation))
    terminal.print(line);
  return 0;
}

async function linesOf(
  name: string,
  file: EntryFile,
  { asWritten = false, json = false }: ShowOptions,
  home: string,
): Promise<readonly string[]> {
  const text = () => [readFileSync(file.path, 'utf8').trimEnd()];
  if (asWritten) return text();
  const checked = await checkEntry(file, home);
  if (json) return [JSON.stringify({ name, ...entryValue(checked, home) }, null, 2)];
  return entryLines(name, checked, home) ?? text();
}

/** An error with what the name may have meant: the nearest one, or those that end or begin like it. */
function unknownEntry(entry: string, known: readonly string[]): CallError {
  const last = (name: string): string => name.slice(name.lastIndexOf('/') + 1);
  const near =
    nearest(entry, known) ?? known.find((name) => last(name) === last(entry)) ?? nearest(last(entry), known.map(last));
  const meant = known.includes(near ?? '') ? near : known.find((name) => last(name) === near);
  return new CallError(
    `the catalogue has no entry '${entry}'${meant === undefined ? ' (cevns list shows all)' : `; did you mean ${meant}?`}`,
  );
}
