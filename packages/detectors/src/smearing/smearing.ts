/**
 * Writes the probability of every bin [edges[i], edges[i+1]) of the observable into `out[i]`, for an event of given E_ee.
 *
 * @param electronEquivalentKeVee E_ee in keVee, or the recoil energy in keVnr where that is observed; >= 0
 * @param edges bin edges of the observable, increasing
 * @param out length `edges.length - 1`
 */
export type Smearing = (electronEquivalentKeVee: number, edges: Float64Array, out: Float64Array) => void;

/**
 * A smearing in two steps, P(bin | E_ee) = sum over k of P(k | E_ee) P(bin | k): the number k of quanta is all that the energy decides. What becomes of
 * each number is then worked out once, and not for every energy.
 */
export interface SmearingSteps {
  /** P(k | E_ee): a smearing whose bins are the numbers. */
  readonly numbers: Smearing;
  /** Edges of the numbers that reach the bins: bin i is the number edges[i]. */
  readonly numberEdges: Float64Array;
  /** Writes the probability of every bin for the number of index i into `out`. */
  readonly share: (i: number, out: Float64Array) => void;
}

/**
 * A model of how the observable scatters for a given electron-equivalent energy. Of a detector that observes the energy of the recoil itself, all energies here
 * are that in keVnr.
 */
export interface SmearingModel<Parameters extends object> {
  /**
   * The smearing for given parameters.
   *
   * @param parameters keys as in the schema fragment beside the model, quantities as numbers in internal units
   * @throws RangeError if a parameter is out of its range
   */
  prepare(parameters: Parameters): Smearing;
  /** The same smearing into given bins in two steps; where it is not there, the energy decides on the bins at once. */
  inSteps?(parameters: Parameters, edges: Float64Array): SmearingSteps;
  /** Electron-equivalent energies in keVee at which the probability of a bin jumps or breaks; none where it is not there. */
  breakPointsKeVee?(parameters: Parameters, edges: Float64Array): readonly number[];
}
