import { evaluateQuinticHermite } from '@cevns/numerics/interpolation/quintic-hermite';
import { FEWEST_KNOTS, uniformDerivatives } from '@cevns/numerics/interpolation/uniform-derivatives';

/** Halving the step of an interpolation of sixth order divides its error by this. */
const GAIN_OF_HALF_THE_STEP = 64;

/**
 * Estimated interpolation error of a tabulated template, from what every second knot alone would say of the knots between.
 *
 * error = max over knots between of [max over bins |interpolated - tabulated| / max over bins |tabulated|] / 64
 *
 * @param values row-major [knots][bins] at uniform knots
 * @returns the largest error in units of the largest bin at the same knot; 0 where a template vanishes altogether
 * @throws RangeError with fewer than 15 knots, of which every second one is too few
 */
export function tabulationError(values: Float64Array, knots: number, bins: number): number {
  const half = Math.ceil(knots / 2);
  if (half < FEWEST_KNOTS) throw new RangeError(`Expected at least ${2 * FEWEST_KNOTS - 1} knots, got ${knots}`);
  const every2nd = new Float64Array(half * bins);
  for (let k = 0; k < half; k++) every2nd.set(values.subarray(2 * k * bins, (2 * k + 1) * bins), k * bins);
  const table = { from: 0, step: 2, value: every2nd, ...uniformDerivatives(every2nd, bins, 2) };
  const [found, first, second] = [0, 1, 2].map(() => new Float64Array(bins)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  let worst = 0;
  for (let knot = 1; knot <= 2 * (half - 1); knot += 2) {
    evaluateQuinticHermite(table, bins, knot, found, first, second);
    let error = 0;
    let size = 0;
    for (let i = 0; i < bins; i++) {
      const value = values[knot * bins + i]!;
      error = Math.max(error, Math.abs(found[i]! - value));
      size = Math.max(size, Math.abs(value));
    }
    if (error > 0) worst = Math.max(worst, size > 0 ? error / size : Number.POSITIVE_INFINITY);
  }
  return worst / GAIN_OF_HALF_THE_STEP;
}
