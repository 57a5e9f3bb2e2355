import { minimumNeutrinoEnergyMeV } from '../kinematics.ts';
import type { NeutrinoBeam } from './interaction.ts';

/**
 * The kinematic factor of axial scattering averaged over a spectrum, 2 M0 - 2 T M1 + (M T + T^2) M2: that of 2 - 2 T/E + M T/E^2 + T^2/E^2.
 *
 * The sign of M T/E^2 is opposite to that of vector scattering: spin scatters backwards as well.
 *
 * @param nuclearMassMeV M
 * @param beam neutrinos
 * @param recoilEnergyMeV recoil energies T in MeV
 * @param out receives the factor, dimensionless
 */
export function axialKinematics(
  nuclearMassMeV: number,
  { moments }: NeutrinoBeam,
  recoilEnergyMeV: Float64Array,
  out: Float64Array,
): void {
  const m = new Float64Array(3);
  for (let i = 0; i < recoilEnergyMeV.length; i++) {
    const T = recoilEnergyMeV[i]!;
    moments(minimumNeutrinoEnergyMeV(T, nuclearMassMeV), m);
    out[i] = 2 * m[0]! - 2 * T * m[1]! + T * (nuclearMassMeV + T) * m[2]!;
  }
}
