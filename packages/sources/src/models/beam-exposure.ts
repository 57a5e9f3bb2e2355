import { positive } from '../positive.ts';

/** How long, or with how many protons, a beam ran. */
export interface BeamRun {
  /** Protons on target, or the time in us in which the beam ran with `beam-power`. */
  readonly exposure: number | { readonly time: number };
  /** Mean power of the beam in MeV/us. */
  readonly 'beam-power'?: number;
  /** Kinetic energy of a proton in MeV. */
  readonly 'proton-energy'?: number;
}

/**
 * Protons on target: as given, or power * time / proton energy. 1.4 MW of 1 GeV protons are 8.74e15 per second.
 *
 * @throws RangeError if the exposure is a time and power or energy is missing, or one of them is not positive
 */
export function protonsOnTarget(run: BeamRun): number {
  const { exposure } = run;
  if (typeof exposure === 'number') return positive('exposure in protons on target', exposure);
  const perUs = protonsPerUs(run);
  if (perUs === undefined) {
    throw new RangeError('Expected a beam power and a proton energy beside an exposure that is a time');
  }
  return positive('exposure in us', exposure.time) * perUs;
}

/**
 * Time in us in which the beam ran: as given, or protons on target * proton energy / power; undefined where the power is not known.
 *
 * @throws RangeError if a number is not positive
 */
export function liveTimeOfBeamUs(run: BeamRun): number | undefined {
  const { exposure } = run;
  if (typeof exposure === 'object') return positive('exposure in us', exposure.time);
  const perUs = protonsPerUs(run);
  return perUs === undefined ? undefined : positive('exposure in protons on target', exposure) / perUs;
}

function protonsPerUs({ 'beam-power': power, 'proton-energy': energy }: BeamRun): number | undefined {
  if (power === undefined || energy === undefined) return undefined;
  return positive('beam power in MeV/us', power) / positive('proton energy in MeV', energy);
}
