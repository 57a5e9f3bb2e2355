import type { BackgroundShape } from './background-shape.ts';

export interface ExponentialShape {
  /** k: rate of the fall, 1/us; 0 for a flat shape. */
  readonly rate: number;
  /** Where the shape starts, us; nothing before it. */
  readonly from: number;
}

/**
 * A falling exponential in time, exp(-k t) from a start on; the content of a bin is the exact integral over it.
 *
 * @throws RangeError when the rate is negative
 */
export const shape: BackgroundShape<ExponentialShape> = {
  prepare({ rate, from }) {
    if (!(rate >= 0)) throw new RangeError(`Expected a rate of the background that is not negative, got ${rate} /us`);
    return (edges) =>
      Float64Array.from({ length: edges.length - 1 }, (_, i) => {
        const low = Math.max(edges[i] as number, from);
        const width = Math.max(0, (edges[i + 1] as number) - low);
        return rate === 0 ? width : (-Math.expm1(-rate * width) / rate) * Math.exp(-rate * (low - from));
      });
  },
};
