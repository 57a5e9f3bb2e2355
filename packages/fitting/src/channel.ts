import type { CompiledLikelihood } from './likelihood.ts';
import { addCurvature, addExpectation, addJacobian, type CompiledTerm, updateTerm } from './term.ts';
import { addRows, addWeightedProduct, multiplyRows } from './weighted-product.ts';

/** A component with all its terms, for predictions by component. */
export interface CompiledComponent {
  readonly name: string;
  readonly terms: readonly CompiledTerm[];
}

/**
 * One channel, ready to be evaluated. The part of the expectation that is linear in the parameters with constant templates is summed
 * once, when the model is compiled: its Jacobian never changes. The other terms follow the product rule at every evaluation.
 */
export interface CompiledChannel {
  readonly name: string;
  readonly bins: number;
  readonly observed: Float64Array;
  readonly likelihood: CompiledLikelihood;
  readonly components: readonly CompiledComponent[];
  /** Indices of the parameters that the channel depends on, ascending; the rows of its Jacobian. */
  readonly parameters: Int32Array;
  /** Row of each parameter of the model in the Jacobian, -1 if the channel does not depend on it. */
  readonly rowOf: Int32Array;
  /** Expectation where all parameters are 0, without the terms below. */
  readonly constant: Float64Array;
  /** Derivatives of the linear part, [rows][bins]. */
  readonly linear: readonly Float64Array[];
  /** The rows that are not zero throughout. */
  readonly linearRows: Int32Array;
  /** Per row: whether one of the terms below depends on this parameter. */
  readonly isCurved: Uint8Array;
  /** The terms that are not part of `constant` and `linear`, those joined that share factors. */
  readonly terms: readonly CompiledTerm[];
  /** Filled by an evaluation: total expectation, its Jacobian [rows][bins], derivatives of the statistic by the expectation. */
  readonly expectation: Float64Array;
  readonly jacobian: readonly Float64Array[];
  readonly residual: Float64Array;
  readonly weight: Float64Array;
  /** Room for the positions of the free parameters and for two rows. */
  readonly freeRows: Int32Array;
  readonly work: readonly [Float64Array, Float64Array];
}

/** Fills the total expectation of the channel at theta. */
export function updateExpectation(channel: CompiledChannel, theta: Float64Array, side: Int8Array): void {
  const { expectation, linear, linearRows, parameters } = channel;
  expectation.set(channel.constant);
  addRows(linear, linearRows, theta, parameters, expectation);
  for (const term of channel.terms) {
    updateTerm(term, theta, side);
    addExpectation(term, expectation);
  }
}

/** Fills the rows of the free parameters in the Jacobian; the expectation must be up to date. */
export function updateJacobian(channel: CompiledChannel, free: Uint8Array): void {
  const { jacobian, linear, isCurved, parameters } = channel;
  if (channel.terms.length === 0) return;
  for (let row = 0; row < parameters.length; row++) {
    if (isCurved[row] === 1 && free[parameters[row]!] === 1) jacobian[row]!.set(linear[row]!);
  }
  for (const term of channel.terms) addJacobian(term, free, channel.rowOf, jacobian);
}

/** What the channel contributes to the statistic at theta. */
export function channelStatistic(channel: CompiledChannel, theta: Float64Array, side: Int8Array): number {
  updateExpectation(channel, theta, side);
  return channel.likelihood.statistic(channel.observed, channel.expectation);
}

/** Derivatives of the statistic by the parameters, lower triangles of row-major matrices over all parameters of the model. */
export interface Derivatives {
  readonly gradient: Float64Array;
  /** sum over bins of (second derivative of the statistic by the expectation) * slope * slope */
  readonly gaussNewton: Float64Array;
  /** sum over bins of (first derivative of the statistic by the expectation) * curvature; added up, the two are the Hessian. */
  readonly curvature: Float64Array;
}

/**
 * What the channel contributes to the statistic at theta; adds its derivatives by the free parameters.
 *
 * @returns Infinity where the statistic is not defined, such as counts where none are expected; nothing is added then
 */
export function addChannelDerivatives(
  channel: CompiledChannel,
  theta: Float64Array,
  side: Int8Array,
  free: Uint8Array,
  out: Derivatives,
): number {
  const { observed, likelihood, expectation, jacobian, residual, weight, parameters, freeRows } = channel;
  updateExpectation(channel, theta, side);
  const statistic = likelihood.derivatives(observed, expectation, residual, weight);
  if (statistic === Number.POSITIVE_INFINITY) return statistic;
  updateJacobian(channel, free);
  let count = 0;
  for (let row = 0; row < parameters.length; row++) if (free[parameters[row]!] === 1) freeRows[count++] = row;
  multiplyRows(jacobian, residual, freeRows, count, parameters, out.gradient);
  const rows = likelihood.whiten === undefined ? jacobian : likelihood.whiten(jacobian, freeRows, count);
  addWeightedProduct(rows, weight, freeRows, count, parameters, out.gaussNewton, free.length, channel.work);
  for (const term of channel.terms) addCurvature(term, residual, free, out.curvature);
  return statistic;
}

/** Adds the gradient alone. */
export function addChannelGradient(
  channel: CompiledChannel,
  theta: Float64Array,
  side: Int8Array,
  free: Uint8Array,
  gradient: Float64Array,
): void {
  const { observed, likelihood, expectation, jacobian, residual, weight, parameters, freeRows } = channel;
  updateExpectation(channel, theta, side);
  likelihood.derivatives(observed, expectation, residual, weight);
  updateJacobian(channel, free);
  let count = 0;
  for (let row = 0; row < parameters.length; row++) if (free[parameters[row]!] === 1) freeRows[count++] = row;
  multiplyRows(jacobian, residual, freeRows, count, parameters, gradient);
}
