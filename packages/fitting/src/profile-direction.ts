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
