import type { FissileIsotope, FissionSpectra } from '../fission-spectra/fission-spectra.ts';

/** What is taken for the antineutrinos of fission above the energies at which their spectra were determined. */
export interface HighEnergySpectra {
  /** Where the numbers come from. */
  readonly source: string;
  /**
   * The spectra beyond their range; undefined where there is nothing.
   *
   * @throws RangeError if the end is not above the range, or these spectra cannot be continued so
   */
  beyond(spectra: FissionSpectra, parameters: ContinuationParameters): Continuation | undefined;
}

export interface ContinuationParameters {
  /** Energy in MeV at which the continued spectra end; `END_MEV` unless given. */
  readonly end?: number;
}

export interface Continuation {
  /** Where the continued spectra end with a step, MeV. */
  readonly endMeV: number;
  /** Antineutrinos per fission and MeV between the range of the spectra and the end; at the end of the range that of the spectra. */
  density(isotope: FissileIsotope, energyMeV: number): number;
}

/** Where continued spectra end unless a study says otherwise. */
const END_MEV = 10;
/** Above all decays of fission fragments. */
const HIGHEST_END_MEV = 20;

/**
 * Where continued spectra end, MeV.
 *
 * @throws RangeError if that is not above the range of the spectra, or above 20 MeV
 */
export function endMeV({ rangeMeV: [, to] }: FissionSpectra, { end = END_MEV }: ContinuationParameters): number {
  if (!(end > to && end <= HIGHEST_END_MEV)) {
    throw new RangeError(
      `Expected an end of the continued spectra above ${to} MeV, where they were determined, and up to ${HIGHEST_END_MEV} MeV, got ${end} MeV`,
    );
  }
  return end;
}
