/**
 * Moments of a normalised neutrino spectrum, M_k = integral from E_min of phi(E) E^-k dE for k = 0, 1, 2, written to out[0..2].
 *
 * Units: 1, 1/MeV, 1/MeV^2. All are 0 where E_min lies at or above the end point.
 */
export type FluxMoments = (energyMinMeV: number, out: Float64Array) => void;
