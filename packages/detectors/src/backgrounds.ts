import type { BinContents } from './background-shapes/background-shape.ts';

/**
 * The share of a background in each bin of an observable, of the events in a reference range:
 * share_j = content of bin j / content of the reference range.
 *
 * Releases quote backgrounds as a number of events in the region of their own analysis. A study with a smaller region takes the share
 * that its bins hold, without touching that number; with the reference region itself the shares add up to one.
 *
 * @param binContents relative contents of bins for given edges
 * @param reference the range the quoted number of events refers to, half-open
 * @param edges bin edges of the study in this observable
 * @param seen contents of the bins of the study, where the quoted number is that before an efficiency
 * @throws RangeError when the reference range holds nothing
 */
export function referenceShares(
  binContents: BinContents,
  reference: readonly [number, number],
  edges: Float64Array,
  seen: BinContents = binContents,
): Float64Array {
  const total = binContents(Float64Array.from(reference))[0] as number;
  if (!(total > 0))
    throw new RangeError(
      `Expected a background in its reference range [${reference.join(', ')}], got a content of ${total}`,
    );
  return seen(edges).map((content) => content / total);
}

/**
 * Expected events of a background whose observables are independent: n_jk... = N share_j share_k ..., row-major (last axis fastest).
 *
 * @param events number of events N in the reference region
 * @param shares per observable the share of each bin
 */
export function expectedEvents(events: number, shares: readonly Float64Array[]): Float64Array {
  return shares.reduce(
    (product, axis) =>
      Float64Array.from({ length: product.length * axis.length }, (_, i) => {
        const j = Math.floor(i / axis.length);
        return (product[j] as number) * (axis[i % axis.length] as number);
      }),
    Float64Array.of(events),
  );
}
