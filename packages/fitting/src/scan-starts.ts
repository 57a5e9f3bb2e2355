import type { CompiledModel } from './compile.ts';
import { constraintWidth } from './constraint.ts';
import type { ConvergedFit } from './fit.ts';

/** Standard deviation of each parameter; where the fit has none, that of its constraint, a tenth of its range, or 1. */
export function parameterWidths(model: CompiledModel, best: ConvergedFit): Float64Array {
  return Float64Array.from(best.parameters, ({ error }, p) => {
    const range = model.upper[p]! - model.lower[p]!;
    const constraint = model.constraints[p] ?? null;
    if (error) return error;
    return constraint === null ? (Number.isFinite(range) ? 0.1 * range : 1) : constraintWidth(constraint);
  });
}

/**
 * Starts from afar: the best fit, the initial values, those that the model declares, and the best fit with one parameter that nothing constrains elsewhere in its range,
 * such as the onset of a signal, by which a statistic often has several minima.
 *
 * @param fitted indices of the parameters that are fitted
 */
export function distantStarts(model: CompiledModel, optimum: Float64Array, fitted: Int32Array): Float64Array[] {
  const starts = [optimum, model.initial, ...model.starts];
  for (const p of fitted) {
    const range = model.upper[p]! - model.lower[p]!;
    if (isConstrained(model, p) || !Number.isFinite(range)) continue;
    for (const share of [1 / 6, 1 / 2, 5 / 6]) {
      const start = Float64Array.from(optimum);
      start[p] = model.lower[p]! + share * range;
      starts.push(start);
    }
  }
  return starts;
}

/** The same parameters with one that is near its kink on the other side of it, for each such parameter. */
export function otherSides(
  model: CompiledModel,
  theta: Float64Array,
  fitted: Int32Array,
  width: Float64Array,
): Float64Array[] {
  const near = fitted.filter((p) => model.kinked[p] === 1 && theta[p] !== 0 && Math.abs(theta[p]!) < width[p]!);
  return Array.from(near, (p) => {
    const other = Float64Array.from(theta);
    other[p] = Math.max(model.lower[p]!, Math.min(model.upper[p]!, -theta[p]!));
    return other;
  });
}

/** At most a number of positions, spread evenly over a length. */
export function spreadOver(length: number, most: number): number[] {
  const count = Math.min(length, most);
  return Array.from({ length: count }, (_, k) => Math.floor(((k + 0.5) * length) / count));
}

/** Whether an auxiliary measurement favours some values of a parameter. */
function isConstrained({ constraints, jointConstraints }: CompiledModel, p: number): boolean {
  const own = constraints[p] ?? null;
  return (own !== null && own.kind !== 'uniform') || jointConstraints.some(({ parameters }) => parameters.includes(p));
}
