import type { EfficiencyModel } from './efficiency.ts';

export interface CutLogisticEfficiency {
  /** a: height of the plateau. */
  readonly height: number;
  /** k: steepness of the turn-on, 1 / unit of the variable (PE). */
  readonly steepness: number;
  /** x_0: where half of the height is reached. */
  readonly midpoint: number;
  /** Nothing is kept below this. */
  readonly 'zero-below': number;
  /** From `zero-below` up to this, half of the logistic curve is kept; all of it from here on. */
  readonly 'half-below': number;
}

/**
 * A logistic turn-on with a cut in two steps: eff(x) = a / (1 + exp(-k (x - x_0))) H(x), with H = 0 below `zero-below`, 1/2 from there
 * up to `half-below`, 1 from there on; a step belongs to the side that starts there.
 *
 * The acceptance of the first COHERENT CsI[Na] data release (arXiv:1804.09459), which steps at 5 and 6 PE.
 *
 * @throws RangeError if the steepness is not positive, the height leaves (0, 1], or the steps are in the wrong order
 */
export const efficiency: EfficiencyModel<CutLogisticEfficiency> = {
  prepare({ height, steepness, midpoint, 'zero-below': zeroBelow, 'half-below': halfBelow }) {
    if (!(steepness > 0)) throw new RangeError(`Expected a positive steepness of the efficiency, got ${steepness}`);
    if (!(height > 0 && height <= 1))
      throw new RangeError(`Expected a height of the efficiency in (0, 1], got ${height}`);
    if (!(zeroBelow <= halfBelow)) {
      throw new RangeError(`Expected the cut to open upwards, got steps at ${zeroBelow} and ${halfBelow}`);
    }
    return (observable) => {
      if (observable < zeroBelow) return 0;
      const turnOn = height / (1 + Math.exp(-steepness * (observable - midpoint)));
      return observable < halfBelow ? turnOn / 2 : turnOn;
    };
  },
};
