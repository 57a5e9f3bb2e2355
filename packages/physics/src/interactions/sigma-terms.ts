import { NEUTRON_MASS_MEV, PROTON_MASS_MEV } from '../constants.ts';

export const QUARKS = ['u', 'd', 's', 'c', 'b'] as const;
export type Quark = (typeof QUARKS)[number];

/** Fractions of the nucleon mass that the light quarks make: <N| m_q qbar q |N> = m_N f_q. */
export interface SigmaTerms {
  readonly source: string;
  readonly proton: LightFractions;
  readonly neutron: LightFractions;
}

export type LightFractions = Readonly<Record<'u' | 'd' | 's', number>>;

/**
 * Masses of quarks in MeV: u, d, s in MS-bar at 2 GeV, c and b at their own mass.
 *
 * Source: Particle Data Group, Prog. Theor. Exp. Phys. 2022, 083C01.
 */
export const QUARK_MASSES_MEV: Readonly<Record<Quark, number>> = { u: 2.16, d: 4.67, s: 93.4, c: 1270, b: 4180 };

/** Sets of sigma terms by the name a study uses. */
export const sigmaTerms = {
  'hoferichter-2015': {
    source:
      'u, d: M. Hoferichter, J. Ruiz de Elvira, B. Kubis, U.-G. Meissner, Phys. Rev. Lett. 115 (2015) 092301 (sigma_piN = 59.1 MeV); s: P. Junnarkar, A. Walker-Loud, Phys. Rev. D 87 (2013) 114510',
    proton: { u: 0.0208, d: 0.0411, s: 0.043 },
    neutron: { u: 0.0189, d: 0.0451, s: 0.043 },
  },
  'ellis-2000': {
    source: 'J. Ellis, A. Ferstl, K. A. Olive, Phys. Lett. B 481 (2000) 304 (sigma_piN = 45 MeV)',
    proton: { u: 0.02, d: 0.026, s: 0.118 },
    neutron: { u: 0.014, d: 0.036, s: 0.118 },
  },
} as const satisfies Readonly<Record<string, SigmaTerms>>;

export type SigmaTermsName = keyof typeof sigmaTerms;

/** The set where a study names none. */
export const DEFAULT_SIGMA_TERMS: SigmaTermsName = 'hoferichter-2015';

/**
 * Scalar couplings of the nucleons per coupling of a mediator: sum over quarks of c_q (m_N / m_q) f_q.
 *
 * Heavy quarks couple through gluons, f_c = f_b = (2/27) (1 - f_u - f_d - f_s).
 *
 * @param set named sigma terms
 * @param charges couplings c_q of the quarks
 * @see M. A. Shifman, A. I. Vainshtein, V. I. Zakharov, Phys. Lett. B 78 (1978) 443 for the heavy quarks
 */
export function scalarNucleonCouplings(
  set: SigmaTerms,
  charges: Readonly<Record<Quark, number>>,
): { readonly proton: number; readonly neutron: number } {
  return {
    proton: scalarCoupling(PROTON_MASS_MEV, set.proton, charges),
    neutron: scalarCoupling(NEUTRON_MASS_MEV, set.neutron, charges),
  };
}

function scalarCoupling(
  nucleonMassMeV: number,
  light: LightFractions,
  charges: Readonly<Record<Quark, number>>,
): number {
  const heavy = (2 / 27) * (1 - light.u - light.d - light.s);
  const fractions: Readonly<Record<Quark, number>> = { ...light, c: heavy, b: heavy };
  return QUARKS.reduce((sum, quark) => {
    return sum + (charges[quark] * nucleonMassMeV * fractions[quark]) / QUARK_MASSES_MEV[quark];
  }, 0);
}
