/**
 * An efficiency: the probability that an event with a given reconstructed observable is kept.
 *
 * `P` are its parameters, keys as in the schema fragment beside the model, quantities as numbers in internal units.
 */
export interface EfficiencyModel<P> {
  /** Probability to keep an event at `observable`, in the unit of the observable (PE, us, ...). */
  efficiency(observable: number, parameters: P): number;
}
