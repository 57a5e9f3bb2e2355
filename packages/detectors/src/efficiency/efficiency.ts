/** Probability to keep an event at a value of the reconstructed observable, in the unit of the observable (PE, us, ...). */
export type Efficiency = (observable: number) => number;

/** A model of the efficiency against a reconstructed observable. */
export interface EfficiencyModel<Parameters extends object> {
  /**
   * The efficiency for given parameters.
   *
   * @param parameters keys as in the schema fragment beside the model, quantities as numbers in internal units
   * @throws RangeError if a parameter is out of its range
   */
  prepare(parameters: Parameters): Efficiency;
}
