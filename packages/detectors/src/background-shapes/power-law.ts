import type { BackgroundShape } from './background-shape.ts';

export interface PowerLawShape {
  /** p of x^-p; 1 unless given. */
  readonly power?: number;
}

/**
 * A density that falls as a power of the observable, x^-p, such as 1/E; the content of a bin is the exact integral over it.
 *
 * @throws RangeError when the power is not positive, or a bin reaches down to 0 or below, where the density has no integral or no value
 */
export const shape: BackgroundShape<PowerLawShape> = {
  prepare({ power = 1 }) {
    if (!(power > 0 && power < Infinity)) throw new RangeError(`Expected a positive power, got ${power}`);
    return (edges) => {
      const first = edges[0] as number;
      if (!(first > 0)) throw new RangeError(`Expected a power law in bins above 0, got one from ${first}`);
      return Float64Array.from({ length: edges.length - 1 }, (_, i) => {
        const low = edges[i] as number;
        const ln = Math.log((edges[i + 1] as number) / low);
        // x^(1 - p) / (1 - p) without cancellation at p = 1.
        return power === 1 ? ln : low ** (1 - power) * (Math.expm1((1 - power) * ln) / (1 - power));
      });
    };
  },
};
