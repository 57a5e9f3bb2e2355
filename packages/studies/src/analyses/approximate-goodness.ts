import type { ConvergedFit } from '@cevns/fitting/fit';
import { chiSquaredTail } from '@cevns/numerics/special-functions/chi-squared-distribution';

/** Below this expectation a bin is too sparse for the chi2 distribution to be trusted. */
const SPARSE_EVENTS = 5;

/** How well a model describes its data, as `summary.json` has it. */
export interface GoodnessOfFit {
  readonly 'p-value': number;
  readonly 'degrees-of-freedom': number;
  readonly method: string;
  /** Bins that expect fewer than 5 events, where the approximation is poor. */
  readonly 'sparse-bins': number;
}

/**
 * The upper tail of chi2 at the statistic of a fit, pulls included: Q(k/2, statistic/2). Each constraint is a measurement beside the bins
 * and has a parameter of its own, so that k is the number of bins less that of the free parameters without a constraint.
 * Of counts an approximation for large ones (S. Baker and R. D. Cousins, Nucl. Instrum. Meth. 221 (1984) 437); undefined when k is not positive.
 *
 * @param constrained names of the parameters with a constraint
 * @param expectation total per bin of counts
 */
export function goodnessOfFit(
  { statistic, bins, parameters, verdict }: Pick<ConvergedFit, 'statistic' | 'bins' | 'parameters' | 'verdict'>,
  constrained: ReadonlySet<string>,
  expectation: readonly number[],
): GoodnessOfFit | undefined {
  const free = parameters.filter(
    ({ name, fixed }) => !fixed && !constrained.has(name) && !verdict.withoutEffect.includes(name),
  );
  const degreesOfFreedom = bins - free.length;
  if (degreesOfFreedom <= 0) return undefined;
  return {
    'p-value': chiSquaredTail(Math.max(0, statistic), degreesOfFreedom),
    'degrees-of-freedom': degreesOfFreedom,
    method: 'approximate: chi2 tail of the statistic, pulls included',
    'sparse-bins': expectation.filter((events) => events < SPARSE_EVENTS).length,
  };
}
