import { readFileSync } from 'node:fs';
import { findEntry, listEntries } from '@cevns/language/catalogue';
import { nearest } from '@cevns/language/nearest';
import { implementationLines, implementations } from '@cevns/studies/implementations';
import { catalogueRootOf, readSchema } from '@cevns/studies/open-study';
import { CallError } from '../call-error.ts';
import type { Surroundings } from '../terminal.ts';

/**
 * `cevns show`: the text of one catalogue entry, whose comments and `references` say where the numbers come from; of an implementation
 * what it is and its parameters.
 */
export function show(entry: string, { home, terminal }: Surroundings): number {
  const root = catalogueRootOf(home);
  const found = findEntry(root, entry);
  if (typeof found !== 'string') {
    terminal.print(readFileSync(found.path, 'utf8').trimEnd());
    return 0;
  }
  const chosen = implementations(readSchema(home, 'study'));
  const implementation = chosen.find(({ name }) => name === entry);
  if (implementation === undefined) {
    const near = nearest(entry, [...listEntries(root), ...chosen.map(({ name }) => name)]);
    throw new CallError(
      `the catalogue has no entry '${entry}'${near === undefined ? ' (cevns list shows all)' : `; did you mean ${near}?`}`,
    );
  }
  for (const line of implementationLines(implementation)) terminal.print(line);
  return 0;
}
