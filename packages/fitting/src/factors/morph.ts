import type { InterpolatedTemplate, Interpolation, TemplateValues } from '../interpolation/interpolation.ts';
import type { MorphFactor } from '../model.ts';
import type { CompiledFactor } from './factor.ts';

/** A template deformed by parameters. */
export class Morph implements CompiledFactor {
  readonly bins: number;
  readonly parameters: Int32Array;
  readonly pairs: Int32Array;
  readonly value: Float64Array;
  readonly first: Float64Array;
  readonly second: Float64Array;
  readonly #out: TemplateValues;
  readonly #evaluate: InterpolatedTemplate;
  readonly #at: Float64Array;
  readonly #sideAt: Int8Array;

  /**
   * @param description checked: arrays of equal length, each parameter once
   * @param interpolation how values between the variations are found
   * @param indexOf position of a parameter by its name
   */
  constructor(
    { nominal, variations }: MorphFactor,
    interpolation: Interpolation,
    indexOf: ReadonlyMap<string, number>,
  ) {
    const bins = nominal.length;
    const count = variations.length;
    this.bins = bins;
    this.parameters = Int32Array.from(variations, ({ parameter }) => indexOf.get(parameter)!);
    this.pairs = pairsOf(count, interpolation.curvature);
    this.value = Float64Array.from(nominal);
    this.first = new Float64Array(count * bins);
    this.second = new Float64Array((this.pairs.length / 2) * bins);
    this.#out = { value: this.value, first: this.first, second: this.second };
    this.#evaluate = interpolation.prepare(nominal, variations);
    this.#at = new Float64Array(count).fill(Number.NaN);
    this.#sideAt = new Int8Array(count);
  }

  update(theta: Float64Array, side: Int8Array): void {
    const { parameters } = this;
    const at = this.#at;
    const sideAt = this.#sideAt;
    let same = true;
    for (let j = 0; j < parameters.length; j++) {
      const p = parameters[j]!;
      if (at[j] !== theta[p] || sideAt[j] !== side[p]) {
        same = false;
        at[j] = theta[p]!;
        sideAt[j] = side[p]!;
      }
    }
    if (same) return;
    const evaluate = this.#evaluate;
    evaluate(at, sideAt, this.#out);
  }
}

/** Pairs of variations in the order that TemplateValues prescribes. */
export function pairsOf(count: number, curvature: Interpolation['curvature']): Int32Array {
  const pairs: number[] = [];
  for (let j = 0; j < count; j++) {
    if (curvature === 'full') for (let k = 0; k < j; k++) pairs.push(j, k);
    if (curvature !== 'none') pairs.push(j, j);
  }
  return Int32Array.from(pairs);
}
