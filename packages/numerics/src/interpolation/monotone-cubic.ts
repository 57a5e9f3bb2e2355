/**
 * Interpolation between points by cubics that are monotone wherever the points are: no overshoot, and the first derivative is continuous (not the second).
 * Slopes are the weighted harmonic means of Fritsch and Butland, one-sided at the two ends.
 *
 * @param x places, increasing, at least two
 * @param y values there
 * @returns the function from the first to the last place; what is asked outside is a RangeError of the caller to avoid
 * @throws RangeError for fewer than two points, or places that do not increase
 * @see F. N. Fritsch, J. Butland, SIAM J. Sci. Stat. Comput. 5 (1984) 300
 */
export function monotoneCubic(x: ArrayLike<number>, y: ArrayLike<number>): (at: number) => number {
  const last = x.length - 1;
  if (last < 1 || y.length !== x.length) throw new RangeError(`Expected two points or more, got ${x.length}`);
  const widths = Float64Array.from({ length: last }, (_, i) => x[i + 1]! - x[i]!);
  if (widths.some((width) => !(width > 0))) throw new RangeError('Expected increasing places');
  const secants = widths.map((width, i) => (y[i + 1]! - y[i]!) / width);
  const slopes = Float64Array.from({ length: last + 1 }, (_, i) => {
    if (i === 0) return last === 1 ? secants[0]! : endSlope(widths[0]!, widths[1]!, secants[0]!, secants[1]!);
    if (i === last) {
      return last === 1 ? secants[0]! : endSlope(widths[i - 1]!, widths[i - 2]!, secants[i - 1]!, secants[i - 2]!);
    }
    const [before, after] = [secants[i - 1]!, secants[i]!];
    if (!(before * after > 0)) return 0;
    const [w1, w2] = [2 * widths[i]! + widths[i - 1]!, widths[i]! + 2 * widths[i - 1]!];
    return (w1 + w2) / (w1 / before + w2 / after);
  });
  return (at) => {
    const i = panelOf(x, at);
    const width = widths[i]!;
    const t = (at - x[i]!) / width;
    const u = 1 - t;
    return (
      u * u * ((1 + 2 * t) * y[i]! + t * width * slopes[i]!) +
      t * t * ((1 + 2 * u) * y[i + 1]! - u * width * slopes[i + 1]!)
    );
  };
}

/** Slope at an end of the parabola through three points, as far as it keeps the cubic monotone. */
function endSlope(near: number, far: number, secant: number, next: number): number {
  const slope = ((2 * near + far) * secant - near * next) / (near + far);
  if (!(slope * secant > 0)) return 0;
  return secant * next < 0 && Math.abs(slope) > 3 * Math.abs(secant) ? 3 * secant : slope;
}

/** Index of the panel [x_i, x_(i+1)] that holds a place; the first or the last for one outside. */
export function panelOf(x: ArrayLike<number>, at: number): number {
  let low = 0;
  let high = x.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (at >= x[middle]!) low = middle;
    else high = middle;
  }
  return low;
}
