import { CM2_PER_FM2, FERMI_CONSTANT_PER_MEV2, HBAR_C_MEV_FM } from '../constants.ts';
import type { FluxMoments } from '../flux-moments.ts';
import { minimumNeutrinoEnergyMeV } from '../kinematics.ts';

/** G_F^2 (hbar c)^2 / (2 pi) in cm^2 / MeV^2. */
export const PREFACTOR_CM2_PER_MEV2 = (FERMI_CONSTANT_PER_MEV2 ** 2 * HBAR_C_MEV_FM ** 2 * CM2_PER_FM2) / (2 * Math.PI);

/**
 * The kinematic factor of coherent vector scattering averaged over a spectrum: 2 M0 - 2 T M1 - (M T - T^2) M2 at E_min(T).
 *
 * It is the average of 2 - 2 T/E - M T/E^2 + T^2/E^2 over the neutrinos that can give the recoil; dimensionless.
 *
 * @param nuclearMassMeV M
 * @param moments of the normalised spectrum
 * @param recoilEnergyMeV recoil energies T in MeV
 * @param out receives the factor, as long as the recoil energies
 * @see J. Barranco et al., JHEP 12 (2005) 021
 */
export function vectorKinematics(
  nuclearMassMeV: number,
  moments: FluxMoments,
  recoilEnergyMeV: Float64Array,
  out: Float64Array,
): void {
  const m = new Float64Array(3);
  for (let i = 0; i < recoilEnergyMeV.length; i++) {
    const T = recoilEnergyMeV[i]!;
    moments(minimumNeutrinoEnergyMeV(T, nuclearMassMeV), m);
    out[i] = 2 * m[0]! - 2 * T * m[1]! - T * (nuclearMassMeV - T) * m[2]!;
  }
}
