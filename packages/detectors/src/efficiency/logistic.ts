import type { EfficiencyModel } from './efficiency.ts';

export interface LogisticEfficiency {
  /** a: height of the step; 1 unless given. */
  readonly height?: number;
  /** b: steepness of the step, 1 / unit of the variable (PE). */
  readonly steepness: number;
  /** c: where half of the height is reached. */
  readonly midpoint: number;
  /** d: added to the step; may be negative, 0 unless given. */
  readonly offset?: number;
}

/**
 * A logistic turn-on, never negative: eff(x) = max(0, a / (1 + exp(-b (x - c))) + d).
 *
 * The form of the COHERENT CsI[Na] data release (arXiv:2110.07730), whose nominal curve would be negative below 7.07 PE.
 *
 * @throws RangeError if the steepness is not positive
 */
export const efficiency: EfficiencyModel<LogisticEfficiency> = {
  prepare({ height = 1, steepness, midpoint, offset = 0 }) {
    if (!(steepness > 0)) throw new RangeError(`Expected a positive steepness of the efficiency, got ${steepness}`);
    return (observable) => Math.max(0, height / (1 + Math.exp(-steepness * (observable - midpoint))) + offset);
  },
};
