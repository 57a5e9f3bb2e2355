import { closedFormMoments } from '@cevns/physics/flux-moments';
import type { SpectrumModel } from './spectrum.ts';

export interface Line {
  /** Energy of the line in MeV. */
  readonly energy: number;
}

/**
 * All neutrinos at one energy: M_k = E^-k for E_min < E, else 0.
 *
 * @throws RangeError if the energy is not positive
 */
export const spectrum: SpectrumModel<Line> = {
  prepare({ energy }) {
    if (!(energy > 0 && Number.isFinite(energy)))
      throw new RangeError(`Expected a positive line energy, got ${energy} MeV`);
    const inverse = 1 / energy;
    const inverseSquare = 1 / (energy * energy);
    return {
      endPointMeV: energy,
      density: null,
      moments: closedFormMoments(
        (energyMinMeV, out) => {
          const above = energyMinMeV < energy ? 1 : 0;
          out[0] = above;
          out[1] = above * inverse;
          out[2] = above * inverseSquare;
        },
        (energyMinMeV, [m0, m1, m2]) => {
          for (let i = 0; i < energyMinMeV.length; i++) {
            const above = energyMinMeV[i]! < energy ? 1 : 0;
            m0[i] = above;
            m1[i] = above * inverse;
            m2[i] = above * inverseSquare;
          }
        },
      ),
    };
  },
};
