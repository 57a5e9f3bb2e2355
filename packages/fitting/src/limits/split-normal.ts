import {
  normalCdf,
  normalQuantile,
  normalTail,
  normalTailQuantile,
} from '@cevns/numerics/special-functions/normal-distribution';

const LN_SQRT_TWO_OVER_PI = 0.5 * Math.log(2 / Math.PI);
/** Standard deviations beyond which an end cuts nothing off. */
const FAR = 8;

/**
 * A number drawn from a normal distribution of different widths on both sides of 0, cut off at two ends, and ln of the density that it has:
 * sqrt(2 / pi) / (below + above) * exp(-(t / width)^2 / 2), over the share between the ends.
 *
 * @param deviate the standard normal deviate that it is made from: the same share of the distribution lies below both
 * @param low below `high`
 */
export function drawBetween(
  below: number,
  above: number,
  low: number,
  high: number,
  deviate: number,
): { readonly t: number; readonly lnDensity: number } {
  const sum = below + above;
  const lnHeight = LN_SQRT_TWO_OVER_PI - Math.log(sum);
  if (below === above && low < -FAR * below && high > FAR * above) {
    return { t: above * deviate, lnDensity: lnHeight - 0.5 * deviate * deviate };
  }
  // Shares of the two halves, each counted from the end of its tail, where differences keep their digits.
  const [left, right] = [(2 * below) / sum, (2 * above) / sum];
  const from = low < 0 ? left * normalCdf(low / below) : 0;
  const beside = high < 0 ? left * normalCdf(high / below) : 0.5 * left;
  const negative = low < 0 ? beside - from : 0;
  const first = low > 0 ? right * normalTail(low / above) : 0.5 * right;
  const positive = high > 0 ? first - right * normalTail(high / above) : 0;
  const share = negative + positive;
  const reached = share * normalCdf(deviate);
  const t =
    reached < negative
      ? below * normalQuantile((from + reached) / left)
      : above * normalTailQuantile((first - (reached - negative)) / right);
  const inside = Math.max(low, Math.min(high, t));
  const scaled = inside / (inside < 0 ? below : above);
  return { t: inside, lnDensity: lnHeight - 0.5 * scaled * scaled - Math.log(share) };
}
