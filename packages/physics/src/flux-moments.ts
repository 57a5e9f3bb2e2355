/**
 * Moments of a normalised neutrino spectrum, M_k = integral from E_min of phi(E) E^-k dE for k = 0, 1, 2, written to out[0..2].
 *
 * Units: 1, 1/MeV, 1/MeV^2. All are 0 where E_min lies at or above the end point.
 */
export interface FluxMoments {
  (energyMinMeV: number, out: Float64Array): void;
  /** The same for many energies: M_k to out[k]. Only closed forms have it, of which a call takes longer than the arithmetic. */
  readonly atMany?: (energyMinMeV: Float64Array, out: MomentArrays) => void;
}

/** M_0, M_1 and M_2, each at as many energies. */
export type MomentArrays = readonly [Float64Array, Float64Array, Float64Array];

/** Moments in closed form, for single energies and for many at once; the two must agree. */
export function closedFormMoments(
  single: (energyMinMeV: number, out: Float64Array) => void,
  atMany: (energyMinMeV: Float64Array, out: MomentArrays) => void,
): FluxMoments {
  return Object.assign(single, { atMany });
}
