/** Milliseconds with three digits behind the point, as events state them. */
export function roundedMs(milliseconds: number): number {
  return Math.round(1000 * milliseconds) / 1000;
}

/** Time since `performance.now()` gave `begin`. */
export function millisecondsSince(begin: number): number {
  return roundedMs(performance.now() - begin);
}
