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
    return {
      endPointMeV: energy,
      density: null,
      moments(energyMinMeV, out) {
        const above = energyMinMeV < energy ? 1 : 0;
        out[0] = above;
        out[1] = above / energy;
        out[2] = above / (energy * energy);
      },
    };
  },
};
