import { addFactorGradient } from './factors/factor-gradient.ts';
import { type CompiledTerm, contractTerm, updateOthers } from './term.ts';

/**
 * Adds the derivatives of sum over bins of residual * term by the free parameters. What a Jacobian would hold per bin of the channel is
 * summed up first over the bins that share a bin of a factor, of which there are fewer. The term must be up to date.
 *
 * @param residual derivative of the statistic by the expectation of each bin
 * @param free 1 for each parameter of the model whose derivative is wanted
 * @param gradient over all parameters of the model
 */
export function addTermGradient(
  term: CompiledTerm,
  residual: Float64Array,
  free: Uint8Array,
  gradient: Float64Array,
): void {
  const { weight, factors, contracted } = term;
  updateOthers(term);
  const sum = contractTerm(term, residual);
  for (let j = 0; j < weight.parameters.length; j++) {
    const p = weight.parameters[j]!;
    if (free[p] === 1) gradient[p]! += weight.first[j]! * sum;
  }
  const scale = weight.value[0]!;
  for (let f = 0; f < factors.length; f++) {
    const factor = factors[f]!;
    if (factor.binOfParameter === undefined) {
      addFactorGradient(factor, contracted[f]!, scale, free, gradient);
      continue;
    }
    for (let j = 0; j < factor.parameters.length; j++) {
      const p = factor.parameters[j]!;
      if (free[p] === 1) gradient[p]! += scale * contracted[f]![factor.binOfParameter[j]!]! * factor.first[j]!;
    }
  }
}
