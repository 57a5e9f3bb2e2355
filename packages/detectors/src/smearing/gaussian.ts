import { addNormal } from './normal-share.ts';
import type { SmearingModel } from './smearing.ts';

export interface GaussianSmearing {
  /** a: standard deviation at 1 keV of the term that grows as sqrt(E), keV. */
  readonly stochastic?: number;
  /** b: relative standard deviation of the term that grows as E. */
  readonly constant?: number;
  /** c: standard deviation of the term that does not depend on E, keV. */
  readonly noise?: number;
}

/**
 * The reconstructed energy is normal around the electron-equivalent energy E, with sigma^2 = a^2 E + b^2 E^2 + c^2 (E in keVee), or around the recoil energy
 * in keVnr where that is observed. What is reconstructed below the first edge is lost, also below zero.
 *
 * COHERENT's liquid argon (arXiv:2006.12659) has sigma/E = 0.58 / sqrt(E): a = 0.58 keVee, b = c = 0. Bins are differences of the
 * distribution function, in the upper half of its complement.
 *
 * @throws RangeError if a term is negative, or all are zero
 */
export const smearing: SmearingModel<GaussianSmearing> = {
  prepare({ stochastic = 0, constant = 0, noise = 0 }) {
    for (const [name, value] of Object.entries({ stochastic, constant, noise })) {
      if (!(value >= 0))
        throw new RangeError(`Expected a ${name} term of the resolution that is not negative, got ${value}`);
    }
    if (stochastic + constant + noise === 0)
      throw new RangeError('Expected a resolution with at least one term, got none');
    return (electronEquivalentKeVee, edges, out) => {
      const sigma = Math.hypot(
        stochastic * Math.sqrt(electronEquivalentKeVee),
        constant * electronEquivalentKeVee,
        noise,
      );
      out.fill(0);
      addNormal(1, electronEquivalentKeVee, sigma, edges, out);
    };
  },
};
