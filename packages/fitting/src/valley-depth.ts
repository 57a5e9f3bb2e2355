/** How much deeper than the parabola through three points a valley may be. */
const PARABOLA = 2;

/**
 * How far below the lowest of three points in a row, the middle one, a function may fall between them: as far as its wall rises on the
 * lower side, or twice as far as the parabola through them, if that is more. In the middle between two points the lower one is hardly
 * below the other, and the parabola tells.
 *
 * @param before NaN where there is none, as is `after`; then the other wall counts
 */
export function valleyDepth(before: number, lowest: number, after: number): number {
  if (Number.isNaN(before + after))
    return Math.max(lowest, ...[before, after].filter((wall) => wall > lowest)) - lowest;
  const bend = before + after - 2 * lowest;
  const parabola = bend > 0 ? (before - after) ** 2 / (8 * bend) : 0;
  return Math.max(Math.min(before, after) - lowest, PARABOLA * parabola);
}
