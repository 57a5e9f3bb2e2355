import type { CompiledFactor } from './factor.ts';

/**
 * Adds the derivatives of scale * sum over bins of vector * factor by the free parameters; the factor must be up to date.
 *
 * @param vector length bins of the factor
 * @param gradient over all parameters of the model
 */
export function addFactorGradient(
  factor: CompiledFactor,
  vector: Float64Array,
  scale: number,
  free: Uint8Array,
  gradient: Float64Array,
): void {
  if (factor.addGradient !== undefined) {
    factor.addGradient(vector, scale, free, gradient);
    return;
  }
  factor.updateDerivatives?.(free);
  const { parameters, first, bins } = factor;
  for (let j = 0; j < parameters.length; j++) {
    const p = parameters[j]!;
    if (free[p] === 0) continue;
    const row = j * bins;
    let sum = 0;
    for (let i = 0; i < bins; i++) sum += vector[i]! * first[row + i]!;
    gradient[p]! += scale * sum;
  }
}
