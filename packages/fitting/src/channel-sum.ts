import { addExpectation, type CompiledTerm, updateTerm } from './term.ts';
import { addJacobian } from './term-jacobian.ts';
import { addRows } from './weighted-product.ts';

/**
 * A sum of terms over the bins of a channel. The part that is linear in the parameters with constant templates is summed once, when the
 * model is compiled: its Jacobian never changes. The other terms follow the product rule at every evaluation.
 */
export interface ChannelSum {
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
  /** Filled by an evaluation: the sum and its Jacobian [rows][bins]. */
  readonly expectation: Float64Array;
  readonly jacobian: readonly Float64Array[];
}

/**
 * Fills the sum at theta.
 *
 * @param parameters indices of the parameters of the rows
 */
export function updateSum(sum: ChannelSum, parameters: Int32Array, theta: Float64Array, side: Int8Array): void {
  const { expectation } = sum;
  expectation.set(sum.constant);
  addRows(sum.linear, sum.linearRows, theta, parameters, expectation);
  for (const term of sum.terms) {
    updateTerm(term, theta, side);
    addExpectation(term, expectation);
  }
}

/**
 * Fills the rows of the free parameters in the Jacobian; the sum must be up to date.
 *
 * @param rowOf row of each parameter of the model
 */
export function updateSumJacobian(
  { jacobian, linear, isCurved, terms }: ChannelSum,
  parameters: Int32Array,
  rowOf: Int32Array,
  free: Uint8Array,
): void {
  if (terms.length === 0) return;
  for (let row = 0; row < parameters.length; row++) {
    if (isCurved[row] === 1 && free[parameters[row]!] === 1) jacobian[row]!.set(linear[row]!);
  }
  for (const term of terms) addJacobian(term, free, rowOf, jacobian);
}
