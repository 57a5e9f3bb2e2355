import { listEntries } from '@cevns/language/catalogue';
import { nearest } from '@cevns/language/nearest';
import { implementations } from '@cevns/studies/implementations';
import { catalogueRootOf, readSchema } from '@cevns/studies/open-study';
import { CallError } from '../call-error.ts';
import type { Surroundings } from '../terminal.ts';

/** `cevns list`: names of the catalogue entries and of the implementations that studies choose from, of one kind or all. */
export function list(kind: string | undefined, { home, terminal }: Surroundings): number {
  const chosen = implementations(readSchema(home, 'study')).map(({ name }) => name);
  const names = [...listEntries(catalogueRootOf(home)), ...chosen];
  const kinds = [...new Set(names.map((name) => name.split('/')[0]!))];
  if (kind !== undefined && !kinds.includes(kind)) {
    const near = nearest(kind, kinds);
    throw new CallError(
      `there is no kind '${kind}'${near === undefined ? ` (${kinds.join(', ')})` : `; did you mean ${near}?`}`,
    );
  }
  for (const name of names.filter((own) => kind === undefined || own.startsWith(`${kind}/`))) terminal.print(name);
  return 0;
}
