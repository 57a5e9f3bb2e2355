/**
 * Extended likelihood of single events, 2 [nu - sum over events of w ln lambda].
 *
 * @param weights w of each event, and a last element that is not read
 * @param densities lambda at each event, and nu as the last element
 * @returns Infinity if an event lies where none is expected, or if a density is not a number
 * @see R. Barlow, Nucl. Instrum. Meth. A 297 (1990) 496
 */
export function unbinnedStatistic(weights: Float64Array, densities: Float64Array): number {
  const events = weights.length - 1;
  let sum = densities[events]!;
  for (let i = 0; i < events; i++) {
    if (weights[i] === 0) continue;
    if (!(densities[i]! > 0)) return Number.POSITIVE_INFINITY;
    sum -= weights[i]! * Math.log(densities[i]!);
  }
  return Number.isNaN(sum) ? Number.POSITIVE_INFINITY : 2 * sum;
}

/**
 * The same with its derivatives by the densities, -2 w / lambda and 2 w / lambda^2, and by nu, 2 and 0.
 *
 * @param residual receives the first derivatives
 * @param weight receives the second derivatives
 * @returns as unbinnedStatistic; if Infinity, the derivatives are not to be used
 */
export function unbinnedStatisticWithDerivatives(
  weights: Float64Array,
  densities: Float64Array,
  residual: Float64Array,
  weight: Float64Array,
): number {
  const events = weights.length - 1;
  for (let i = 0; i < events; i++) {
    const ratio = weights[i] === 0 ? 0 : weights[i]! / densities[i]!;
    residual[i] = -2 * ratio;
    weight[i] = weights[i] === 0 ? 0 : (2 * ratio) / densities[i]!;
  }
  residual[events] = 2;
  weight[events] = 0;
  return unbinnedStatistic(weights, densities);
}
