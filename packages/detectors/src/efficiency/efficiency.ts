import type { NumericTable } from '../tables/csv.ts';

/** Probability to keep an event at a value of the variable in which it was measured, in its internal unit (MeVnr before any resolution, keVee, keVnr, PE, electrons, us). */
export type Efficiency = (variable: number) => number;

/** A model of the efficiency against a reconstructed observable, or against a true energy. */
export interface EfficiencyModel<Parameters extends object> {
  /**
   * The efficiency for given parameters.
   *
   * @param parameters keys as in the schema fragment beside the model, quantities as numbers in internal units
   * @param inputs the table that the parameters name, already read
   * @throws RangeError if a parameter is out of its range, or a table that it needs is missing
   */
  prepare(parameters: Parameters, inputs?: { readonly table?: NumericTable }): Efficiency;
  /** Values of the variable at which the efficiency jumps or breaks and that are to be edges of fine bins; none where it is not there. */
  breakPoints?(parameters: Parameters, inputs?: { readonly table?: NumericTable }): readonly number[];
}
