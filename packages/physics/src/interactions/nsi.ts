import { addPolynomials, type Polynomial, parameterPolynomial } from '../couplings/polynomial.ts';
import { CONTACT_AMPLITUDES } from './contact-amplitudes.ts';
import { CONTACT_ELECTRON_AMPLITUDES } from './contact-electron-amplitudes.ts';
import { FLAVOUR_PAIR_NAMES, FLAVOUR_PAIRS, type FlavourPair, flavourLabel, flavourRow } from './flavour-matrix.ts';
import type { CouplingDefinition, Interaction } from './interaction.ts';

/** What the neutrino couples to: vector currents of u and d quarks and electrons, and the axial current of electrons. */
const CURRENTS = {
  u: 'vector current of u quarks',
  d: 'vector current of d quarks',
  e: 'vector current of electrons',
  eA: 'axial current of electrons',
} as const;

type Current = keyof typeof CURRENTS;
export type NsiParameter = `eps_${FlavourPair}_${Current}`;

/** Neutrons per proton of the Earth, averaged over its depth: M. C. Gonzalez-Garcia and M. Maltoni, JHEP 09 (2013) 152. */
const NEUTRONS_PER_PROTON_OF_EARTH = 1.051;

/**
 * Points with a name. LMA-Dark: the matter potential of nu_e changes sign, 1 + sum_f (N_f / N_e) eps_ee^f = -1, with one quark in the
 * matter of the Earth: -2 / (2 + Y) for u, -2 / (1 + 2 Y) for d.
 */
const PRESETS = {
  'lma-dark': { eps_ee_u: -2 / (2 + NEUTRONS_PER_PROTON_OF_EARTH) },
  'lma-dark-d': { eps_ee_d: -2 / (1 + 2 * NEUTRONS_PER_PROTON_OF_EARTH) },
} as const satisfies Readonly<Record<string, Partial<Record<NsiParameter, number>>>>;

export interface NsiSettings extends Partial<Record<NsiParameter, number>> {
  readonly preset?: keyof typeof PRESETS;
}

/**
 * Non-standard interactions of neutrinos with the vector currents of quarks, and with electrons.
 *
 * L = -2 sqrt2 G_F sum eps_ab^{fC} [nubar_a gamma^mu P_L nu_b] [fbar gamma_mu P_C f], eps^f = eps^{fL} + eps^{fR}; the amplitude from flavour a to
 * b is delta_ab (gvp Z Fp + gvn N Fn) + (2 eps_ab^u + eps_ab^d) Z Fp + (eps_ab^u + 2 eps_ab^d) N Fn in the normalisation gvn = -1/2.
 * On electrons eps^e adds to g_V and eps^{eA} = eps^{eL} - eps^{eR} to g_A.
 */
export const interaction: Interaction<NsiSettings> = {
  source: 'J. Barranco et al., JHEP 12 (2005) 021; K. Scholberg, Phys. Rev. D 73 (2006) 033005',
  parameters: (settings) => ({
    ...definitions('u', settings),
    ...definitions('d', settings),
    ...definitions('e', settings),
    ...definitions('eA', settings),
  }),
  amplitudes: () => CONTACT_AMPLITUDES,
  coefficients: (flavour) => ({
    p: flavourRow(flavour, (pair) => addPolynomials(epsilon(pair, 'u', 2), epsilon(pair, 'd'))),
    n: flavourRow(flavour, (pair) => addPolynomials(epsilon(pair, 'u'), epsilon(pair, 'd', 2))),
  }),
  electron: {
    amplitudes: () => CONTACT_ELECTRON_AMPLITUDES,
    coefficients: (flavour) => ({
      V: flavourRow(flavour, (pair) => epsilon(pair, 'e')),
      A: flavourRow(flavour, (pair) => epsilon(pair, 'eA')),
    }),
  },
};

function definitions(current: Current, settings: NsiSettings): Record<string, CouplingDefinition> {
  const preset: Partial<Record<NsiParameter, number>> = settings.preset === undefined ? {} : PRESETS[settings.preset];
  return Object.fromEntries(
    FLAVOUR_PAIR_NAMES.map((pair) => {
      const name: NsiParameter = `eps_${pair}_${current}`;
      const [first, second] = FLAVOUR_PAIRS[pair].map(flavourLabel);
      const value = settings[name] ?? preset[name] ?? 0;
      return [name, { value, description: `coupling of ${first} and ${second} to the ${CURRENTS[current]}` }];
    }),
  );
}

function epsilon(pair: FlavourPair, current: Current, coefficient = 1): Polynomial {
  return parameterPolynomial(`eps_${pair}_${current}`, coefficient);
}
