/** Where in the Sun neutrinos are made: sqrt(2) G_F n_e in 1e-12 eV, mean over the region of production. */
export const PRODUCTION_POTENTIAL = {
  pp: 4.68,
  pep: 5.13,
  hep: 3.96,
  be7: 6.16,
  b8: 6.81,
  n13: 6.22,
  o15: 6.69,
  f17: 6.74,
} as const;

export type SolarRegion = keyof typeof PRODUCTION_POTENTIAL;

/** Mixing of solar neutrinos, normal ordering or any: only these matter. */
export interface SolarMixing {
  readonly 'sin2-theta12': number;
  readonly 'sin2-theta13': number;
  /** eV^2. */
  readonly 'dm2-21': number;
}

/** NuFIT 5.2 (2022), normal ordering, with the atmospheric data of Super-Kamiokande: www.nu-fit.org. */
export const NUFIT_MIXING: SolarMixing = { 'sin2-theta12': 0.303, 'sin2-theta13': 0.02225, 'dm2-21': 7.41e-5 };

const EV_PER_MEV = 1e6;
const EV_PER_UNIT = 1e-12;

/**
 * Probability that a solar nu_e arrives by day as a nu_e: adiabatic conversion (MSW, large mixing angle), averaged over phases.
 *
 * P = cos^4 th13 (1 + cos 2th12 cos 2th12m) / 2 + sin^4 th13, cos 2th12m = (cos 2th12 - b) / sqrt((cos 2th12 - b)^2 + sin^2 2th12),
 * b = 2 V E cos^2 th13 / dm2_21, V the potential where it was made. Low energies: 0.55 (vacuum); 8B: 0.31.
 *
 * @param region of production
 * @param energyMeV
 * @param mixing
 * @see P. C. de Holanda, W. Liao and A. Yu. Smirnov, Nucl. Phys. B 702 (2004) 307, eq. 2 and table 1 for V
 */
export function solarSurvival(region: SolarRegion, energyMeV: number, mixing: SolarMixing = NUFIT_MIXING): number {
  const { 'sin2-theta12': s12, 'sin2-theta13': s13, 'dm2-21': splitting } = mixing;
  const potential = PRODUCTION_POTENTIAL[region] * EV_PER_UNIT;
  const cos2 = 1 - 2 * s12;
  const shifted = cos2 - (2 * potential * energyMeV * EV_PER_MEV * (1 - s13)) / splitting;
  const inMatter = shifted / Math.sqrt(shifted * shifted + 4 * s12 * (1 - s12));
  return (1 - s13) * (1 - s13) * 0.5 * (1 + cos2 * inMatter) + s13 * s13;
}
