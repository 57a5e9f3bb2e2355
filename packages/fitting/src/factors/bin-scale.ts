import type { BinScaleDescription } from '../model.ts';
import type { CompiledFactor } from './factor.ts';

/** Parameters that scale one bin each. */
export class BinScale implements CompiledFactor {
  readonly bins: number;
  readonly parameters: Int32Array;
  readonly pairs = new Int32Array(0);
  readonly value: Float64Array;
  readonly first: Float64Array;
  readonly second = new Float64Array(0);
  readonly binOfParameter: Int32Array;

  /**
   * @param description checked: a parameter or null for each bin, each parameter once
   * @param indexOf position of a parameter by its name
   */
  constructor({ parameters: names }: BinScaleDescription, indexOf: ReadonlyMap<string, number>) {
    this.bins = names.length;
    this.binOfParameter = Int32Array.from(Array.from(names.keys()).filter((b) => names[b] !== null));
    this.parameters = this.binOfParameter.map((b) => indexOf.get(names[b]!)!);
    this.value = new Float64Array(this.bins).fill(1);
    this.first = new Float64Array(this.parameters.length).fill(1);
  }

  update(theta: Float64Array): void {
    const { parameters, binOfParameter, value } = this;
    for (let j = 0; j < parameters.length; j++) value[binOfParameter[j]!] = theta[parameters[j]!]!;
  }
}
