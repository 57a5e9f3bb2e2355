import type { EfficiencyModel } from './efficiency.ts';

export interface StepEfficiency {
  /** From the threshold on; 1 unless given. */
  readonly height?: number;
  /** The threshold, in the unit of the variable. */
  readonly from: number;
}

/**
 * A threshold: nothing below, the same part of all events from it on. It is an edge of fine bins, so that it is met exactly.
 *
 * @throws RangeError if the height leaves (0, 1]
 */
export const efficiency: EfficiencyModel<StepEfficiency> = {
  prepare({ height = 1, from }) {
    if (!(height > 0 && height <= 1))
      throw new RangeError(`Expected a height of the efficiency in (0, 1], got ${height}`);
    return (variable) => (variable < from ? 0 : height);
  },
  breakPoints: ({ from }) => [from],
};
