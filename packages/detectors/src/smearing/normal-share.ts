import { normalCdf, normalTail } from '@cevns/numerics/special-functions/normal-distribution';

/** Standard deviations beyond which a normal distribution counts as empty: 1e-19. */
const FAR = 9;

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
  const end = mean + FAR * sigma;
  for (i = Math.max(0, i); i < out.length && (edges[i] as number) < end; i++) {
    const from = ((edges[i] as number) - mean) / sigma;
    const to = ((edges[i + 1] as number) - mean) / sigma;
    const inside = from > 0 ? normalTail(from) - normalTail(to) : normalCdf(to) - normalCdf(from);
    out[i] = (out[i] as number) + share * inside;
  }
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
