/** Milliseconds since 1970 by a clock that is the same in all threads and never goes back. */
export function steadyNow(): number {
  return performance.timeOrigin + performance.now();
}
