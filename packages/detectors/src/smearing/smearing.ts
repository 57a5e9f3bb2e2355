/**
 * A smearing model: how the observable scatters for a given electron-equivalent energy.
 *
 * `P` are its parameters, keys as in the schema fragment beside the model, quantities as numbers in internal units.
 */
export interface SmearingModel<P> {
  /**
   * Writes the probability of every bin [edges[i], edges[i+1]) of the observable into `out[i]`.
   *
   * @param electronEquivalentKeVee E_ee in keVee, >= 0
   * @param edges bin edges of the observable, increasing
   * @param out length `edges.length - 1`
   */
  binProbabilities(electronEquivalentKeVee: number, edges: Float64Array, parameters: P, out: Float64Array): void;
}
