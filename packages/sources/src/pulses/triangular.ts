import { positive } from '../positive.ts';
import type { PulseModel } from './pulse.ts';
import { splinePulse } from './spline-pulse.ts';

export interface Triangular {
  /** Time in us from the first proton to the last, twice the full width at half maximum. */
  readonly length: number;
}

/**
 * A pulse that rises linearly and falls as fast; the onset is its middle.
 *
 * @throws RangeError if the length is not positive
 */
export const pulse: PulseModel<Triangular> = {
  prepare: ({ length }) => splinePulse(2, positive('length of a pulse in us', length)),
};
