/** What a table means beyond its first and last knot: the end value, or nothing. */
export type OutsideTable = 'hold' | 'zero';

/**
 * Piecewise linear interpolation in a table of knots.
 *
 * @param knots ascending, at least one
 * @param values one per knot
 * @param x where to evaluate; on a knot the result is the value of the knot
 * @param outside `hold` continues the end values, `zero` gives 0 outside [first, last]
 */
export function interpolateLinear(
  knots: ArrayLike<number>,
  values: ArrayLike<number>,
  x: number,
  outside: OutsideTable = 'hold',
): number {
  const last = knots.length - 1;
  if (x < knots[0]!) return outside === 'zero' ? 0 : values[0]!;
  if (x >= knots[last]!) return outside === 'zero' && x > knots[last]! ? 0 : values[last]!;
  const i = panelOf(knots, x);
  const fraction = (x - knots[i]!) / (knots[i + 1]! - knots[i]!);
  return values[i]! + fraction * (values[i + 1]! - values[i]!);
}

/** Index i with knots[i] <= x < knots[i + 1], by bisection; x must lie inside the table. */
export function panelOf(knots: ArrayLike<number>, x: number): number {
  let low = 0;
  let high = knots.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (knots[middle]! <= x) low = middle;
    else high = middle;
  }
  return low;
}
