import { regularisedGammaP } from '@cevns/numerics/special-functions/incomplete-gamma';
import type { SmearingModel } from './smearing.ts';

export interface GammaSmearing {
  /** a: energy per photoelectron, keVee/PE; the inverse of the light yield. */
  readonly 'energy-per-photoelectron': number;
  /** b: growth of the shape with energy, 1/keVee. */
  readonly 'shape-slope': number;
}

/**
 * Photoelectrons scatter with a gamma distribution whose mean is the light yield times E_ee and whose relative width falls with E_ee:
 * density (x/s)^B exp(-x/s) / (s Gamma(1 + B)), with B = b E_ee, s = E_ee / (a (1 + B)); mean E_ee/a, variance mean^2 / (1 + B).
 *
 * The form of the COHERENT CsI[Na] data release (arXiv:2110.07730), there as shape 1 + B and scale 1/(A (1 + B)) with A = a/E_ee. Bins are
 * differences of the distribution function, good to a few 1e-16.
 *
 * @throws RangeError if the energy per photoelectron is not positive or the shape slope is negative
 */
export const smearing: SmearingModel<GammaSmearing> = {
  prepare({ 'energy-per-photoelectron': perPhotoelectronKeVee, 'shape-slope': shapeSlope }) {
    if (!(perPhotoelectronKeVee > 0)) {
      throw new RangeError(`Expected a positive energy per photoelectron, got ${perPhotoelectronKeVee} keVee/PE`);
    }
    if (!(shapeSlope >= 0))
      throw new RangeError(`Expected a shape slope that is not negative, got ${shapeSlope} /keVee`);
    return (electronEquivalentKeVee, edges, out) => {
      const shape = 1 + shapeSlope * electronEquivalentKeVee;
      const scale = electronEquivalentKeVee / (perPhotoelectronKeVee * shape);
      let below = distribution(edges[0] as number, shape, scale);
      for (let i = 0; i < out.length; i++) {
        const upTo = distribution(edges[i + 1] as number, shape, scale);
        out[i] = upTo - below;
        below = upTo;
      }
    };
  },
};

/** Probability below x; without any energy (scale 0) all of it sits at 0, in the bin that starts there. */
function distribution(x: number, shape: number, scale: number): number {
  return x <= 0 ? 0 : regularisedGammaP(shape, x / scale);
}
