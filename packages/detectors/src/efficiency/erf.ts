import { normalCdf } from '@cevns/numerics/special-functions/normal-distribution';
import type { EfficiencyModel } from './efficiency.ts';

export interface ErrorFunctionEfficiency {
  /** Far above the turn-on; 1 unless given. */
  readonly height?: number;
  /** Where half of the height is reached, in the unit of the variable. */
  readonly midpoint: number;
  /** Standard deviation of the turn-on, in the unit of the variable. */
  readonly width: number;
}

/**
 * A turn-on as of a trigger whose threshold is blurred by normal noise: eff(x) = a / 2 (1 + erf((x - x_0) / (sqrt(2) w))) = a Phi((x - x_0) / w).
 *
 * Publications write the denominator as sqrt(2) times a width, as here, or as a width alone; then theirs is sqrt(2) times this one.
 *
 * @throws RangeError if the width is not positive or the height leaves (0, 1]
 */
export const efficiency: EfficiencyModel<ErrorFunctionEfficiency> = {
  prepare({ height = 1, midpoint, width }) {
    if (!(width > 0 && width < Infinity))
      throw new RangeError(`Expected a positive width of the efficiency, got ${width}`);
    if (!(height > 0 && height <= 1))
      throw new RangeError(`Expected a height of the efficiency in (0, 1], got ${height}`);
    return (variable) => height * normalCdf((variable - midpoint) / width);
  },
};
