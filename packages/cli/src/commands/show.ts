import { readFileSync } from 'node:fs';
import { findEntry, listEntries } from '@cevns/language/catalogue';
import { nearest } from '@cevns/language/nearest';
import { catalogueRootOf } from '@cevns/studies/open-study';
import { CallError } from '../call-error.ts';
import type { Surroundings } from '../terminal.ts';

/** `cevns show`: the text of one catalogue entry; its comments and `references` say where the numbers come from. */
export function show(entry: string, { home, terminal }: Surroundings): number {
  const root = catalogueRootOf(home);
  const found = findEntry(root, entry);
  if (typeof found === 'string') {
    const near = nearest(entry, listEntries(root));
    throw new CallError(
      `the catalogue has no entry '${entry}'${near === undefined ? ' (cevns list shows all)' : `; did you mean ${near}?`}`,
    );
  }
  terminal.print(readFileSync(found.path, 'utf8').trimEnd());
  return 0;
}
