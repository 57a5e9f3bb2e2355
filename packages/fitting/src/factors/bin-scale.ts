import type { BinScaleDescription } from '../model.ts';
import type { CompiledFactor } from './factor.ts';

/**
 * Compiles parameters that scale one bin each.
 *
 * @param description checked: a parameter or null for each bin, each parameter once
 * @param indexOf position of a parameter by its name
 */
export function compileBinScale(
  { parameters: names }: BinScaleDescription,
  indexOf: ReadonlyMap<string, number>,
): CompiledFactor {
  const bins = names.length;
  const binOfParameter = Int32Array.from(Array.from(names.keys()).filter((b) => names[b] !== null));
  const parameters = binOfParameter.map((b) => indexOf.get(names[b]!)!);
  const value = new Float64Array(bins).fill(1);
  const first = new Float64Array(parameters.length).fill(1);

  function update(theta: Float64Array): void {
    for (let j = 0; j < parameters.length; j++) value[binOfParameter[j]!] = theta[parameters[j]!]!;
  }
  return {
    bins,
    parameters,
    pairs: new Int32Array(0),
    value,
    first,
    second: new Float64Array(0),
    update,
    binOfParameter,
  };
}
