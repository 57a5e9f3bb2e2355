/** The isotopes whose fissions make the power of a reactor. */
export const FISSILE_ISOTOPES = ['U235', 'U238', 'Pu239', 'Pu241'] as const;
export type FissileIsotope = (typeof FISSILE_ISOTOPES)[number];

/** Relative covariance of fission spectra, between isotopes a, b and energies of numbers i, j. */
export interface SpectrumCovariance {
  /** Ascending, MeV. */
  readonly energiesMeV: readonly number[];
  /** Isotopes whose errors these are; others do not vary. */
  readonly isotopes: readonly FissileIsotope[];
  between(a: FissileIsotope, i: number, b: FissileIsotope, j: number): number;
}

/** Electron antineutrinos from the fission of each isotope, its fragments' decays included, in equilibrium. */
export interface FissionSpectra {
  /** Where the numbers come from. */
  readonly source: string;
  /** Lowest and highest energy in MeV at which the spectra were determined. */
  readonly rangeMeV: readonly [from: number, to: number];
  /** Energies within the range where the density has a kink; none unless given. */
  readonly kinksMeV?: readonly number[];
  /** Where errors are known. */
  readonly covariance?: SpectrumCovariance;
  /** The polynomials that the spectra are, or that were fitted to them, at any energy: what continues them; none unless given. */
  readonly polynomial?: (isotope: FissileIsotope, energyMeV: number) => number;
  /** Antineutrinos per fission and MeV at an energy of the range. */
  density(isotope: FissileIsotope, energyMeV: number): number;
}
