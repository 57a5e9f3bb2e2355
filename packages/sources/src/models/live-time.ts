import { positive } from '../positive.ts';
import { type BeamRun, liveTimeOfBeamUs } from './beam-exposure.ts';

/** How often a pulsed source gives a pulse. */
export interface BeamWindow {
  readonly repetitionRatePerUs: number;
}

const US_PER_S = 1e6;

/**
 * Time in us during which the detector took data at a source, by the name of its model; undefined where a source has only its protons on target and
 * no beam power. A detector at a reactor is live also while the reactor is off: the duty cycle does not shorten it.
 *
 * @param model name in `models/registry.ts`
 * @param source its parameters in internal units
 * @throws RangeError if a power or an energy is not positive
 */
export function liveTimeUs(model: string, source: object): number | undefined {
  if (model === 'stopped-pion') return liveTimeOfBeamUs(source as BeamRun);
  const { exposure } = source as { readonly exposure?: unknown };
  return typeof exposure === 'number' ? exposure : undefined;
}

/**
 * The rate of the pulses of a source whose pulse says it; undefined for a steady source, or a pulse without `repetition-rate`. The part of all time in a
 * window about every pulse is the length of the window times this rate.
 *
 * @param model name in `models/registry.ts`
 * @param source its parameters in internal units
 */
export function beamWindow(model: string, source: object): BeamWindow | undefined {
  if (model !== 'stopped-pion') return undefined;
  const { pulse } = source as { readonly pulse?: string | { readonly 'repetition-rate'?: number } };
  const rateHz = typeof pulse === 'object' ? pulse['repetition-rate'] : undefined;
  return rateHz === undefined
    ? undefined
    : { repetitionRatePerUs: positive('repetition rate in Hz', rateHz) / US_PER_S };
}
