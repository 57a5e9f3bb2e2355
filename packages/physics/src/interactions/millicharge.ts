import { ELECTRON_MASS_MEV, FERMI_CONSTANT_PER_MEV2, FINE_STRUCTURE_CONSTANT } from '../constants.ts';
import { parameterPolynomial } from '../couplings/polynomial.ts';
import type { NeutrinoFlavour } from '../flavours.ts';
import { protonAmplitude } from './contact-amplitudes.ts';
import { FLAVOUR_PAIR_NAMES, FLAVOUR_PAIRS, type FlavourPair, flavourLabel, flavourRow } from './flavour-matrix.ts';
import type { CouplingDefinition, FinalFlavours, Interaction } from './interaction.ts';

/** Name of its part of the amplitude, on nuclei and on electrons. */
const AMPLITUDE = 'millicharge';

/** Parameters by the element of the matrix of charges that they are. */
const PARAMETERS = {
  ee: 'q_nu_e',
  mumu: 'q_nu_mu',
  tautau: 'q_nu_tau',
  emu: 'q_nu_emu',
  etau: 'q_nu_etau',
  mutau: 'q_nu_mutau',
} as const satisfies Readonly<Record<FlavourPair, string>>;

export type MillichargeSettings = Partial<Readonly<Record<(typeof PARAMETERS)[FlavourPair], number>>>;

/** 2 sqrt2 pi alpha / G_F in MeV^2. */
const SCALE_MEV2 = (2 * Math.SQRT2 * Math.PI * FINE_STRUCTURE_CONSTANT) / FERMI_CONSTANT_PER_MEV2;

/** Exchange of a photon between unit charges of equal sign, relative to the contact interaction. */
function photonExchange(momentumTransferSquaredMeV2: number): number {
  return SCALE_MEV2 / momentumTransferSquaredMeV2;
}

/**
 * Electric charges of neutrinos, in units of e: exchange of a photon with the protons, interfering with the Standard Model.
 *
 * gvp -> gvp + 2 sqrt2 pi alpha q_nu / (G_F 2 M T); on electrons g_V -> g_V - 2 sqrt2 pi alpha q_nu / (G_F 2 m_e T). Charges between flavours
 * change the flavour and add by squares.
 */
export const interaction: Interaction<MillichargeSettings> = {
  source: 'M. Cadeddu et al., Phys. Rev. D 102 (2020) 015030; limit of a massless mediator of the light-vector term',
  parameters: (settings) =>
    Object.fromEntries(
      FLAVOUR_PAIR_NAMES.map((pair): [string, CouplingDefinition] => [
        PARAMETERS[pair],
        { value: settings[PARAMETERS[pair]] ?? 0, unit: 'e', description: descriptionOf(pair) },
      ]),
    ),
  amplitudes: () => ({ [AMPLITUDE]: protonAmplitude(photonExchange) }),
  coefficients,
  electron: {
    amplitudes: () => ({
      [AMPLITUDE]: {
        coupling: 'vector',
        propagator: (recoilEnergyMeV) => -photonExchange(2 * ELECTRON_MASS_MEV * recoilEnergyMeV),
      },
    }),
    coefficients,
  },
};

function coefficients(flavour: NeutrinoFlavour): Record<string, FinalFlavours> {
  return { [AMPLITUDE]: flavourRow(flavour, (pair) => parameterPolynomial(PARAMETERS[pair])) };
}

function descriptionOf(pair: FlavourPair): string {
  const [first, second] = FLAVOUR_PAIRS[pair].map(flavourLabel);
  return first === second ? `electric charge of ${first}` : `electric charge between ${first} and ${second}`;
}
