import { evaluateQuinticHermite } from '@cevns/numerics/interpolation/quintic-hermite';
import type { TableFactor } from '../model.ts';
import type { CompiledFactor } from './factor.ts';

/**
 * Compiles a template that is tabulated as a function of one parameter.
 *
 * @param description checked: arrays of equal length, the bounds of the parameter within the table
 * @param bins number of bins of the axes it covers
 * @param indexOf position of a parameter by its name
 */
export function compileTable(
  description: TableFactor,
  bins: number,
  indexOf: ReadonlyMap<string, number>,
): CompiledFactor {
  const parameter = indexOf.get(description.parameter)!;
  const value = new Float64Array(bins);
  const first = new Float64Array(bins);
  const second = new Float64Array(bins);
  let at = Number.NaN;

  function update(theta: Float64Array): void {
    const argument = theta[parameter]!;
    if (argument === at) return;
    evaluateQuinticHermite(description, bins, argument, value, first, second);
    at = argument;
  }
  return { bins, parameters: Int32Array.of(parameter), pairs: Int32Array.of(0, 0), value, first, second, update };
}
