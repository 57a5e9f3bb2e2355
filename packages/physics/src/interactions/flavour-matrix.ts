import { addPolynomials, type Polynomial } from '../couplings/polynomial.ts';
import { LEPTON_FLAVOURS, type LeptonFlavour, leptonFlavour, type NeutrinoFlavour } from '../flavours.ts';
import type { FinalFlavours } from './interaction.ts';

/** Elements of a real symmetric matrix in flavour space by the suffix that parameters have: three diagonal, three transitions. */
export const FLAVOUR_PAIRS = {
  ee: ['nue', 'nue'],
  mumu: ['numu', 'numu'],
  tautau: ['nutau', 'nutau'],
  emu: ['nue', 'numu'],
  etau: ['nue', 'nutau'],
  mutau: ['numu', 'nutau'],
} as const satisfies Readonly<Record<string, readonly [LeptonFlavour, LeptonFlavour]>>;

export type FlavourPair = keyof typeof FLAVOUR_PAIRS;

/** Suffixes in the order in which results list parameters. */
export const FLAVOUR_PAIR_NAMES = Object.keys(FLAVOUR_PAIRS) as readonly FlavourPair[];

/** Whether an element leaves the flavour as it is. */
export function isDiagonal(pair: FlavourPair): boolean {
  return FLAVOUR_PAIRS[pair][0] === FLAVOUR_PAIRS[pair][1];
}

/** A flavour as sentences name it: nu_mu. */
export function flavourLabel(flavour: LeptonFlavour): string {
  return flavour.replace('nu', 'nu_');
}

/**
 * The row of a symmetric matrix that a neutrino meets: for each flavour it may leave with, the element between both.
 *
 * @param flavour of the incoming neutrino; a row of a real matrix is the same for the antineutrino
 * @param element polynomial of an element
 */
export function flavourRow(flavour: NeutrinoFlavour, element: (pair: FlavourPair) => Polynomial): FinalFlavours {
  const initial = leptonFlavour(flavour);
  const row: Partial<Record<LeptonFlavour, Polynomial>> = {};
  for (const final of LEPTON_FLAVOURS) {
    const pair = FLAVOUR_PAIR_NAMES.find((name) => {
      const [first, second] = FLAVOUR_PAIRS[name];
      return (first === initial && second === final) || (first === final && second === initial);
    });
    if (pair !== undefined) row[final] = addPolynomials(element(pair));
  }
  return row;
}
