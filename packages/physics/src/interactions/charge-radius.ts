import { COUPLING_PER_CHARGE_RADIUS } from '../couplings/charge-radii.ts';
import type { CouplingSet } from '../couplings/couplings.ts';
import { addPolynomials, constantPolynomial, type Polynomial, parameterPolynomial } from '../couplings/polynomial.ts';
import { CONTACT_AMPLITUDES } from './contact-amplitudes.ts';
import { CONTACT_ELECTRON_AMPLITUDES } from './contact-electron-amplitudes.ts';
import {
  FLAVOUR_PAIR_NAMES,
  FLAVOUR_PAIRS,
  type FlavourPair,
  flavourLabel,
  flavourRow,
  isDiagonal,
} from './flavour-matrix.ts';
import type { CouplingDefinition, Interaction } from './interaction.ts';

/** Parameters by the element of the matrix of charge radii that they are. */
const PARAMETERS = {
  ee: 'r2_nu_e',
  mumu: 'r2_nu_mu',
  tautau: 'r2_nu_tau',
  emu: 'r2_nu_emu',
  etau: 'r2_nu_etau',
  mutau: 'r2_nu_mutau',
} as const satisfies Readonly<Record<FlavourPair, string>>;

type ChargeRadiusParameter = (typeof PARAMETERS)[FlavourPair];

export interface ChargeRadiusSettings extends Partial<Readonly<Record<ChargeRadiusParameter, number>>> {
  /** What a diagonal parameter is: the charge radius as a whole, `total` unless given, or what adds to the couplings of the study. */
  readonly radii?: 'total' | 'additional';
}

/**
 * Charge radii of neutrinos: a photon form factor q^2 <r^2> / 6, whose q^2 cancels that of the propagator, so a contact interaction with charges.
 *
 * gvp -> gvp - sqrt2 pi alpha <r^2> / (3 G_F), the same as sin^2 theta_W -> sin^2 theta_W (1 + m_W^2 <r^2> / 3); on electrons g_V gets the
 * opposite sign. Charge radii between flavours change the flavour and add by squares. Parameters in 1e-32 cm^2.
 */
export const interaction: Interaction<ChargeRadiusSettings> = {
  source: 'M. Cadeddu et al., Phys. Rev. D 98 (2018) 113010, as revised in 2020 (arXiv:1810.05606)',
  parameters: (settings, couplings) =>
    Object.fromEntries(
      FLAVOUR_PAIR_NAMES.map((pair): [string, CouplingDefinition] => {
        const value = settings[PARAMETERS[pair]] ?? contained(pair, settings, couplings);
        return [PARAMETERS[pair], { value, unit: '1e-32 cm^2', description: descriptionOf(pair, settings) }];
      }),
    ),
  amplitudes: () => ({ p: CONTACT_AMPLITUDES.p }),
  coefficients: (flavour, settings, couplings) => ({
    p: flavourRow(flavour, (pair) =>
      addPolynomials(
        radius(pair, -COUPLING_PER_CHARGE_RADIUS),
        constantPolynomial(COUPLING_PER_CHARGE_RADIUS * contained(pair, settings, couplings)),
      ),
    ),
  }),
  electron: {
    amplitudes: () => ({ V: CONTACT_ELECTRON_AMPLITUDES.V }),
    coefficients: (flavour) => ({ V: flavourRow(flavour, (pair) => radius(pair, COUPLING_PER_CHARGE_RADIUS)) }),
  },
  warnings: ({ radii }) =>
    radii === 'additional'
      ? ['charge radii are added to those that the couplings contain; published ones are total']
      : [],
};

function radius(pair: FlavourPair, coefficient: number): Polynomial {
  return parameterPolynomial(PARAMETERS[pair], coefficient);
}

/** Charge radius in the couplings of the study that the parameter takes the place of. */
function contained(pair: FlavourPair, { radii = 'total' }: ChargeRadiusSettings, couplings: CouplingSet): number {
  return radii === 'total' && isDiagonal(pair) ? (couplings.chargeRadii?.[FLAVOUR_PAIRS[pair][0]] ?? 0) : 0;
}

function descriptionOf(pair: FlavourPair, { radii = 'total' }: ChargeRadiusSettings): string {
  const [first, second] = FLAVOUR_PAIRS[pair].map(flavourLabel);
  return isDiagonal(pair)
    ? `${radii} charge radius squared of ${first}`
    : `charge radius squared between ${first} and ${second}`;
}
