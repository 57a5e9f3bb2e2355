/**
 * Bin edges of one observable from a list of numbers.
 *
 * @throws RangeError unless there are at least two finite, strictly increasing edges
 */
export function binEdges(values: ArrayLike<number>): Float64Array {
  const edges = Float64Array.from(values);
  if (edges.length < 2) throw new RangeError(`Expected at least two bin edges, got ${edges.length}`);
  edges.forEach((edge, i) => {
    if (!Number.isFinite(edge)) throw new RangeError(`Expected finite bin edges, got ${edge}`);
    if (i > 0 && !(edge > (edges[i - 1] as number))) {
      throw new RangeError(`Expected increasing bin edges, got ${edge} after ${edges[i - 1]}`);
    }
  });
  return edges;
}

/**
 * The binning restricted to a region [low, high]: edges inside stay, and the two ends become edges, so that a bin cut by the region
 * keeps the part inside.
 *
 * @throws RangeError when the region is empty or reaches beyond the binning
 */
export function clipEdges(edges: Float64Array, [low, high]: readonly [number, number]): Float64Array {
  const first = edges[0] as number;
  const last = edges[edges.length - 1] as number;
  if (!(low < high)) throw new RangeError(`Expected a region that ends above its start, got [${low}, ${high}]`);
  if (low < first || high > last) {
    throw new RangeError(`Expected a region inside the binning [${first}, ${last}], got [${low}, ${high}]`);
  }
  return Float64Array.of(low, ...edges.filter((edge) => edge > low && edge < high), high);
}

/**
 * Fine edges of a common width from the first to the last of `edges`, with every one of `edges` exactly among them.
 *
 * @throws RangeError when an edge is not a whole number of widths away from the first
 */
export function fineEdges(edges: Float64Array, width: number): Float64Array {
  if (!(width > 0)) throw new RangeError(`Expected a positive width of the fine bins, got ${width}`);
  const first = edges[0] as number;
  const count = Math.round(((edges[edges.length - 1] as number) - first) / width);
  const fine = Float64Array.from({ length: count + 1 }, (_, i) => first + i * width);
  for (const edge of edges) {
    const index = Math.round((edge - first) / width);
    if (Math.abs(first + index * width - edge) > 1e-9 * width) {
      throw new RangeError(`Expected bin edges at multiples of the fine bin width ${width} from ${first}, got ${edge}`);
    }
    fine[index] = edge;
  }
  return fine;
}

/**
 * Fine edges of a common width counted from an origin, and every edge and break point among them: where a threshold, or what jumps, lies at no
 * multiple of the width, the fine bin is divided there.
 *
 * @param breaks further edges; those outside are left out
 * @throws RangeError when the width is not positive
 */
export function dividedEdges(
  edges: Float64Array,
  { width, origin }: { readonly width: number; readonly origin: number },
  breaks: readonly number[] = [],
): Float64Array {
  if (!(width > 0)) throw new RangeError(`Expected a positive width of the fine bins, got ${width}`);
  const first = edges[0] as number;
  const last = edges[edges.length - 1] as number;
  const own = new Set([...edges, ...breaks.filter((point) => point > first && point < last)]);
  const from = Math.floor((first - origin) / width) + 1;
  const grid = Array.from({ length: Math.max(0, Math.ceil((last - origin) / width) - from) }, (_, i) => {
    const point = origin + (from + i) * width;
    return [...own].some((edge) => Math.abs(edge - point) <= 1e-9 * width) ? [] : [point];
  });
  return Float64Array.from([...own, ...grid.flat()].filter((point) => point >= first && point <= last)).sort();
}

/** Index of the half-open bin [edge_i, edge_(i+1)) that holds `value`; -1 outside (the last edge is outside). */
export function findBin(edges: Float64Array, value: number): number {
  if (!(value >= (edges[0] as number) && value < (edges[edges.length - 1] as number))) return -1;
  let low = 0;
  let high = edges.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (value >= (edges[middle] as number)) low = middle;
    else high = middle;
  }
  return low;
}

/**
 * Number of events per bin in one or more observables, row-major (the last axis runs fastest).
 *
 * @param axes bin edges of each observable
 * @param columns value of each observable per event, one column per axis, of equal length
 * @param weights how many events a row stands for; one unless given
 * @returns counts, length = product of the numbers of bins; events outside any axis are left out
 * @throws RangeError when the columns do not match the axes
 */
export function countEvents(
  axes: readonly Float64Array[],
  columns: readonly Float64Array[],
  weights?: Float64Array,
): Float64Array {
  const length = columns[0]?.length ?? 0;
  if (columns.length !== axes.length || columns.some((column) => column.length !== length)) {
    throw new RangeError(
      `Expected ${axes.length} columns of equal length, got lengths ${columns.map((c) => c.length).join(', ')}`,
    );
  }
  const counts = new Float64Array(axes.reduce((product, edges) => product * (edges.length - 1), 1));
  for (let event = 0; event < length; event++) {
    let index = 0;
    for (let axis = 0; axis < axes.length && index >= 0; axis++) {
      const edges = axes[axis] as Float64Array;
      const bin = findBin(edges, (columns[axis] as Float64Array)[event] as number);
      index = bin < 0 ? -1 : index * (edges.length - 1) + bin;
    }
    if (index >= 0)
      counts[index] = (counts[index] as number) + (weights === undefined ? 1 : (weights[event] as number));
  }
  return counts;
}
