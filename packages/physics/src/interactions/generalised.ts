import { parameterPolynomial } from '../couplings/polynomial.ts';
import { type LeptonFlavour, leptonFlavour, type NeutrinoFlavour } from '../flavours.ts';
import { minimumNeutrinoEnergyMeV, momentumTransferPerFm } from '../kinematics.ts';
import { isEvenEven } from '../nuclear-spin.ts';
import { isotopeName, type Nucleus } from '../nuclei.ts';
import { coherentRangeWarnings } from './coherent-range.ts';
import { CONTACT_AMPLITUDES } from './contact-amplitudes.ts';
import type { CouplingDefinition, FinalFlavours, Interaction, RateTemplate } from './interaction.ts';
import { PREFACTOR_CM2_PER_MEV2 } from './vector-kinematics.ts';

const PARAMETERS = {
  xi_S: 'scalar coupling of the nucleus per neutron',
  xi_P: 'pseudoscalar coupling of the nucleus per neutron',
  xi_V: 'vector coupling of the nucleus per neutron, beyond the Standard Model, where the neutrons of the latter have 1',
  xi_A: 'axial coupling of the nucleus per neutron',
  xi_T: 'tensor coupling of the nucleus per neutron',
  r_ST: 'interference R of scalar and tensor couplings',
} as const;

type GeneralisedParameter = keyof typeof PARAMETERS;

export interface GeneralisedSettings extends Partial<Readonly<Record<GeneralisedParameter, number>>> {
  /** Flavours that interact; all unless given. They keep their flavour. */
  readonly flavours?: readonly LeptonFlavour[];
  /**
   * Which nuclei P, A, T and R act on: `odd` ones, as even-even nuclei have no spin, or `all`, each treated as a Dirac particle of
   * spin 1/2. `odd` unless given.
   */
  readonly spin?: 'odd' | 'all';
}

/**
 * Heavy mediators of every Lorentz structure, as contact interactions of the nucleus as a whole.
 *
 * L = (G_F / sqrt2) sum over a of [nubar Gamma_a nu] [Nbar Gamma_a C_a N] with xi_S = C_S / N, xi_P = C_P / N, xi_A = C_A / N, xi_T^2 = 8 C_T^2 / N^2,
 * R = 2 C_S C_T / N^2, the parameter `r_ST`:
 * dsigma/dT = G_F^2 (hbar c)^2 / (4 pi) M N^2 Fn^2 { xi_S^2 [M T/(2 E^2) + T^2/(4 E^2)] + xi_P^2 T^2/(4 E^2) + xi_A^2 [1 - T/E + M T/(2 E^2) + T^2/(2 E^2)]
 * + xi_T^2 [(1 - T/(2 E))^2 - M T/(4 E^2)] -+ R (T/E) (1 - T/(2 E)) }, upper sign for neutrinos; xi_V adds to the vector amplitude.
 */
export const interaction: Interaction<GeneralisedSettings> = {
  source: 'M. Lindner, W. Rodejohann, X.-J. Xu, JHEP 03 (2017) 097, for a nucleus of spin 1/2',
  parameters: (settings) =>
    Object.fromEntries(
      Object.entries(PARAMETERS).map(([name, description]): [string, CouplingDefinition] => [
        name,
        { value: settings[name as GeneralisedParameter] ?? 0, description },
      ]),
    ),
  amplitudes: () => ({ n: CONTACT_AMPLITUDES.n }),
  coefficients: (flavour, settings): Record<string, FinalFlavours> =>
    acts(flavour, settings) ? { n: { [leptonFlavour(flavour)]: parameterPolynomial('xi_V', -0.5) } } : {},
  templates: (settings) => ({
    'generalised-S': template(settings, 'any', (T, M) => [0, 0, 0.5 * M * T + 0.25 * T * T]),
    'generalised-P': template(settings, 'spin', (T) => [0, 0, 0.25 * T * T]),
    'generalised-A': template(settings, 'spin', (T, M) => [1, -T, 0.5 * T * (M + T)]),
    'generalised-T': template(settings, 'spin', (T, M) => [1, -T, 0.25 * T * (T - M)]),
    'generalised-R': template(settings, 'spin', (T, _, sign) => [0, -sign * T, 0.5 * sign * T * T]),
  }),
  weights(flavour, settings) {
    const on = acts(flavour, settings) ? 1 : 0;
    return {
      'generalised-S': parameterPolynomial('xi_S', on, 2),
      'generalised-P': parameterPolynomial('xi_P', on, 2),
      'generalised-A': parameterPolynomial('xi_A', on, 2),
      'generalised-T': parameterPolynomial('xi_T', on, 2),
      'generalised-R': parameterPolynomial('r_ST', on),
    };
  },
  warnings(settings, circumstances) {
    const beyond = [...coherentRangeWarnings(circumstances), ...interferenceWarnings(settings)];
    const without = settings.spin === 'all' ? [] : circumstances.nuclei.filter((nucleus) => isEvenEven(nucleus));
    if (without.length === 0) return beyond;
    return [
      ...beyond,
      `${without.map(isotopeName).join(', ')} ${without.length > 1 ? 'have' : 'has'} no spin: xi_P, xi_A, xi_T and r_ST do not act on them; 'spin: all' treats them as particles of spin 1/2`,
    ];
  },
};

/** The interference of S and T is of couplings that are there: beyond its bound the rate is negative somewhere. Free couplings are not known here. */
function interferenceWarnings({ xi_S, xi_T, r_ST = 0 }: GeneralisedSettings): string[] {
  if (xi_S === undefined || xi_T === undefined) return [];
  const bound = Math.abs(xi_S * xi_T) * Math.SQRT1_2;
  return Math.abs(r_ST) <= bound * (1 + 1e-9)
    ? []
    : [
        `r_ST is beyond xi_S xi_T / sqrt2 = ${Number(bound.toPrecision(3))}, which no couplings C_S and C_T have; rates can be negative`,
      ];
}

function acts(flavour: NeutrinoFlavour, { flavours }: GeneralisedSettings): boolean {
  return flavours === undefined || flavours.includes(leptonFlavour(flavour));
}

/**
 * A part of the rate with kinematic factor sum over k of factors[k] E^-k.
 *
 * @param sign 1 for neutrinos, -1 for antineutrinos
 */
function template(
  settings: GeneralisedSettings,
  acting: 'any' | 'spin',
  factorsOf: (recoilEnergyMeV: number, nuclearMassMeV: number, sign: 1 | -1) => readonly [number, number, number],
): RateTemplate {
  const actsOn = (nucleus: Nucleus): boolean => acting === 'any' || settings.spin === 'all' || !isEvenEven(nucleus);
  return (target, { moments, antineutrino }, recoilEnergyMeV, out) => {
    if (!actsOn(target)) {
      out.fill(0);
      return;
    }
    const { N, nuclearMassMeV, neutronFormFactor } = target;
    const m = new Float64Array(3);
    for (let i = 0; i < recoilEnergyMeV.length; i++) {
      const T = recoilEnergyMeV[i]!;
      const neutrons = N * neutronFormFactor(momentumTransferPerFm(T, nuclearMassMeV));
      const factors = factorsOf(T, nuclearMassMeV, antineutrino ? -1 : 1);
      moments(minimumNeutrinoEnergyMeV(T, nuclearMassMeV), m);
      const kinematics = factors[0] * m[0]! + factors[1] * m[1]! + factors[2] * m[2]!;
      out[i] = 0.5 * PREFACTOR_CM2_PER_MEV2 * nuclearMassMeV * neutrons * neutrons * kinematics;
    }
  };
}
