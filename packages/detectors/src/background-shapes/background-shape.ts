import type { DepositResponse } from '../deposits.ts';
import type { Efficiency } from '../efficiency/efficiency.ts';
import type { NumericTable } from '../tables/csv.ts';

/** What a background shape may need besides its parameters. */
export interface ShapeInputs {
  /** The table its parameters name, already read. */
  readonly table?: NumericTable;
  /** Efficiency of the detector in this observable. */
  readonly efficiency?: Efficiency;
  /** Resolution and efficiency of the detector, in the observable of the recoil energy. */
  readonly response?: DepositResponse;
  /** Electron-equivalent energies in keVee at which the response in given bins jumps or breaks. */
  readonly breakPointsKeVee?: (edges: Float64Array) => readonly number[];
}

/**
 * Relative content of each bin [edges[i], edges[i+1]) of one observable, in a normalisation common to all edges: a bin holds as much
 * as its parts do.
 */
export type BinContents = (edges: Float64Array) => Float64Array;

/** A model of the shape of a background in one observable. */
export interface BackgroundShape<Parameters extends object> {
  /**
   * The shape for given parameters.
   *
   * @param parameters keys as in the schema fragment beside the shape, quantities as numbers in internal units
   * @param inputs what the shape needs besides
   * @throws RangeError when a parameter is out of range or an input it needs is missing
   */
  prepare(parameters: Parameters, inputs: ShapeInputs): BinContents;
}
