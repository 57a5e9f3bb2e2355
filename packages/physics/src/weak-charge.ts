import type { FormFactor } from './form-factors/form-factor.ts';
import type { Nucleus } from './nuclei.ts';

/** Weak vector charges of the nucleons, Q = 2 g_V in the normalisation Q_n = -1 at tree level. */
export interface NucleonWeakCharges {
  readonly proton: number;
  readonly neutron: number;
}

/**
 * Weak charges of the nucleons as electrons see them, radiative corrections of atomic parity violation included: 0.0712 and -0.9892.
 *
 * Q_W(Z, N) = -2 [Z (g_AV^ep + 0.00005) + N (g_AV^en + 0.00006)] (1 - alpha / 2 pi) with g_AV^ep = -0.0357, g_AV^en = 0.4951.
 *
 * Source: Particle Data Group, Prog. Theor. Exp. Phys. 2020, 083C01, review of the electroweak model.
 */
export const PDG_WEAK_CHARGES: NucleonWeakCharges = { proton: 0.07122, neutron: -0.98917 };

/** Weak charges at tree level, 1 - 4 sin^2 theta_W and -1. */
export function treeLevelWeakCharges(sin2ThetaW: number): NucleonWeakCharges {
  return { proton: 1 - 4 * sin2ThetaW, neutron: -1 };
}

/** Weak charge of a nucleus, Q_W = Z Q_p + N Q_n; what neutrinos see is Q_W / 2 = Z gvp + N gvn with the couplings of neutrinos. */
export function weakCharge({ Z, A }: Pick<Nucleus, 'Z' | 'A'>, charges: NucleonWeakCharges): number {
  return Z * charges.proton + (A - Z) * charges.neutron;
}

/**
 * Weak form factor F_W(q) = [Z Q_p F_p(q) + N Q_n F_n(q)] / Q_W, 1 at q = 0.
 *
 * @param nucleus Z and A
 * @param protons form factor of the protons, the size of the nucleon included
 * @param neutrons form factor of the neutrons, the size of the nucleon included
 * @param charges weak charges of the nucleons
 * @see C. J. Horowitz et al., Phys. Rev. C 85 (2012) 032501
 */
export function weakFormFactor(
  nucleus: Pick<Nucleus, 'Z' | 'A'>,
  protons: FormFactor,
  neutrons: FormFactor,
  charges: NucleonWeakCharges,
): FormFactor {
  const total = weakCharge(nucleus, charges);
  const protonShare = (nucleus.Z * charges.proton) / total;
  const neutronShare = ((nucleus.A - nucleus.Z) * charges.neutron) / total;
  return (q) => protonShare * protons(q) + neutronShare * neutrons(q);
}

/**
 * Weak radius in fm, R_W^2 = [Z Q_p R_p^2 + N Q_n R_n^2] / Q_W.
 *
 * The protons count with the opposite sign: R_W lies 0.014 fm beyond R_n for lead with a skin of 0.28 fm.
 *
 * @param nucleus Z and A
 * @param protonRadiusFm rms radius of the protons
 * @param neutronRadiusFm rms radius of the neutrons
 * @param charges weak charges of the nucleons
 */
export function weakRadiusFm(
  nucleus: Pick<Nucleus, 'Z' | 'A'>,
  protonRadiusFm: number,
  neutronRadiusFm: number,
  charges: NucleonWeakCharges,
): number {
  const protons = nucleus.Z * charges.proton * protonRadiusFm ** 2;
  const neutrons = (nucleus.A - nucleus.Z) * charges.neutron * neutronRadiusFm ** 2;
  return Math.sqrt((protons + neutrons) / weakCharge(nucleus, charges));
}
