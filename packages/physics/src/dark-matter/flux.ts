import type { DarkMatter } from './recoil.ts';
import type { DarkMatterFlux } from './spectrum.ts';

/** How much beam there was, and where the detector is. */
export interface Exposure {
  readonly protonsOnTarget: number;
  readonly baselineM: number;
}

/** A model of the dark matter that a source sends to a detector. */
export interface DarkMatterFluxModel<Parameters extends object> {
  /** Paper that the model is from. */
  readonly source: string;
  /**
   * The flux at the detector for couplings of 1.
   *
   * @throws RangeError if the model makes no such particles, or a number is out of its range
   */
  prepare(parameters: Parameters, darkMatter: DarkMatter, exposure: Exposure): DarkMatterFlux;
}
