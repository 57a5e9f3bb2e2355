import { ELECTRON_MASS_MEV, FERMI_CONSTANT_PER_MEV2 } from '../constants.ts';
import { parameterPolynomial } from '../couplings/polynomial.ts';
import { leptonFlavour, type NeutrinoFlavour } from '../flavours.ts';
import { neutronAmplitude, protonAmplitude } from './contact-amplitudes.ts';
import type { FinalFlavours, Interaction, VectorAmplitude } from './interaction.ts';
import { type FermionCharges, mediatorCharges, type NamedCharges } from './mediator-charges.ts';

/** Name of its part of the amplitude, on nuclei and on electrons. */
const AMPLITUDE = 'light-vector';

/** Knots per factor 10 of the mass: quintics between them follow the amplitude and its square to 5e-6 of themselves. */
const KNOTS_PER_DECADE = 32;

/** From this mass on, mixing with the Z, which is left out, can no longer be taken as small. */
const HEAVIEST_MEV = 1e4;

export interface LightVectorSettings {
  readonly charges: NamedCharges | FermionCharges;
  /** Mass of the mediator in MeV; absent where it is free. */
  readonly mass?: number;
  readonly g?: number;
}

/**
 * A vector mediator Z' that couples to neutrinos and quarks, interfering with the Standard Model.
 *
 * L = -g Z'_mu [sum Q_nu nubar gamma^mu P_L nu + sum Q_f fbar gamma^mu f] adds, in the normalisation gvn = -1/2,
 * g^2 Q_nu (Q_p Z Fp + Q_n N Fn) / (sqrt2 G_F (2 M T + m^2)) to gvp Z Fp + gvn N Fn.
 */
export const interaction: Interaction<LightVectorSettings> = {
  source:
    'derived in docs/physics/light-vector.md; equal to D. G. Cerdeno et al., JHEP 05 (2016) 118, models as in M. Cadeddu et al., JHEP 01 (2021) 116',
  parameters: ({ g }) => ({
    g: { value: g ?? 0, description: 'coupling of the mediator; the amplitude is proportional to its square' },
  }),
  shapes: () => ({
    mass: {
      unit: 'MeV',
      quantity: 'energy',
      scale: 'log',
      knots: (from, to) => Math.max(16, Math.ceil(KNOTS_PER_DECADE * Math.log10(to / from)) + 1),
      description: 'mass of the mediator',
    },
  }),
  amplitudes: (settings) => ({ [AMPLITUDE]: nuclearAmplitude(settings) }),
  coefficients,
  electron: {
    amplitudes(settings) {
      const { electron } = mediatorCharges(settings.charges);
      const exchange = propagator(settings);
      return {
        [AMPLITUDE]: {
          coupling: 'vector',
          propagator(recoilEnergyMeV) {
            const squared = 2 * ELECTRON_MASS_MEV * recoilEnergyMeV;
            return electron(squared) * exchange(squared);
          },
        },
      };
    },
    coefficients,
  },
  warnings: ({ mass = 0 }) =>
    mass < HEAVIEST_MEV
      ? []
      : [
          `a mediator of ${Number((mass / 1000).toPrecision(3))} GeV is no longer light against the Z: mixing with the Z is left out`,
        ],
};

function coefficients(flavour: NeutrinoFlavour, { charges }: LightVectorSettings): Record<string, FinalFlavours> {
  const lepton = leptonFlavour(flavour);
  const charge = mediatorCharges(charges).neutrinos[lepton];
  return charge === 0 ? {} : { [AMPLITUDE]: { [lepton]: parameterPolynomial('g', charge, 2) } };
}

/** 1 / (sqrt2 G_F (Q^2 + m^2)): exchange of the mediator relative to the contact interaction. */
function propagator({ mass }: LightVectorSettings): (momentumTransferSquaredMeV2: number) => number {
  if (mass === undefined || !(mass >= 0)) throw new RangeError(`Expected a mass of the mediator in MeV, got ${mass}`);
  return (squared) => 1 / (Math.SQRT2 * FERMI_CONSTANT_PER_MEV2 * (squared + mass * mass));
}

function nuclearAmplitude(settings: LightVectorSettings): VectorAmplitude {
  const { proton, neutron } = mediatorCharges(settings.charges);
  const exchange = propagator(settings);
  const protons = protonAmplitude((squared) => proton(squared) * exchange(squared));
  const neutrons = neutronAmplitude((squared) => neutron(squared) * exchange(squared));
  return (target, recoilEnergyMeV, out) => {
    const ofNeutrons = new Float64Array(out.length);
    protons(target, recoilEnergyMeV, out);
    neutrons(target, recoilEnergyMeV, ofNeutrons);
    for (let i = 0; i < out.length; i++) out[i]! += ofNeutrons[i]!;
  };
}
