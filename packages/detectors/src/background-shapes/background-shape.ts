import type { NumericTable } from '../tables/csv.ts';

/** What a background shape may need besides its parameters. */
export interface ShapeInputs {
  /** The table its parameters name, already read. */
  readonly table?: NumericTable;
  /** Efficiency of the detector in this observable. */
  readonly efficiency?: (observable: number) => number;
}

/**
 * The shape of a background in one observable.
 *
 * `P` are its parameters, keys as in the schema fragment beside the shape, quantities as numbers in internal units.
 */
export interface BackgroundShape<P> {
  /**
   * Relative content of each bin [edges[i], edges[i+1]), in a normalisation common to all edges: a bin holds as much as its parts do.
   *
   * @throws RangeError when an input it needs is missing
   */
  binContents(edges: Float64Array, parameters: P, inputs: ShapeInputs): Float64Array;
}
