import { addNormal } from './normal-share.ts';
import type { SmearingModel } from './smearing.ts';

export interface FanoSmearing {
  /** F: variance of the number of electron-hole pairs in units of their mean. */
  readonly 'fano-factor': number;
  /** eps: mean electron-equivalent energy for a pair, keVee. */
  readonly 'energy-per-electron': number;
  /** Standard deviation of the electronics, keVee; none unless given. */
  readonly noise?: number;
}

/**
 * Resolution of an ionisation detector that collects N = E_ee / eps electron-hole pairs: normal around E_ee with the variance F eps E_ee + noise^2. What is
 * reconstructed below the first edge is lost, also below zero.
 *
 * Germanium at 77 K: eps = 2.96 eVee, F about 0.11; silicon at 130 K: eps = 3.75 eVee, F about 0.12. Of the few pairs of a recoil of some 10 eVee a normal
 * distribution is no picture; see `counted-electrons`.
 *
 * @throws RangeError if the energy per electron is not positive, the Fano factor or the noise is negative, or both are 0
 */
export const smearing: SmearingModel<FanoSmearing> = {
  prepare({ 'fano-factor': fano, 'energy-per-electron': perElectron, noise = 0 }) {
    if (!(perElectron > 0)) throw new RangeError(`Expected a positive energy per electron, got ${perElectron} keVee`);
    if (!(fano >= 0)) throw new RangeError(`Expected a Fano factor of 0 or more, got ${fano}`);
    if (!(noise >= 0)) throw new RangeError(`Expected a noise of 0 or more, got ${noise} keVee`);
    if (fano + noise === 0) throw new RangeError('Expected a Fano factor or a noise, got neither');
    return (energyKeVee, edges, out) => {
      const sigma = Math.sqrt(fano * perElectron * energyKeVee + noise * noise);
      out.fill(0);
      addNormal(1, energyKeVee, sigma, edges, out);
    };
  },
};
