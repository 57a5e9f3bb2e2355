/** Width in counts over which the statistic of an empty bin levels off below an expectation of 0; see `poissonStatistic`. */
const FLOOR_WIDTH = 0.05;

/**
 * Deviance of a Poisson count from its expectation, 2 [mu - n + n ln(n / mu)]; 2 mu for n = 0.
 *
 * Where counts were seen but none or fewer are expected, it is Infinity. An empty bin with mu < 0 continues smoothly (twice
 * differentiable) to the constant -2 FLOOR_WIDTH, so that a fit can cross this region; callers report such bins.
 *
 * @param observed n >= 0, need not be an integer
 * @param expected mu
 * @see S. Baker and R. D. Cousins, Nucl. Instrum. Meth. 221 (1984) 437, equation 17
 */
export function poissonDeviance(observed: number, expected: number): number {
  if (observed > 0) {
    if (!(expected > 0)) return Number.POSITIVE_INFINITY;
    const excess = (expected - observed) / observed;
    // Near 0 the difference x - ln(1 + x) keeps the digits that mu - n + n ln(n / mu) loses for large counts.
    if (Math.abs(excess) < 0.5) return 2 * observed * (excess - Math.log1p(excess));
    return 2 * (expected - observed + observed * Math.log(observed / expected));
  }
  if (expected >= 0) return 2 * expected;
  const u = Math.min(2, -expected / FLOOR_WIDTH);
  return 2 * FLOOR_WIDTH * u * (-1 + u * u * (0.25 - u / 16));
}

/** First derivative of the deviance by the expectation, 2 (1 - n / mu). */
export function poissonSlope(observed: number, expected: number): number {
  if (observed > 0) return 2 * (1 - observed / expected);
  if (expected >= 0) return 2;
  const u = Math.min(2, -expected / FLOOR_WIDTH);
  return 2 - u * u * (1.5 - 0.5 * u);
}

/** Second derivative of the deviance by the expectation, 2 n / mu^2. */
export function poissonCurvature(observed: number, expected: number): number {
  if (observed > 0) return (2 * (observed / expected)) / expected;
  if (expected >= 0) return 0;
  const u = Math.min(2, -expected / FLOOR_WIDTH);
  return (u * (3 - 1.5 * u)) / FLOOR_WIDTH;
}

/**
 * Sum of Poisson deviances over bins, the saturated likelihood ratio, without derivatives.
 *
 * @returns Infinity if counts were observed where the expectation is not positive, or if an expectation is not a number
 */
export function poissonStatistic(observed: Float64Array, expected: Float64Array): number {
  let sum = 0;
  for (let b = 0; b < observed.length; b++) sum += poissonDeviance(observed[b]!, expected[b]!);
  return Number.isNaN(sum) ? Number.POSITIVE_INFINITY : sum;
}

/**
 * The same with its derivatives by the expectation of each bin: 2 (1 - n / mu) and 2 n / mu^2.
 *
 * @param residual receives the first derivative
 * @param weight receives the second derivative, never negative
 * @returns as poissonStatistic; if Infinity, the derivatives are not to be used
 */
export function poissonStatisticWithDerivatives(
  observed: Float64Array,
  expected: Float64Array,
  residual: Float64Array,
  weight: Float64Array,
): number {
  let sum = 0;
  for (let b = 0; b < observed.length; b++) {
    const n = observed[b]!;
    const mu = expected[b]!;
    sum += poissonDeviance(n, mu);
    residual[b] = poissonSlope(n, mu);
    weight[b] = poissonCurvature(n, mu);
  }
  return Number.isNaN(sum) ? Number.POSITIVE_INFINITY : sum;
}
