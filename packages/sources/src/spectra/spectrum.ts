import type { FluxMoments } from '@cevns/physics/flux-moments';

/** A neutrino energy spectrum normalised to one. */
export interface Spectrum {
  /** Highest neutrino energy in MeV. */
  readonly endPointMeV: number;
  /** Energies in MeV below the end point where the density has a kink or a step; none unless given. */
  readonly breakPointsMeV?: readonly number[];
  /** Density in 1/MeV at an energy in MeV, 0 outside the spectrum; null for a line, which has none. */
  readonly density: ((energyMeV: number) => number) | null;
  /** M_k = integral from E_min of density times E^-k, k = 0, 1, 2, in closed form or tabulated. */
  readonly moments: FluxMoments;
}

/** A kind of spectrum with its parameters. */
export interface SpectrumModel<Parameters extends object = Record<never, never>> {
  /**
   * The spectrum for given parameters, energies in MeV.
   *
   * @throws RangeError if a parameter is out of its range
   */
  prepare(parameters: Parameters): Spectrum;
}
