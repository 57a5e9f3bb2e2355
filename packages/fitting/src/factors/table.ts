import { evaluateQuinticHermite } from '@cevns/numerics/interpolation/quintic-hermite';
import type { TableFactor } from '../model.ts';
import type { CompiledFactor } from './factor.ts';

/** A template that is tabulated as a function of one parameter. */
export class Table implements CompiledFactor {
  readonly bins: number;
  readonly parameters: Int32Array;
  readonly pairs = Int32Array.of(0, 0);
  readonly value: Float64Array;
  readonly first: Float64Array;
  readonly second: Float64Array;
  readonly #description: TableFactor;
  #at = Number.NaN;

  /**
   * @param description checked: arrays of equal length, the bounds of the parameter within the table
   * @param bins number of bins of the axes it covers
   * @param indexOf position of a parameter by its name
   */
  constructor(description: TableFactor, bins: number, indexOf: ReadonlyMap<string, number>) {
    this.bins = bins;
    this.parameters = Int32Array.of(indexOf.get(description.parameter)!);
    this.value = new Float64Array(bins);
    this.first = new Float64Array(bins);
    this.second = new Float64Array(bins);
    this.#description = description;
  }

  update(theta: Float64Array): void {
    const argument = theta[this.parameters[0]!]!;
    if (argument === this.#at) return;
    evaluateQuinticHermite(this.#description, this.bins, argument, this.value, this.first, this.second);
    this.#at = argument;
  }
}
