import type { BackgroundShape } from './background-shape.ts';

export interface EnergyExponentialShape {
  /** Over which the density falls by a factor e, in the unit of the observable. */
  readonly scale: number;
}

/**
 * A density that falls exponentially with the energy or the number of photoelectrons or electrons, exp(-x / scale); the content of a bin is the exact
 * integral over it.
 *
 * @throws RangeError when the scale is not positive
 */
export const shape: BackgroundShape<EnergyExponentialShape> = {
  prepare({ scale }) {
    if (!(scale > 0 && scale < Infinity)) throw new RangeError(`Expected a positive scale of the fall, got ${scale}`);
    return (edges) =>
      Float64Array.from({ length: edges.length - 1 }, (_, i) => {
        const low = edges[i] as number;
        return -scale * Math.exp(-low / scale) * Math.expm1((low - (edges[i + 1] as number)) / scale);
      });
  },
};
