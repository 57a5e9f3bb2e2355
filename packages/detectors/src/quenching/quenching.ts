import type { NumericTable } from '../tables/csv.ts';

/** Electron-equivalent energy E_ee in keVee of a nuclear recoil in MeV. */
export type Quenching = (recoilMeV: number) => number;

/** A model of how much electron-equivalent energy a nuclear recoil leaves. */
export interface QuenchingModel<Parameters extends object> {
  /**
   * The quenching for given parameters.
   *
   * @param parameters keys as in the schema fragment beside the model, quantities as numbers in internal units
   * @param inputs the table that the parameters name, already read
   * @throws RangeError if a parameter is out of its range, or a table that it needs is missing
   */
  prepare(parameters: Parameters, inputs?: { readonly table?: NumericTable }): Quenching;
  /** Parameters that are numbers which a study may free, and what each is; none where it is not there. */
  readonly free?: Readonly<Record<string, string>>;
  /** Whether `Z` and `A` are among the parameters: those of the nuclei that recoil, `from-element` in the schema fragment. */
  readonly ofNucleus?: true;
  /** Recoil energies in MeV at which the quenching jumps or breaks; none where it is not there. */
  breakPointsMeV?(parameters: Parameters, inputs?: { readonly table?: NumericTable }): readonly number[];
}
