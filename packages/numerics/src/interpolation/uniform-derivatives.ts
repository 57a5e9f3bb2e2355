/** Points of a stencil: seven for the first derivative, eight for a one-sided second one, both then of sixth order. */
const WIDTH = 7;
const ONE_SIDED_WIDTH = 8;

/** Fewest knots at which the derivatives are of sixth order. */
export const FEWEST_KNOTS = ONE_SIDED_WIDTH;

/** First and second derivatives of several functions at uniform knots; arrays are row-major [knots][functions]. */
export interface UniformDerivatives {
  readonly first: Float64Array;
  readonly second: Float64Array;
}

/**
 * Derivatives of functions that are known at uniform knots, by finite differences with errors of order h^6: central ones of seven
 * points inside, one-sided ones of eight points near the ends. Exact for polynomials up to degree 6.
 *
 * @param value row-major [knots][functions]
 * @param functions number of functions tabulated side by side
 * @param step distance h of the knots
 * @throws RangeError with fewer than 8 knots
 * @see B. Fornberg, Generation of finite difference formulas on arbitrarily spaced grids, Math. Comput. 51 (1988) 699
 */
export function uniformDerivatives(value: Float64Array, functions: number, step: number): UniformDerivatives {
  const knots = value.length / functions;
  if (!(knots >= FEWEST_KNOTS)) throw new RangeError(`Expected at least ${FEWEST_KNOTS} knots, got ${knots}`);
  const first = new Float64Array(value.length);
  const second = new Float64Array(value.length);
  const half = (WIDTH - 1) / 2;
  const central = differenceWeights(half, WIDTH);
  for (let knot = 0; knot < knots; knot++) {
    const isInside = knot >= half && knot < knots - half;
    const width = isInside ? WIDTH : ONE_SIDED_WIDTH;
    const start = isInside ? knot - half : knot < half ? 0 : knots - width;
    const weights = isInside ? central : differenceWeights(knot - start, width);
    for (let s = 0; s < width; s++) {
      const one = weights.first[s]! / step;
      const two = weights.second[s]! / (step * step);
      const from = (start + s) * functions;
      const to = knot * functions;
      for (let i = 0; i < functions; i++) {
        first[to + i]! += one * value[from + i]!;
        second[to + i]! += two * value[from + i]!;
      }
    }
  }
  return { first, second };
}

/** Weights of values at 0, 1, ..., width - 1 in the first and second derivative at one of these points (Fornberg's recursion). */
function differenceWeights(at: number, width: number): { first: number[]; second: number[] } {
  const weights = [0, 1, 2].map(() => new Array<number>(width).fill(0));
  const [zeroth, first, second] = weights as [number[], number[], number[]];
  zeroth[0] = 1;
  let product = 1;
  for (let n = 1; n < width; n++) {
    let next = 1;
    for (let s = 0; s < n; s++) {
      const distance = n - s;
      next *= distance;
      if (s === n - 1) {
        for (let m = 2; m >= 0; m--) {
          const lower = m > 0 ? m * weights[m - 1]![n - 1]! : 0;
          weights[m]![n] = (product / next) * (lower - (n - 1 - at) * weights[m]![n - 1]!);
        }
      }
      for (let m = 2; m >= 0; m--) {
        const lower = m > 0 ? m * weights[m - 1]![s]! : 0;
        weights[m]![s] = ((n - at) * weights[m]![s]! - lower) / distance;
      }
    }
    product = next;
  }
  return { first, second };
}
