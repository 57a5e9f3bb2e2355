import { ELECTRON_MASS_MEV, HBAR_C_MEV_FM } from '../constants.ts';
import type { CrossSection } from './cross-section.ts';

/** Fine-structure constant. Source: CODATA 2018. */
const FINE_STRUCTURE = 1 / 137.035999084;
const LIGHT_FM_PER_S = 2.99792458e23;
const CM2_PER_FM2 = 1e-26;

/** An allowed transition of a nucleus to one state, whose inverse is a beta decay that has been measured. */
export interface AllowedTransition {
  /** Difference of the atomic masses in MeV, the neutrino energy at threshold. */
  readonly thresholdMeV: number;
  /** Comparative half-life of the beta decay back, in s. */
  readonly ftSeconds: number;
  /** (2 J_f + 1) / (2 J_i + 1) of the transition that the neutrino makes. */
  readonly spinFactor: number;
  /** Protons of the daughter. */
  readonly daughterZ: number;
  /** Up to which energy the momentum transfer is small enough, MeV. */
  readonly highestMeV: number;
}

/**
 * nu_e + (A, Z) -> e- + (A, Z+1) by an allowed transition: sigma = 2 pi^2 ln 2 (hbar / m_e c)^3 / (c ft) (2J_f+1)/(2J_i+1) p_e E_e / m_e^2 F(Z, E_e),
 * with the Fermi function of a point charge without relativity, F = 2 pi eta / (1 - exp(-2 pi eta)), eta = alpha Z E_e / p_e.
 *
 * Momentum transfer and recoil are neglected.
 *
 * @see J. N. Bahcall, Rev. Mod. Phys. 50 (1978) 881
 */
export function allowedCrossSection(transition: AllowedTransition): CrossSection {
  const { thresholdMeV, ftSeconds, spinFactor, daughterZ, highestMeV } = transition;
  const m = ELECTRON_MASS_MEV;
  const scaleCm2 =
    (2 * Math.PI ** 2 * Math.LN2 * (HBAR_C_MEV_FM / m) ** 3 * CM2_PER_FM2 * spinFactor) / (LIGHT_FM_PER_S * ftSeconds);
  return {
    thresholdMeV,
    highestMeV,
    breakPointsMeV: [],
    at(energyMeV) {
      const electron = energyMeV - thresholdMeV + m;
      if (electron <= m) return 0;
      const momentum = Math.sqrt((electron - m) * (electron + m));
      const exponent = (2 * Math.PI * FINE_STRUCTURE * daughterZ * electron) / momentum;
      return (((scaleCm2 * momentum * electron) / (m * m)) * exponent) / -Math.expm1(-exponent);
    },
  };
}
