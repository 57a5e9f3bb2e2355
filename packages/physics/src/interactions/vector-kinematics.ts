import { CM2_PER_FM2, FERMI_CONSTANT_PER_MEV2, HBAR_C_MEV_FM } from '../constants.ts';
import type { FluxMoments, MomentArrays } from '../flux-moments.ts';
import { minimumNeutrinoEnergyMeV } from '../kinematics.ts';

/** G_F^2 (hbar c)^2 / (2 pi) in cm^2 / MeV^2. */
export const PREFACTOR_CM2_PER_MEV2 = (FERMI_CONSTANT_PER_MEV2 ** 2 * HBAR_C_MEV_FM ** 2 * CM2_PER_FM2) / (2 * Math.PI);

/**
 * How much of the kinematics of coherent scattering is kept: `exact` 2 - 2 T/E - M T/E^2 + T^2/E^2 with E_min = (T + sqrt(T^2 + 2 M T)) / 2;
 * `no-square` drops T^2/E^2; `leading` keeps 2 - M T/E^2 with E_min = sqrt(M T / 2), as many papers write it. The last two overestimate at
 * the order of T/E, some 0.1 % for a stopped pion, and are there to reproduce such papers.
 */
export const KINEMATICS = ['exact', 'no-square', 'leading'] as const;
export type Kinematics = (typeof KINEMATICS)[number];

/**
 * Writes the lowest neutrino energies in MeV that can give recoils, by the kinematics that are kept.
 *
 * @param nuclearMassMeV M
 * @param recoilEnergyMeV recoil energies T in MeV
 * @param out receives the energies, as long as the recoil energies
 */
export function writeLowestNeutrinoEnergies(
  nuclearMassMeV: number,
  recoilEnergyMeV: Float64Array,
  out: Float64Array,
  kinematics: Kinematics = 'exact',
): void {
  const isLeading = kinematics === 'leading';
  for (let i = 0; i < out.length; i++) {
    const T = recoilEnergyMeV[i]!;
    out[i] = isLeading ? Math.sqrt(0.5 * nuclearMassMeV * T) : minimumNeutrinoEnergyMeV(T, nuclearMassMeV);
  }
}

/**
 * The kinematic factor of coherent vector scattering averaged over a spectrum: 2 M0 - 2 T M1 - (M T - T^2) M2 at E_min(T).
 *
 * It is the average of 2 - 2 T/E - M T/E^2 + T^2/E^2 over the neutrinos that can give the recoil; dimensionless.
 *
 * @param nuclearMassMeV M
 * @param moments of the normalised spectrum
 * @param recoilEnergyMeV recoil energies T in MeV
 * @param out receives the factor, as long as the recoil energies
 * @param kinematics which terms are kept; all unless given
 * @param prepared lowest neutrino energies of the recoils, which all flavours share, and room for moments; made unless given
 * @see J. Barranco et al., JHEP 12 (2005) 021
 */
export function vectorKinematics(
  nuclearMassMeV: number,
  moments: FluxMoments,
  recoilEnergyMeV: Float64Array,
  out: Float64Array,
  kinematics: Kinematics = 'exact',
  prepared?: { readonly lowestEnergyMeV: Float64Array; readonly moments: MomentArrays },
): void {
  const lowest = prepared?.lowestEnergyMeV ?? new Float64Array(recoilEnergyMeV.length);
  if (prepared === undefined) writeLowestNeutrinoEnergies(nuclearMassMeV, recoilEnergyMeV, lowest, kinematics);
  const linear = kinematics === 'leading' ? 0 : 2;
  const square = kinematics === 'exact' ? 1 : 0;
  if (prepared !== undefined && moments.atMany !== undefined) {
    const [zeroth, first, second] = prepared.moments;
    moments.atMany(lowest, prepared.moments);
    for (let i = 0; i < out.length; i++) {
      const T = recoilEnergyMeV[i]!;
      out[i] = 2 * zeroth[i]! - linear * T * first[i]! - T * (nuclearMassMeV - square * T) * second[i]!;
    }
    return;
  }
  const m = new Float64Array(3);
  for (let i = 0; i < recoilEnergyMeV.length; i++) {
    const T = recoilEnergyMeV[i]!;
    moments(lowest[i]!, m);
    out[i] = 2 * m[0]! - linear * T * m[1]! - T * (nuclearMassMeV - square * T) * m[2]!;
  }
}
