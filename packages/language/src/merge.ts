import type { Located, LocatedEntry, LocatedMap, LocatedSequence } from './located.ts';
import { isLeftEmpty } from './parse-yaml.ts';

/** Keys that say which implementation the other keys of a map belong to. */
const discriminators = ['model', 'kind'];

/** Keys of the two forms in which bins are written: one of them beside the other would belong to another form. */
const forms = [['edges'], ['from', 'to', 'bins']] as const;

/**
 * A value with overrides laid over it. Maps merge key by key, deeply; everything else replaces. A map that names
 * another `model` or `kind` than the one it overrides replaces it whole, since the other keys belong to that name; so
 * does one with a `model` where there was a map of several of them, and the other way round, one with bins in another form (`edges`, or `from`,
 * `to` and `bins`), and a map that was itself made by `use:`. A written `null` removes the key. Every part keeps the place where it is
 * written.
 */
export function override(base: Located, over: Located): Located {
  if (over.kind !== 'map' || over.overrides === 'whole') return over;
  if (base.kind === 'sequence' && over.overrides === 'step') return patchItems(base, over);
  if (base.kind !== 'map' || namesAnother(base, over)) return over;
  const entries = new Map<string, LocatedEntry>(base.entries);
  for (const [key, entry] of over.entries) {
    const existing = base.entries.get(key);
    if (!existing) entries.set(key, entry);
    else if (isWrittenNull(entry.value)) entries.delete(key);
    else {
      const value = override(existing.value, entry.value);
      entries.set(key, { key: value === entry.value ? entry.key : existing.key, value });
    }
  }
  return { ...base, entries };
}

/** Whether a value is a `null` or `~` that is written out, rather than a key left without a value. */
export function isWrittenNull(node: Located): boolean {
  return node.kind === 'scalar' && node.value === null && !node.broken && !isLeftEmpty(node);
}

function namesAnother(base: LocatedMap, over: LocatedMap): boolean {
  if (holdsChoices(base) && names(over)) return true;
  if (holdsChoices(over) && names(base)) return true;
  const [before, after] = [base, over].map((map) => forms.map((keys) => keys.some((key) => map.entries.has(key))));
  if (before![0] ? after![1] && !after![0] : before![1] && after![0]) return true;
  return discriminators.some((key) => {
    const before = base.entries.get(key)?.value;
    const after = over.entries.get(key)?.value;
    return before?.kind === 'scalar' && after?.kind === 'scalar' && before.value !== after.value;
  });
}

/** Whether a map says which implementation its keys belong to. */
function names({ entries }: LocatedMap): boolean {
  return discriminators.some((key) => entries.get(key)?.value.kind === 'scalar');
}

/**
 * Whether a map holds nothing but maps that say so each for themselves, under names that are no keys of the language: a choice for every element, say. A
 * detector of which nothing but parts is overridden is none.
 */
function holdsChoices({ entries }: LocatedMap): boolean {
  const all = [...entries].every(([key, { value }]) => /^[A-Z]/.test(key) && value.kind === 'map' && names(value));
  return all && entries.size > 0;
}

/** Items of a list replaced by index; an index the list does not have leaves the map, for the schema to refuse. */
function patchItems(base: LocatedSequence, over: LocatedMap): Located {
  const items = [...base.items];
  for (const [key, entry] of over.entries) {
    const index = /^\d{1,9}$/.test(key) ? Number(key) : -1;
    const item = items[index];
    if (!item) return over;
    items[index] = override(item, entry.value);
  }
  return { ...base, items };
}
