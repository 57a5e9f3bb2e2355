import { CM2_PER_FM2, ELECTRON_MASS_MEV, FERMI_CONSTANT_PER_MEV2, HBAR_C_MEV_FM } from '../constants.ts';
import type { NeutrinoBeam } from '../interactions/interaction.ts';
import { minimumNeutrinoEnergyMeV } from '../kinematics.ts';

/** G_F^2 (hbar c)^2 m_e / (2 pi), 4.308e-45 cm^2/MeV. */
export const ELECTRON_PREFACTOR_CM2_PER_MEV =
  (FERMI_CONSTANT_PER_MEV2 ** 2 * HBAR_C_MEV_FM ** 2 * CM2_PER_FM2 * ELECTRON_MASS_MEV) / (2 * Math.PI);

/** Kinematic factors by what they multiply: g_V^2, g_A^2, and g_V g_A. */
export interface ElectronKinematics {
  readonly vector: Float64Array;
  readonly axial: Float64Array;
  readonly interference: Float64Array;
}

/**
 * Kinematic factors of scattering on a free electron at rest, averaged over the spectrum at E_min(T) = (T + sqrt(T^2 + 2 m T)) / 2:
 *
 * dsigma/dT = G_F^2 m/(2 pi) {g_V^2 [1 + (1 - T/E)^2 - m T/E^2] + g_A^2 [1 + (1 - T/E)^2 + m T/E^2] +- 2 g_V g_A [1 - (1 - T/E)^2]}, with - for
 * antineutrinos; the factor 2 of the interference and its sign are in the third factor. The same as
 * (2 G_F^2 m/pi) [g_L^2 + g_R^2 (1 - T/E)^2 - g_L g_R m T/E^2] with g_L,R = (g_V +- g_A)/2.
 *
 * @see G. 't Hooft, Phys. Lett. B 37 (1971) 195; P. Vogel, J. Engel, Phys. Rev. D 39 (1989) 3378, eq. 2.8
 */
export function electronKinematics(
  { moments, antineutrino }: NeutrinoBeam,
  recoilEnergyMeV: Float64Array,
): ElectronKinematics {
  const points = recoilEnergyMeV.length;
  const [vector, axial, interference] = [0, 1, 2].map(() => new Float64Array(points)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  const sign = antineutrino ? -2 : 2;
  const m = new Float64Array(3);
  for (let i = 0; i < points; i++) {
    const T = recoilEnergyMeV[i]!;
    moments(minimumNeutrinoEnergyMeV(T, ELECTRON_MASS_MEV), m);
    const common = 2 * m[0]! - 2 * T * m[1]! + T * T * m[2]!;
    const flip = ELECTRON_MASS_MEV * T * m[2]!;
    vector[i] = common - flip;
    axial[i] = common + flip;
    interference[i] = sign * (2 * T * m[1]! - T * T * m[2]!);
  }
  return { vector, axial, interference };
}
