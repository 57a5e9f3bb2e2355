/**
 * Fermi coupling constant G_F/(hbar c)^3 in MeV^-2, 1.1663787(6)e-5 GeV^-2.
 *
 * Source: CODATA 2014 and 2018, from the muon lifetime of MuLan, Phys. Rev. D 87 (2013) 052003.
 */
export const FERMI_CONSTANT_PER_MEV2 = 1.1663787e-11;

/** hbar c in MeV fm, exact in the SI of 2019, rounded to ten digits. Source: CODATA 2018. */
export const HBAR_C_MEV_FM = 197.3269804;

/** Atomic mass constant times c^2 in MeV. Source: CODATA 2018. */
export const ATOMIC_MASS_UNIT_MEV = 931.49410242;

/** Electron mass in MeV. Source: CODATA 2018. */
export const ELECTRON_MASS_MEV = 0.51099895;

/** Muon mass in MeV. Source: CODATA 2018. */
export const MUON_MASS_MEV = 105.6583755;

/** Tau mass in MeV, 1776.86(12). Source: Particle Data Group, Prog. Theor. Exp. Phys. 2022, 083C01. */
export const TAU_MASS_MEV = 1776.86;

/** Mass of the charged pion in MeV. Source: Particle Data Group, Prog. Theor. Exp. Phys. 2022, 083C01. */
export const CHARGED_PION_MASS_MEV = 139.57039;

/** Avogadro constant in 1/mol, exact. Source: SI brochure, 9th edition (2019). */
export const AVOGADRO_PER_MOL = 6.02214076e23;

/** Elementary charge in C, exact; also the joules in an electronvolt. Source: SI brochure, 9th edition (2019). */
export const ELEMENTARY_CHARGE_C = 1.602176634e-19;

/** Square centimetres in a square femtometre, exact. */
export const CM2_PER_FM2 = 1e-26;

/**
 * sin^2 theta_W at zero momentum transfer in the MS-bar scheme, 0.23857(5).
 *
 * Source: Particle Data Group, Prog. Theor. Exp. Phys. 2020, 083C01, review of the electroweak model.
 */
export const SIN2_THETA_W_ZERO_MOMENTUM = 0.23857;

/** Fine-structure constant, 1 / 137.035999084(21). Source: CODATA 2018. */
export const FINE_STRUCTURE_CONSTANT = 1 / 137.035999084;

/** Mass of the neutral pion in MeV, 134.9768(5). Source: Particle Data Group, Prog. Theor. Exp. Phys. 2022, 083C01. */
export const NEUTRAL_PION_MASS_MEV = 134.9768;

/** Proton mass in MeV. Source: CODATA 2018. */
export const PROTON_MASS_MEV = 938.27208816;

/** Neutron mass in MeV. Source: CODATA 2018. */
export const NEUTRON_MASS_MEV = 939.56542052;
