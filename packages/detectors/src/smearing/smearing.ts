/**
 * Writes the probability of every bin [edges[i], edges[i+1]) of the observable into `out[i]`, for an event of given E_ee.
 *
 * @param electronEquivalentKeVee E_ee in keVee, >= 0
 * @param edges bin edges of the observable, increasing
 * @param out length `edges.length - 1`
 */
export type Smearing = (electronEquivalentKeVee: number, edges: Float64Array, out: Float64Array) => void;

/** A model of how the observable scatters for a given electron-equivalent energy. */
export interface SmearingModel<Parameters extends object> {
  /**
   * The smearing for given parameters.
   *
   * @param parameters keys as in the schema fragment beside the model, quantities as numbers in internal units
   * @throws RangeError if a parameter is out of its range
   */
  prepare(parameters: Parameters): Smearing;
  /** Electron-equivalent energies in keVee at which the probability of a bin jumps or breaks; none where it is not there. */
  breakPointsKeVee?(parameters: Parameters, edges: Float64Array): readonly number[];
}
