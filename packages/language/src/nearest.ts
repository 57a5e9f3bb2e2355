import { closest, distance } from 'fastest-levenshtein';

/**
 * The candidate that a misspelt name most likely means, or undefined when none is near: first one that differs only in
 * case and separators, then one with two neighbouring letters exchanged, then the smallest Levenshtein distance.
 *
 * @param most largest distance; default a third of the name, at least 1, at most 4
 */
export function nearest(name: string, candidates: readonly string[], most?: number): string | undefined {
  if (name.length === 0 || name.length > 200 || candidates.length === 0) return undefined;
  const bare = stripped(name);
  const alike = candidates.find((candidate) => stripped(candidate) === bare);
  if (alike !== undefined) return alike;
  const exchanged = candidates.find((candidate) => isExchange(bare, stripped(candidate)));
  if (exchanged !== undefined) return exchanged;
  const best = closest(
    name.toLowerCase(),
    candidates.map((c) => c.toLowerCase()),
  );
  const index = candidates.findIndex((c) => c.toLowerCase() === best);
  const allowed = most ?? Math.min(4, Math.max(1, Math.round(name.length / 3)));
  return distance(name.toLowerCase(), best) <= allowed ? candidates[index] : undefined;
}

/**
 * The candidate that begins like a name which is otherwise spelt quite differently: `helm-lewin-smith` for `helm-lewin`, `tabulated` for `table`. At least three
 * letters, and 60 % of the shorter of the two, have to be the same; undefined when several do as well.
 */
export function nearestBeginning(name: string, candidates: readonly string[]): string | undefined {
  const lengths = candidates.map((candidate) => {
    const length = commonBeginning(name.toLowerCase(), candidate.toLowerCase());
    return length >= Math.max(3, 0.6 * Math.min(name.length, candidate.length)) ? length : 0;
  });
  const longest = Math.max(0, ...lengths);
  const found = candidates.filter((_, i) => longest > 0 && lengths[i] === longest);
  return found.length === 1 ? found[0] : undefined;
}

/** Candidates with the one that is spelt most like a name first; as they come where that does not decide. */
export function byNearness(name: string, candidates: readonly string[]): string[] {
  const short = name.slice(0, 200).toLowerCase();
  const distances = new Map(candidates.map((candidate) => [candidate, distance(short, candidate.toLowerCase())]));
  return [...candidates].sort((a, b) => distances.get(a)! - distances.get(b)!);
}

function commonBeginning(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length++;
  return length;
}

function stripped(name: string): string {
  return name.toLowerCase().replace(/[\s_.-]+/g, '');
}

/** Whether two words differ by two neighbouring letters that have changed places. */
function isExchange(a: string, b: string): boolean {
  if (a.length !== b.length) return false;
  let i = 0;
  while (i < a.length && a[i] === b[i]) i++;
  return i < a.length && a[i] === b[i + 1] && a[i + 1] === b[i] && a.slice(i + 2) === b.slice(i + 2);
}
