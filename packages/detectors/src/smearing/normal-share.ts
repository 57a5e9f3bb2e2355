import { normalCdf, normalTail } from '@cevns/numerics/special-functions/normal-distribution';

/** Standard deviations beyond which a normal distribution counts as empty: 2e-33. */
const FAR = 12;

/**
 * Adds a share of events that are normal around a mean to bins; without any width all of it sits at the mean, in the half-open bin that holds it.
 *
 * @param out per bin, added to
 */
export function addNormal(share: number, mean: number, sigma: number, edges: Float64Array, out: Float64Array): void {
  let i = firstBin(edges, sigma === 0 ? mean : mean - FAR * sigma);
  if (sigma === 0) {
    if (i >= 0 && i < out.length && mean >= (edges[i] as number) && mean < (edges[i + 1] as number)) {
      out[i] = (out[i] as number) + share;
    }
    return;
  }
  i = Math.max(0, i);
  const end = mean + FAR * sigma;
  let from = ((edges[i] as number) - mean) / sigma;
  let beyond = smallerPart(from);
  for (; i < out.length && (edges[i] as number) < end; i++) {
    const to = ((edges[i + 1] as number) - mean) / sigma;
    const next = smallerPart(to);
    const inside = from > 0 ? beyond - next : to > 0 ? 1 - next - beyond : next - beyond;
    out[i] = (out[i] as number) + share * inside;
    from = to;
    beyond = next;
  }
}

/** What is outside of z, on its own side of the mean; without the far tails, which cost as much as the rest. */
function smallerPart(z: number): number {
  if (z > 0) return z > FAR ? 0 : normalTail(z);
  return z < -FAR ? 0 : normalCdf(z);
}

/**
 * Numbers at which quanta lie whose normal distributions reach some bins: of the mean step k and the standard deviation sqrt(k) spread, with noise. Others
 * need not be looked at.
 *
 * @returns least and largest k
 */
export function reachingBins(
  { step, spread, noise }: { readonly step: number; readonly spread: number; readonly noise: number },
  edges: Float64Array,
): { readonly least: number; readonly most: number } {
  // Where step k -+ FAR hypot(sqrt(k) spread, noise) is the edge: a quadratic equation in k.
  const reach = (edge: number, sign: number): number => {
    const half = step * edge + (FAR * spread) ** 2 / 2;
    const root = Math.sqrt(Math.max(0, half ** 2 - step ** 2 * (edge ** 2 - (FAR * noise) ** 2)));
    return (half + sign * root) / step ** 2;
  };
  return {
    least: Math.max(0, Math.floor(reach(edges[0] as number, -1))),
    most: Math.max(0, Math.ceil(reach(edges[edges.length - 1] as number, 1))),
  };
}

/** Index of the last bin that starts at a value or below it; -1 before the first. */
function firstBin(edges: Float64Array, value: number): number {
  let low = -1;
  let high = edges.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((edges[middle] as number) <= value) low = middle;
    else high = middle;
  }
  return low;
}
