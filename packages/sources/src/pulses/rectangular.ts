import { positive } from '../positive.ts';
import type { PulseModel } from './pulse.ts';
import { splinePulse } from './spline-pulse.ts';

export interface Rectangular {
  /** Time in us from the first proton to the last. */
  readonly length: number;
}

/**
 * Protons evenly over a time; the onset is its middle.
 *
 * @throws RangeError if the length is not positive
 */
export const pulse: PulseModel<Rectangular> = {
  prepare: ({ length }) => splinePulse(1, positive('length of a pulse in us', length)),
};
