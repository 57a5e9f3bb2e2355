/** Counts of values in bins of equal width. */
export interface Histogram {
  readonly edges: readonly number[];
  readonly counts: readonly number[];
  /** Values beyond the last bin, and before the first. */
  readonly above: number;
  readonly below: number;
}

/** Counts values in `bins` bins from `from` to `to`; a value at an edge belongs to the bin above, one at the end to the last. */
export function histogramOf(values: Iterable<number>, from: number, to: number, bins: number): Histogram {
  const counts = new Array<number>(bins).fill(0);
  let [above, below] = [0, 0];
  const width = (to - from) / bins;
  for (const value of values) {
    const bin = value === to ? bins - 1 : Math.floor((value - from) / width);
    if (bin < 0) below += 1;
    else if (bin < bins) counts[bin]! += 1;
    else above += 1;
  }
  return {
    edges: Array.from({ length: bins + 1 }, (_, i) => (i === bins ? to : from + i * width)),
    counts,
    above,
    below,
  };
}
