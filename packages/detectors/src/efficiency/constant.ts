import type { EfficiencyModel } from './efficiency.ts';

export interface ConstantEfficiency {
  readonly value: number;
}

/**
 * The same part of all events is kept.
 *
 * @throws RangeError if it is no probability, or 0
 */
export const efficiency: EfficiencyModel<ConstantEfficiency> = {
  prepare({ value }) {
    if (!(value > 0 && value <= 1)) throw new RangeError(`Expected an efficiency in (0, 1], got ${value}`);
    return () => value;
  },
};
