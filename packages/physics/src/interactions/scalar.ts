import { CM2_PER_FM2, ELECTRON_MASS_MEV, HBAR_C_MEV_FM } from '../constants.ts';
import { type Polynomial, parameterPolynomial } from '../couplings/polynomial.ts';
import { type LeptonFlavour, leptonFlavour, type NeutrinoFlavour } from '../flavours.ts';
import { minimumNeutrinoEnergyMeV, momentumTransferPerFm } from '../kinematics.ts';
import { coherentRangeWarnings } from './coherent-range.ts';
import type { ElectronTemplate, Interaction, RateTemplate } from './interaction.ts';
import {
  DEFAULT_SIGMA_TERMS,
  type Quark,
  type SigmaTermsName,
  scalarNucleonCouplings,
  sigmaTerms,
} from './sigma-terms.ts';

/** Charges of fermions under the mediator: the coupling of each is its charge times g. */
export type ScalarCharges = Readonly<Record<Quark | 'e' | LeptonFlavour, number>>;

export interface ScalarSettings {
  /** Mass of the mediator in MeV; absent where it is free. */
  readonly mass?: number;
  readonly g?: number;
  readonly charges?: Partial<ScalarCharges>;
  readonly 'sigma-terms'?: SigmaTermsName;
}

const UNIVERSAL: ScalarCharges = { u: 1, d: 1, s: 0, c: 0, b: 0, e: 0, nue: 1, numu: 1, nutau: 1 };

/** (hbar c)^2 / (4 pi) in MeV^2 cm^2. */
const PREFACTOR_MEV2_CM2 = (HBAR_C_MEV_FM ** 2 * CM2_PER_FM2) / (4 * Math.PI);

/** Step in ln m between knots: differences of the values follow a template that falls as m^-4 to 2e-6 of itself inside a range, 1e-5 near its ends. */
const STEP_IN_LOG_MASS = 0.06;

/**
 * A scalar mediator of any mass between neutrinos and quarks. It flips the helicity of the neutrino and interferes with no vector amplitude.
 *
 * L = -g phi [sum c_nu (nubar_R nu_L + h.c.) + sum c_q qbar q];
 * dsigma/dT = (hbar c)^2 / (4 pi) g^4 c_nu^2 Q_S^2 M^2 T / (E^2 (2 M T + m^2)^2) with Q_S = C_p Z Fp + C_n N Fn and
 * C_N = sum c_q (m_N / m_q) f_q. On a free electron Q_S is c_e and the factor 1 + T/(2 m_e) of its own spin is kept.
 */
export const interaction: Interaction<ScalarSettings> = {
  source: 'D. G. Cerdeno et al., JHEP 05 (2016) 118; sigma terms as named',
  parameters: ({ g }) => ({
    g: { value: g ?? 0, description: 'coupling of the scalar mediator to a fermion of charge 1; the rate goes as g^4' },
  }),
  shapes: () => ({
    mass: {
      unit: 'MeV',
      quantity: 'energy',
      scale: 'log',
      knots: (from, to) => Math.max(16, 1 + Math.ceil(Math.log(to / from) / STEP_IN_LOG_MASS)),
      description: 'mass of the scalar mediator',
    },
  }),
  templates: (settings) => ({ scalar: nuclearTemplate(settings) }),
  weights,
  electron: { templates: (settings) => ({ scalar: electronTemplate(settings) }), weights },
  warnings: (_, circumstances) => coherentRangeWarnings(circumstances),
};

function weights(flavour: NeutrinoFlavour, settings: ScalarSettings): Record<string, Polynomial> {
  const charge = chargesOf(settings)[leptonFlavour(flavour)];
  return { scalar: parameterPolynomial('g', charge * charge, 4) };
}

function massOf({ mass }: ScalarSettings): number {
  if (mass === undefined || !(mass > 0)) throw new RangeError(`Expected a mass of the mediator in MeV, got ${mass}`);
  return mass;
}

function chargesOf({ charges }: ScalarSettings): ScalarCharges {
  return { ...UNIVERSAL, ...charges };
}

function nuclearTemplate(settings: ScalarSettings): RateTemplate {
  const nucleons = scalarNucleonCouplings(
    sigmaTerms[settings['sigma-terms'] ?? DEFAULT_SIGMA_TERMS],
    chargesOf(settings),
  );
  const mass = massOf(settings);
  return ({ Z, N, nuclearMassMeV, protonFormFactor, neutronFormFactor }, { moments }, recoilEnergyMeV, out) => {
    const m = new Float64Array(3);
    for (let i = 0; i < recoilEnergyMeV.length; i++) {
      const T = recoilEnergyMeV[i]!;
      const q = momentumTransferPerFm(T, nuclearMassMeV);
      const charge = nucleons.proton * Z * protonFormFactor(q) + nucleons.neutron * N * neutronFormFactor(q);
      moments(minimumNeutrinoEnergyMeV(T, nuclearMassMeV), m);
      out[i] = scalarCrossSection(mass, nuclearMassMeV, T) * charge * charge * m[2]!;
    }
  };
}

function electronTemplate(settings: ScalarSettings): ElectronTemplate {
  const charge = chargesOf(settings).e;
  const mass = massOf(settings);
  return ({ moments }, recoilEnergyMeV, out) => {
    const m = new Float64Array(3);
    for (let i = 0; i < recoilEnergyMeV.length; i++) {
      const T = recoilEnergyMeV[i]!;
      moments(minimumNeutrinoEnergyMeV(T, ELECTRON_MASS_MEV), m);
      const spin = 1 + T / (2 * ELECTRON_MASS_MEV);
      out[i] = scalarCrossSection(mass, ELECTRON_MASS_MEV, T) * charge * charge * spin * m[2]!;
    }
  };
}

/** (hbar c)^2 / (4 pi) M^2 T / (2 M T + m^2)^2 in cm^2 MeV: the cross section on a unit scalar charge times E^2. */
function scalarCrossSection(mediatorMassMeV: number, targetMassMeV: number, recoilEnergyMeV: number): number {
  const propagator = targetMassMeV / (2 * targetMassMeV * recoilEnergyMeV + mediatorMassMeV * mediatorMassMeV);
  return PREFACTOR_MEV2_CM2 * recoilEnergyMeV * propagator * propagator;
}
