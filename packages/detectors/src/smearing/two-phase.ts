import { checkedElectronNumber, eachElectronNumber, electronNumberSeams } from './electron-number.ts';
import { addNormal, reachingBins } from './normal-share.ts';
import type { SmearingModel } from './smearing.ts';

export interface TwoPhaseSmearing {
  /** Mean electron-equivalent energy for each electron that leaves the track, keVee. */
  readonly 'energy-per-electron': number;
  /** Variance of their number in units of its mean; 1 (Poisson) unless given. */
  readonly 'fano-factor'?: number;
  /** Probability that an electron reaches the gas: it survives the drift and is extracted. */
  readonly 'extraction-efficiency': number;
  /** Photoelectrons for each electron in the gas, PE/electron. */
  readonly gain: number;
  /** Standard deviation of the signal of one electron in units of its mean. */
  readonly 'single-electron-spread': number;
  /** Standard deviation of the photosensors and electronics, PE; none unless given. */
  readonly noise?: number;
}

/**
 * The proportional scintillation (S2) of a two-phase detector in two steps: k electrons are extracted, k ~ {@link eachElectronNumber} of E_ee / W with the
 * extraction efficiency, and give photoelectrons, normal around g k with the variance k (s g)^2 + noise^2. Events without an electron are at 0 PE.
 *
 * The charge yield of recoils belongs into the quenching: `tabulated` with `gives: yield` and the same energy per electron, which then drops out.
 *
 * @throws RangeError if an energy, the gain or the spread is not positive, the noise is negative, or a probability leaves (0, 1]
 */
export const smearing: SmearingModel<TwoPhaseSmearing> = {
  prepare(parameters) {
    const { 'energy-per-electron': perElectron, gain, 'single-electron-spread': spread, noise = 0 } = parameters;
    for (const [name, value] of Object.entries({
      'energy per electron': perElectron,
      gain,
      'spread of one electron': spread,
    })) {
      if (!(value > 0)) throw new RangeError(`Expected a positive ${name}, got ${value}`);
    }
    if (!(noise >= 0)) throw new RangeError(`Expected a noise of 0 or more, got ${noise} PE`);
    const number = checkedElectronNumber(parameters['fano-factor'] ?? 1, parameters['extraction-efficiency']);
    const quanta = { step: gain, spread: spread * gain, noise };
    const variance = quanta.spread ** 2;
    return (energyKeVee, edges, out) => {
      out.fill(0);
      const add = (k: number, probability: number) =>
        addNormal(probability, gain * k, Math.sqrt(k * variance + noise * noise), edges, out);
      eachElectronNumber(energyKeVee / perElectron, number, add, reachingBins(quanta, edges));
    };
  },
  breakPointsKeVee(parameters) {
    const seams = electronNumberSeams({ fano: parameters['fano-factor'] ?? 1, collected: 1 });
    return seams.map((electrons) => electrons * parameters['energy-per-electron']);
  },
};
