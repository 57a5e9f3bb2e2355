import { poissonLogPmf } from '@cevns/numerics/special-functions/poisson-distribution';
import type { SmearingModel } from './smearing.ts';

export interface PoissonSmearing {
  /** Photoelectrons per electron-equivalent energy, PE/keVee. */
  readonly 'light-yield': number;
}

/**
 * Photoelectrons are counted: n ~ Poisson(light yield x E_ee). A bin [low, high) holds the whole numbers low <= n < high, so that
 * the bin [0, 1) is the probability to see nothing.
 *
 * @throws RangeError if the light yield is not positive
 */
export const smearing: SmearingModel<PoissonSmearing> = {
  prepare({ 'light-yield': lightYield }) {
    if (!(lightYield > 0)) throw new RangeError(`Expected a positive light yield, got ${lightYield} PE/keVee`);
    return (electronEquivalentKeVee, edges, out) => {
      const mean = lightYield * electronEquivalentKeVee;
      for (let i = 0; i < out.length; i++) {
        const high = edges[i + 1] as number;
        let sum = 0;
        for (let n = Math.max(0, Math.ceil(edges[i] as number)); n < high; n++) sum += Math.exp(poissonLogPmf(n, mean));
        out[i] = sum;
      }
    };
  },
};
