/** Knots whose values one polynomial goes through. */
const STENCIL = 6;

/**
 * Value between equally spaced knots by the polynomial of fifth degree through the six nearest (fewer where there are fewer): Lagrange's
 * formula. The error is that of the sixth derivative times the distance of the knots to the sixth power.
 *
 * @param from place of the first knot
 * @param to place of the last knot
 * @param values at the knots, at least one
 * @param x within from and to
 */
export function interpolateUniform(from: number, to: number, values: readonly number[], x: number): number {
  const count = values.length;
  if (count === 1) return values[0]!;
  const size = Math.min(STENCIL, count);
  const place = ((x - from) / (to - from)) * (count - 1);
  const first = Math.min(Math.max(Math.floor(place) - size / 2 + 1, 0), count - size);
  const start = Math.trunc(first);
  let sum = 0;
  for (let i = 0; i < size; i++) {
    let basis = 1;
    for (let j = 0; j < size; j++) if (j !== i) basis *= (place - start - j) / (i - j);
    sum += basis * values[start + i]!;
  }
  return sum;
}
