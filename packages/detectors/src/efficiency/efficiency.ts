import type { NumericTable } from '../tables/csv.ts';

/** Probability to keep an event at a value of the reconstructed observable, in the unit of the observable (PE, us, ...). */
export type Efficiency = (observable: number) => number;

/** A model of the efficiency against a reconstructed observable. */
export interface EfficiencyModel<Parameters extends object> {
  /**
   * The efficiency for given parameters.
   *
   * @param parameters keys as in the schema fragment beside the model, quantities as numbers in internal units
   * @param inputs the table that the parameters name, already read
   * @throws RangeError if a parameter is out of its range, or a table that it needs is missing
   */
  prepare(parameters: Parameters, inputs?: { readonly table?: NumericTable }): Efficiency;
}
