import { listEntries } from '@cevns/language/catalogue';
import { catalogueRootOf } from '@cevns/studies/open-study';
import { CallError } from '../call-error.ts';
import type { Surroundings } from '../terminal.ts';

/** `cevns list`: names of the catalogue entries, of one kind or all. */
export function list(kind: string | undefined, { home, terminal }: Surroundings): number {
  const entries = listEntries(catalogueRootOf(home));
  const kinds = [...new Set(entries.map((entry) => entry.split('/')[0]!))].sort();
  if (kind !== undefined && !kinds.includes(kind)) {
    throw new CallError(`the catalogue has no kind '${kind}'; it has ${kinds.join(', ')}`);
  }
  for (const entry of entries.filter((name) => kind === undefined || name.startsWith(`${kind}/`)))
    terminal.print(entry);
  return 0;
}
