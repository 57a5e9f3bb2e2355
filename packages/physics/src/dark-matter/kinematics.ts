/**
 * Lowest energy in MeV, mass included, with which a particle can give a nucleus at rest the recoil energy T:
 * E_min = [T + sqrt((T^2 + 2 M T) (1 + 2 m^2 / (M T)))] / 2.
 *
 * For m = 0 it is that of neutrinos, for T = 0 it is m.
 *
 * @param recoilEnergyMeV T
 * @param massMeV m, of the particle
 * @param nuclearMassMeV M
 */
export function minimumDarkMatterEnergyMeV(recoilEnergyMeV: number, massMeV: number, nuclearMassMeV: number): number {
  const T = recoilEnergyMeV;
  const square = (T + 2 * nuclearMassMeV) * (T + (2 * massMeV * massMeV) / nuclearMassMeV);
  return 0.5 * (T + Math.sqrt(square));
}

/**
 * Highest recoil energy in MeV: T_max = 2 M (E^2 - m^2) / (M^2 + m^2 + 2 M E).
 *
 * @param energyMeV E, mass included
 * @param massMeV m
 * @param nuclearMassMeV M
 */
export function maximumDarkMatterRecoilMeV(energyMeV: number, massMeV: number, nuclearMassMeV: number): number {
  const square = (energyMeV - massMeV) * (energyMeV + massMeV);
  return (2 * nuclearMassMeV * square) / (nuclearMassMeV ** 2 + massMeV ** 2 + 2 * nuclearMassMeV * energyMeV);
}

/** Speed of light in m/us, exact. */
const LIGHT_M_PER_US = 299.792458;

/**
 * Time in us by which a particle of mass m arrives after light: (L / c) (E / p - 1).
 *
 * @param energyMeV E, mass included
 * @param massMeV m
 * @param baselineM L
 */
export function delayAfterLightUs(energyMeV: number, massMeV: number, baselineM: number): number {
  const momentum = Math.sqrt((energyMeV - massMeV) * (energyMeV + massMeV));
  return ((baselineM / LIGHT_M_PER_US) * (massMeV * massMeV)) / (momentum * (energyMeV + momentum));
}
