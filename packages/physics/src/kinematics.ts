import { HBAR_C_MEV_FM } from './constants.ts';

/**
 * Lowest neutrino energy in MeV that can give a nucleus at rest the recoil energy T: E_min = (T + sqrt(T^2 + 2 M T)) / 2.
 *
 * @param recoilEnergyMeV T, kinetic energy of the recoil
 * @param nuclearMassMeV M
 */
export function minimumNeutrinoEnergyMeV(recoilEnergyMeV: number, nuclearMassMeV: number): number {
  return 0.5 * (recoilEnergyMeV + Math.sqrt(recoilEnergyMeV * (recoilEnergyMeV + 2 * nuclearMassMeV)));
}

/**
 * Highest recoil energy in MeV that a neutrino of energy E can give: T_max = 2 E^2 / (M + 2 E).
 *
 * @param neutrinoEnergyMeV E
 * @param nuclearMassMeV M
 */
export function maximumRecoilEnergyMeV(neutrinoEnergyMeV: number, nuclearMassMeV: number): number {
  return (2 * neutrinoEnergyMeV * neutrinoEnergyMeV) / (nuclearMassMeV + 2 * neutrinoEnergyMeV);
}

/**
 * Three-momentum transfer in 1/fm, q = sqrt(2 M T) / (hbar c).
 *
 * The term T^2 under the root, 2e-7 of it for Cs at 50 keV, is left out, as is usual for form factors.
 *
 * @param recoilEnergyMeV T
 * @param nuclearMassMeV M
 */
export function momentumTransferPerFm(recoilEnergyMeV: number, nuclearMassMeV: number): number {
  return Math.sqrt(2 * nuclearMassMeV * recoilEnergyMeV) / HBAR_C_MEV_FM;
}
