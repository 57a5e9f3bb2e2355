import { closest, distance } from 'fastest-levenshtein';

/**
 * The candidate that a misspelt name most likely means, or undefined when none is near: first one that differs only in
 * case and separators, then the smallest Levenshtein distance of at most a third of the name (at least 1, at most 4).
 */
export function nearest(name: string, candidates: readonly string[]): string | undefined {
  if (name.length === 0 || name.length > 200 || candidates.length === 0) return undefined;
  const bare = stripped(name);
  const alike = candidates.find((candidate) => stripped(candidate) === bare);
  if (alike !== undefined) return alike;
  const best = closest(
    name.toLowerCase(),
    candidates.map((c) => c.toLowerCase()),
  );
  const index = candidates.findIndex((c) => c.toLowerCase() === best);
  const allowed = Math.min(4, Math.max(1, Math.round(name.length / 3)));
  return distance(name.toLowerCase(), best) <= allowed ? candidates[index] : undefined;
}

function stripped(name: string): string {
  return name.toLowerCase().replace(/[\s_.-]+/g, '');
}
