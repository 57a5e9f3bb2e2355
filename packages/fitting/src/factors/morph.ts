import type { Interpolation } from '../interpolation/interpolation.ts';
import type { MorphFactor } from '../model.ts';
import type { CompiledFactor } from './factor.ts';

/**
 * Compiles a template deformed by parameters.
 *
 * @param description checked: arrays of equal length, each parameter once
 * @param interpolation how values between the variations are found
 * @param indexOf position of a parameter by its name
 */
export function compileMorph(
  description: MorphFactor,
  interpolation: Interpolation,
  indexOf: ReadonlyMap<string, number>,
): CompiledFactor {
  const { nominal, variations } = description;
  const bins = nominal.length;
  const count = variations.length;
  const parameters = Int32Array.from(variations, ({ parameter }) => indexOf.get(parameter)!);
  const pairs = pairsOf(count, interpolation.curvature);
  const out = {
    value: Float64Array.from(nominal),
    first: new Float64Array(count * bins),
    second: new Float64Array((pairs.length / 2) * bins),
  };
  const evaluate = interpolation.prepare(nominal, variations);
  const at = new Float64Array(count).fill(Number.NaN);
  const sideAt = new Int8Array(count);

  function update(theta: Float64Array, side: Int8Array): void {
    let same = true;
    for (let j = 0; j < count; j++) {
      const p = parameters[j]!;
      if (at[j] !== theta[p] || sideAt[j] !== side[p]) {
        same = false;
        at[j] = theta[p]!;
        sideAt[j] = side[p]!;
      }
    }
    if (!same) evaluate(at, sideAt, out);
  }
  const { value, first, second } = out;
  return { bins, parameters, pairs, value, first, second, update };
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
