import { CM2_PER_FM2, ELECTRON_MASS_MEV, FINE_STRUCTURE_CONSTANT, HBAR_C_MEV_FM } from '../constants.ts';
import { addPolynomials, multiplyPolynomials, type Polynomial, parameterPolynomial } from '../couplings/polynomial.ts';
import type { NeutrinoFlavour } from '../flavours.ts';
import { minimumNeutrinoEnergyMeV, momentumTransferPerFm } from '../kinematics.ts';
import { coherentRangeWarnings } from './coherent-range.ts';
import { FLAVOUR_PAIR_NAMES, FLAVOUR_PAIRS, type FlavourPair, flavourLabel, flavourRow } from './flavour-matrix.ts';
import type { CouplingDefinition, ElectronTemplate, Interaction, NeutrinoBeam, RateTemplate } from './interaction.ts';

/** Bohr magnetons in the unit of the parameters. */
const BOHR_MAGNETONS_PER_UNIT = 1e-10;

/** pi alpha^2 (hbar c)^2 / m_e^2 (1e-10)^2 in cm^2: the rate of a moment of 1e-10 mu_B is this times 1/T - 1/E. */
const PREFACTOR_CM2 =
  Math.PI *
  ((FINE_STRUCTURE_CONSTANT * HBAR_C_MEV_FM * BOHR_MAGNETONS_PER_UNIT) / ELECTRON_MASS_MEV) ** 2 *
  CM2_PER_FM2;

/** Parameters by the element of the matrix of moments that they are. */
const PARAMETERS = {
  ee: 'mu_nu_e',
  mumu: 'mu_nu_mu',
  tautau: 'mu_nu_tau',
  emu: 'mu_nu_emu',
  etau: 'mu_nu_etau',
  mutau: 'mu_nu_mutau',
} as const satisfies Readonly<Record<FlavourPair, string>>;

type MagneticMomentParameter = (typeof PARAMETERS)[FlavourPair];

export interface MagneticMomentSettings extends Partial<Readonly<Record<MagneticMomentParameter, number>>> {
  /** Adds T / (4 E^2), which a nucleus of spin 0 has and one of spin 1/2 has not; false unless given. */
  readonly 'spin-0-term'?: boolean;
}

/**
 * Magnetic moments of neutrinos: photon exchange that flips the helicity, and therefore interferes with no vector amplitude.
 *
 * dsigma/dT = pi alpha^2 (hbar c)^2 / m_e^2 (mu/mu_B)^2 Z^2 Fp^2 (1/T - 1/E), with mu^2 = sum over final flavours of mu_ab^2. The diagonal
 * parameters are effective moments of a flavour as long as the transitions are zero. On an electron Z Fp is 1.
 */
export const interaction: Interaction<MagneticMomentSettings> = {
  source: 'P. Vogel and J. Engel, Phys. Rev. D 39 (1989) 3378',
  parameters: (settings) =>
    Object.fromEntries(
      FLAVOUR_PAIR_NAMES.map((pair): [string, CouplingDefinition] => [
        PARAMETERS[pair],
        { value: settings[PARAMETERS[pair]] ?? 0, unit: '1e-10 mu_B', description: descriptionOf(pair) },
      ]),
    ),
  templates: (settings) => ({ 'magnetic-moment': nuclearTemplate(settings['spin-0-term'] ?? false) }),
  weights,
  electron: { templates: () => ({ 'magnetic-moment': electronTemplate }), weights },
  warnings: (_, circumstances) => coherentRangeWarnings(circumstances),
};

function weights(flavour: NeutrinoFlavour): Record<string, Polynomial> {
  const row = flavourRow(flavour, (pair) => parameterPolynomial(PARAMETERS[pair]));
  return { 'magnetic-moment': addPolynomials(...Object.values(row).map((each) => multiplyPolynomials(each, each))) };
}

function nuclearTemplate(spin0: boolean): RateTemplate {
  return (target, beam, recoilEnergyMeV, out) => {
    const { Z, nuclearMassMeV, protonFormFactor } = target;
    fill(nuclearMassMeV, beam, spin0, recoilEnergyMeV, out);
    for (let i = 0; i < out.length; i++) {
      out[i]! *= (Z * protonFormFactor(momentumTransferPerFm(recoilEnergyMeV[i]!, nuclearMassMeV))) ** 2;
    }
  };
}

const electronTemplate: ElectronTemplate = (beam, recoilEnergyMeV, out) =>
  fill(ELECTRON_MASS_MEV, beam, false, recoilEnergyMeV, out);

/** Scattering on a unit charge of a given mass, averaged over the spectrum: M0/T - M1, and M2 T/4 for spin 0. */
function fill(
  massMeV: number,
  { moments }: NeutrinoBeam,
  spin0: boolean,
  recoilEnergyMeV: Float64Array,
  out: Float64Array,
): void {
  const m = new Float64Array(3);
  for (let i = 0; i < recoilEnergyMeV.length; i++) {
    const T = recoilEnergyMeV[i]!;
    moments(minimumNeutrinoEnergyMeV(T, massMeV), m);
    out[i] = PREFACTOR_CM2 * (m[0]! / T - m[1]! + (spin0 ? (T * m[2]!) / 4 : 0));
  }
}

function descriptionOf(pair: FlavourPair): string {
  const [first, second] = FLAVOUR_PAIRS[pair].map(flavourLabel);
  return first === second
    ? `effective magnetic moment of ${first}`
    : `transition moment between ${first} and ${second}`;
}
