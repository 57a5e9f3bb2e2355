import { choleskyFactor, choleskySolve } from '@cevns/numerics/linear-algebra/cholesky';
import type { ConvergedFit } from './fit.ts';

/** How the other parameters follow one along the profile, to first order: covariance over variance. */
export function profileDirection(best: ConvergedFit, p: number): Float64Array {
  const direction = new Float64Array(best.parameters.length);
  const n = best.determined.length;
  const column = best.determined.indexOf(best.parameters[p]!.name);
  if (best.covariance === null || column < 0) return direction;
  for (let i = 0; i < direction.length; i++) {
    const row = best.determined.indexOf(best.parameters[i]!.name);
    if (row >= 0) direction[i] = best.covariance[row * n + column]! / best.covariance[column * n + column]!;
  }
  return direction;
}

/**
 * How the other parameters follow several that move, to first order: one direction for each of them, along which it moves by 1 and the
 * rest of them stay. Null where the fit does not determine all of them.
 *
 * @param tested indices of the parameters that move
 */
export function profileDirections(best: ConvergedFit, tested: readonly number[]): Float64Array[] | null {
  const { covariance, determined, parameters } = best;
  const columns = tested.map((p) => determined.indexOf(parameters[p]!.name));
  if (covariance === null || columns.includes(-1)) return null;
  const n = determined.length;
  const own = Float64Array.from(columns.flatMap((row) => columns.map((column) => covariance[row * n + column]!)));
  const factor = new Float64Array(own.length);
  if (!choleskyFactor(own, columns.length, factor)) return null;
  const rows = parameters.map(({ name }) => determined.indexOf(name));
  return columns.map((_, t) => {
    const weights = new Float64Array(columns.length);
    weights[t] = 1;
    choleskySolve(factor, columns.length, weights, weights);
    return Float64Array.from(rows, (row) =>
      row < 0 ? 0 : columns.reduce((sum, column, k) => sum + covariance[row * n + column]! * weights[k]!, 0),
    );
  });
}
