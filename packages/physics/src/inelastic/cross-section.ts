import type { NeutrinoFlavour } from '../flavours.ts';

/** A cross section as a function of neutrino energy. */
export interface CrossSection {
  /** Below this neutrino energy in MeV it is 0. */
  readonly thresholdMeV: number;
  /** Highest neutrino energy in MeV that it is known for. */
  readonly highestMeV: number;
  /** Energies in MeV between the two where it has a kink. */
  readonly breakPointsMeV: readonly number[];
  /** cm^2 per target at a neutrino energy in MeV. */
  at(energyMeV: number): number;
}

/** An inelastic reaction of neutrinos with its cross section. */
export interface InelasticChannel {
  /** Where the numbers or the formula come from. */
  readonly source: string;
  readonly description: string;
  readonly flavours: readonly NeutrinoFlavour[];
  /** What counts as one target. */
  readonly target: { readonly symbol: string; readonly A: number };
  /** Neutrons that leave the nucleus. */
  readonly neutrons?: number;
  /** Relative uncertainty of the source, where it states one or a measurement does. */
  readonly relativeUncertainty?: number;
  readonly crossSection: CrossSection;
}
