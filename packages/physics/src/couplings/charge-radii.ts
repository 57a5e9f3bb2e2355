import {
  ELECTRON_MASS_MEV,
  FERMI_CONSTANT_PER_MEV2,
  FINE_STRUCTURE_CONSTANT,
  HBAR_C_MEV_FM,
  MUON_MASS_MEV,
  TAU_MASS_MEV,
} from '../constants.ts';
import type { LeptonFlavour } from '../flavours.ts';

/** W mass in MeV, 80377(12). Source: Particle Data Group, Prog. Theor. Exp. Phys. 2022, 083C01. */
const W_MASS_MEV = 80377;

/** Square femtometres in 1e-32 cm^2, the unit of charge radii here: those of the Standard Model are -0.3 to -0.8 of it. */
const FM2_PER_UNIT = 1e-6;

/** 1e-32 cm^2 in MeV^-2. */
const PER_MEV2_PER_UNIT = FM2_PER_UNIT / HBAR_C_MEV_FM ** 2;

/**
 * By how much a charge radius of 1e-32 cm^2 lowers the vector coupling of a neutrino to a proton: sqrt2 pi alpha <r^2> / (3 G_F).
 *
 * @see M. Cadeddu et al., Phys. Rev. D 101 (2020) 033004
 */
export const COUPLING_PER_CHARGE_RADIUS =
  (Math.SQRT2 * Math.PI * FINE_STRUCTURE_CONSTANT * PER_MEV2_PER_UNIT) / (3 * FERMI_CONSTANT_PER_MEV2);

/**
 * Charge radii of the Standard Model in 1e-32 cm^2: <r^2> = -G_F / (2 sqrt2 pi^2) [3 - 2 ln(m_l^2 / m_W^2)].
 *
 * @see J. Bernabeu et al., Phys. Rev. D 62 (2000) 113012; Nucl. Phys. B 680 (2004) 450
 */
export const STANDARD_MODEL_CHARGE_RADII: Readonly<Record<LeptonFlavour, number>> = {
  nue: chargeRadius(ELECTRON_MASS_MEV),
  numu: chargeRadius(MUON_MASS_MEV),
  nutau: chargeRadius(TAU_MASS_MEV),
};

function chargeRadius(leptonMassMeV: number): number {
  const perMeV2 =
    (-FERMI_CONSTANT_PER_MEV2 / (2 * Math.SQRT2 * Math.PI ** 2)) * (3 - 4 * Math.log(leptonMassMeV / W_MASS_MEV));
  return perMeV2 / PER_MEV2_PER_UNIT;
}
