/** Flavours of the charged lepton that goes with a neutrino. */
export const LEPTON_FLAVOURS = ['nue', 'numu', 'nutau'] as const;
export type LeptonFlavour = (typeof LEPTON_FLAVOURS)[number];

/** Neutrinos and antineutrinos as sources name them. */
export type NeutrinoFlavour = LeptonFlavour | `${LeptonFlavour}bar`;

/**
 * Lepton flavour of a neutrino or antineutrino: numu of numubar. The vector couplings of both are the same.
 *
 * @throws RangeError if the name is not a flavour
 */
export function leptonFlavour(flavour: string): LeptonFlavour {
  const found = LEPTON_FLAVOURS.find((lepton) => flavour === lepton || flavour === `${lepton}bar`);
  if (found === undefined) {
    throw new RangeError(
      `Expected a neutrino flavour (${LEPTON_FLAVOURS.join(', ')}, or one with 'bar'), got '${flavour}'`,
    );
  }
  return found;
}
