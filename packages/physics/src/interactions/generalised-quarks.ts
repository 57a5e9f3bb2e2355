import { addPolynomials, multiplyPolynomials, type Polynomial, parameterPolynomial } from '../couplings/polynomial.ts';
import { type LeptonFlavour, leptonFlavour, type NeutrinoFlavour } from '../flavours.ts';
import { minimumNeutrinoEnergyMeV, momentumTransferPerFm } from '../kinematics.ts';
import { type GivenSpins, thinShellSquared } from '../nuclear-spin.ts';
import { isotopeName } from '../nuclei.ts';
import { coherentRangeWarnings } from './coherent-range.ts';
import type { Interaction, RateTemplate, TargetNucleus } from './interaction.ts';
import { DEFAULT_SIGMA_TERMS, type SigmaTermsName, scalarNucleonCouplings, sigmaTerms } from './sigma-terms.ts';
import { nucleiOfUnknownSpin, type SpinAmplitudes, spinAmplitudes } from './spin-structure.ts';
import { PREFACTOR_CM2_PER_MEV2 } from './vector-kinematics.ts';

/** Tensor charges of the proton, g_T^u = 0.774(66) and g_T^d = -0.233(28) in MS-bar at 2 GeV. Source: T. Bhattacharya et al., Phys. Rev. D 92 (2015) 094511. */
export const TENSOR_CHARGES = { u: 0.774, d: -0.233 } as const;

const PARAMETERS = {
  eps_S_u: 'scalar coupling to u quarks',
  eps_S_d: 'scalar coupling to d quarks',
  eps_T_u: 'tensor coupling to u quarks',
  eps_T_d: 'tensor coupling to d quarks',
} as const;

type QuarkParameter = keyof typeof PARAMETERS;

export interface QuarkSettings extends Partial<Readonly<Record<QuarkParameter, number>>> {
  /** Flavours that interact; all unless given. They keep their flavour. */
  readonly flavours?: readonly LeptonFlavour[];
  readonly 'sigma-terms'?: SigmaTermsName;
  readonly 'form-factor'?: 'thin-shell' | 'none';
  readonly spins?: GivenSpins;
}

/**
 * Heavy scalar and tensor interactions of u and d quarks.
 *
 * L = (G_F / sqrt2) sum_q { eps_S_q [nubar nu] [qbar q] + eps_T_q [nubar sigma nu] [qbar sigma q] };
 * scalar: G_F^2 (hbar c)^2 / (4 pi) M (C_p Z Fp + C_n N Fn)^2 M T/(2 E^2), C_N = sum_q eps_S_q (m_N/m_q) f_q^N, coherent;
 * tensor: G_F^2 (hbar c)^2 / (4 pi) M 8 (4/3) (J+1)/J (t_p <S_p> + t_n <S_n>)^2 [(1 - T/(2 E))^2 - M T/(4 E^2)], t_p = sum_q eps_T_q g_T^q, on spin.
 */
export const interaction: Interaction<QuarkSettings> = {
  source: 'M. Lindner, W. Rodejohann, X.-J. Xu, JHEP 03 (2017) 097, with nucleon matrix elements as named',
  parameters: (settings) =>
    Object.fromEntries(
      Object.entries(PARAMETERS).map(([name, description]) => [
        name,
        { value: settings[name as QuarkParameter] ?? 0, description },
      ]),
    ),
  templates: (settings) => ({
    'quark-S-uu': scalarTemplate(settings, 'u', 'u'),
    'quark-S-ud': scalarTemplate(settings, 'u', 'd'),
    'quark-S-dd': scalarTemplate(settings, 'd', 'd'),
    'quark-T-pp': tensorTemplate(settings, ({ protons }) => protons * protons),
    'quark-T-pn': tensorTemplate(settings, ({ protons, neutrons }) => 2 * protons * neutrons),
    'quark-T-nn': tensorTemplate(settings, ({ neutrons }) => neutrons * neutrons),
  }),
  weights(flavour, settings) {
    if (!acts(flavour, settings)) return {};
    const u = parameterPolynomial('eps_S_u');
    const d = parameterPolynomial('eps_S_d');
    const proton = tensorCoupling('u', 'd');
    const neutron = tensorCoupling('d', 'u');
    return {
      'quark-S-uu': multiplyPolynomials(u, u),
      'quark-S-ud': multiplyPolynomials(u, d),
      'quark-S-dd': multiplyPolynomials(d, d),
      'quark-T-pp': multiplyPolynomials(proton, proton),
      'quark-T-pn': multiplyPolynomials(proton, neutron),
      'quark-T-nn': multiplyPolynomials(neutron, neutron),
    };
  },
  warnings(settings, circumstances) {
    const beyond = coherentRangeWarnings(circumstances);
    const unknown = nucleiOfUnknownSpin(circumstances.nuclei, settings);
    if (unknown.length === 0) return beyond;
    return [
      ...beyond,
      `no spin expectation values are known of ${unknown.map(isotopeName).join(', ')}, whose tensor scattering is left out; 'spins' can give them`,
    ];
  },
};

function acts(flavour: NeutrinoFlavour, { flavours }: QuarkSettings): boolean {
  return flavours === undefined || flavours.includes(leptonFlavour(flavour));
}

/** Tensor coupling of the nucleon in which `major` plays the part that u plays in the proton. */
function tensorCoupling(major: 'u' | 'd', minor: 'u' | 'd'): Polynomial {
  return addPolynomials(
    parameterPolynomial(`eps_T_${major}`, TENSOR_CHARGES.u),
    parameterPolynomial(`eps_T_${minor}`, TENSOR_CHARGES.d),
  );
}

function scalarTemplate(settings: QuarkSettings, first: 'u' | 'd', second: 'u' | 'd'): RateTemplate {
  const set = sigmaTerms[settings['sigma-terms'] ?? DEFAULT_SIGMA_TERMS];
  const none = { u: 0, d: 0, s: 0, c: 0, b: 0 };
  const nucleons = [first, second].map((quark) => scalarNucleonCouplings(set, { ...none, [quark]: 1 }));
  const twice = first === second ? 1 : 2;
  return (target, { moments }, recoilEnergyMeV, out) => {
    const { Z, N, nuclearMassMeV, protonFormFactor, neutronFormFactor } = target;
    const m = new Float64Array(3);
    for (let i = 0; i < recoilEnergyMeV.length; i++) {
      const T = recoilEnergyMeV[i]!;
      const q = momentumTransferPerFm(T, nuclearMassMeV);
      const protons = Z * protonFormFactor(q);
      const neutrons = N * neutronFormFactor(q);
      let charges = twice;
      for (const { proton, neutron } of nucleons) charges *= proton * protons + neutron * neutrons;
      moments(minimumNeutrinoEnergyMeV(T, nuclearMassMeV), m);
      out[i] = 0.25 * PREFACTOR_CM2_PER_MEV2 * nuclearMassMeV ** 2 * charges * T * m[2]!;
    }
  };
}

function tensorTemplate(settings: QuarkSettings, structure: (amplitudes: SpinAmplitudes) => number): RateTemplate {
  return (target: TargetNucleus, { moments }, recoilEnergyMeV, out) => {
    const amplitudes = spinAmplitudes(target, settings);
    if (amplitudes === null) {
      out.fill(0);
      return;
    }
    const M = target.nuclearMassMeV;
    const scale = 4 * PREFACTOR_CM2_PER_MEV2 * M * structure(amplitudes);
    const m = new Float64Array(3);
    for (let i = 0; i < recoilEnergyMeV.length; i++) {
      const T = recoilEnergyMeV[i]!;
      const q = momentumTransferPerFm(T, M);
      const form = settings['form-factor'] === 'none' ? 1 : thinShellSquared(target.A, q);
      moments(minimumNeutrinoEnergyMeV(T, M), m);
      out[i] = scale * form * (m[0]! - T * m[1]! + 0.25 * T * (T - M) * m[2]!);
    }
  };
}
