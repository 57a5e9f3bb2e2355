import type { Objective } from './objective.ts';

/** Relative change of a parameter beyond which its part in a Hessian of another place is scaled. */
const MUCH = 0.1;

/**
 * Carries a Hessian to a place near by. By a parameter that cannot be negative and changes much, such as a flux that falls as a signal
 * grows, derivatives go with its inverse.
 *
 * @param hessian row-major over the free parameters, both triangles; scaled in place
 * @param at all parameters where it was evaluated; those of scaled rows are brought up to date
 * @param index positions of the free parameters among all
 * @returns whether anything was scaled; null if a kink, at which the Hessian jumps, lies between
 */
export function carryHessian(
  hessian: Float64Array,
  at: Float64Array,
  theta: Float64Array,
  index: Int32Array,
  { kinked, lower }: Objective,
): boolean | null {
  const n = index.length;
  for (let i = 0; i < n; i++) {
    const p = index[i]!;
    if (kinked[p] === 1 && Math.sign(at[p]!) !== Math.sign(theta[p]!)) return null;
  }
  let isScaled = false;
  for (let i = 0; i < n; i++) {
    const p = index[i]!;
    const ratio = at[p]! / theta[p]!;
    if (lower[p] !== 0 || !(ratio > 0) || Math.abs(ratio - 1) < MUCH) continue;
    isScaled = true;
    at[p] = theta[p]!;
    for (let j = 0; j < n; j++) {
      hessian[i * n + j]! *= ratio;
      hessian[j * n + i]! *= ratio;
    }
  }
  return isScaled;
}
