import { checkedElectronNumber, eachElectronNumber, electronNumberSeams } from './electron-number.ts';
import { addNormal, reachingBins } from './normal-share.ts';
import type { SmearingModel } from './smearing.ts';

export interface CountedElectronsSmearing {
  /** Mean electron-equivalent energy for each electron set free, keVee. */
  readonly 'energy-per-electron': number;
  /** Variance of their number in units of its mean; 1 (Poisson) unless given. */
  readonly 'fano-factor'?: number;
  /** Probability that an electron is found; 1 unless given. */
  readonly 'collection-efficiency'?: number;
  /** Standard deviation of the charge that is read out, electrons; none unless given. */
  readonly noise?: number;
}

/**
 * Electrons set free by ionisation, each found or lost, and read out with noise: P(x) = sum over k of P(k | E_ee / eps) Normal(x; k, noise). The number k is
 * whole, see {@link eachElectronNumber}; without noise the bin [low, high) holds the whole numbers low <= k < high.
 *
 * For silicon CCDs (skipper ones resolve single electrons, noise 0.1 to 0.2), and for the electrons of a two-phase detector before amplification.
 *
 * @throws RangeError if the energy per electron is not positive, the Fano factor or the efficiency leaves (0, 1], or the noise is negative
 */
export const smearing: SmearingModel<CountedElectronsSmearing> = {
  prepare(parameters) {
    const { 'energy-per-electron': perElectron, noise = 0 } = parameters;
    if (!(perElectron > 0)) throw new RangeError(`Expected a positive energy per electron, got ${perElectron} keVee`);
    if (!(noise >= 0)) throw new RangeError(`Expected a noise of 0 or more, got ${noise} electrons`);
    const number = checkedElectronNumber(parameters['fano-factor'] ?? 1, parameters['collection-efficiency'] ?? 1);
    return (energyKeVee, edges, out) => {
      out.fill(0);
      const add = (k: number, probability: number) => addNormal(probability, k, noise, edges, out);
      eachElectronNumber(energyKeVee / perElectron, number, add, reachingBins({ step: 1, spread: 0, noise }, edges));
    };
  },
  breakPointsKeVee(parameters) {
    const seams = electronNumberSeams({ fano: parameters['fano-factor'] ?? 1, collected: 1 });
    return seams.map((electrons) => electrons * parameters['energy-per-electron']);
  },
};
