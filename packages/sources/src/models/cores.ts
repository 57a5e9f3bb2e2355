import { positive } from '../positive.ts';

/** One core of a power station. */
export interface Core {
  /** Mean thermal power while it runs, MeV/us. */
  readonly 'thermal-power': number;
  /** From its middle to the detector, m. */
  readonly distance?: number;
  /** Part of the exposure in which it ran; that of the source unless given. */
  readonly 'duty-cycle'?: number;
}

/** The cores of a reactor: one by its power, or several. */
export interface Cores {
  readonly 'thermal-power'?: number;
  readonly cores?: readonly Core[];
  /** Part of the exposure in which the reactor ran; 1 unless given. */
  readonly 'duty-cycle'?: number;
}

const CM_PER_M = 100;

/**
 * Mean thermal power of all cores over the squares of their distances, over 4 pi: MeV/us/cm^2, while the detector takes data.
 *
 * @param baselineM distance of the one core, in place of its own
 * @throws RangeError unless there is a power or cores, if a number is not positive or a duty cycle not in (0, 1], if a distance is missing
 */
export function meanPowerPerCm2(reactor: Cores, baselineM?: number): number {
  const cores = coresOf(reactor);
  const distances = cores.map(({ distance }) => (cores.length === 1 ? (baselineM ?? distance) : distance));
  return cores.reduce((sum, core, i) => {
    const { 'duty-cycle': dutyCycle = reactor['duty-cycle'] ?? 1 } = core;
    if (!(dutyCycle > 0 && dutyCycle <= 1)) throw new RangeError(`Expected a duty cycle in (0, 1], got ${dutyCycle}`);
    const distanceCm = CM_PER_M * positive('baseline in m', distances[i] ?? Number.NaN);
    const power = dutyCycle * positive('thermal power in MeV/us', core['thermal-power']);
    return sum + power / (4 * Math.PI * distanceCm * distanceCm);
  }, 0);
}

/**
 * The cores of a reactor, one where only its power is given.
 *
 * @throws RangeError unless there is either a power or a list of cores
 */
export function coresOf({ 'thermal-power': power, cores }: Cores): readonly Core[] {
  if ((power === undefined) === (cores === undefined)) {
    throw new RangeError('Expected either `thermal-power` or `cores` of a reactor');
  }
  const found = cores ?? [{ 'thermal-power': power! }];
  if (found.length === 0) throw new RangeError('Expected at least one core of a reactor');
  return found;
}
