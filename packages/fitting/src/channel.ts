import { type ChannelSum, updateSum, updateSumJacobian } from './channel-sum.ts';
import type { CompiledSampler } from './event-sampler.ts';
import type { CompiledLikelihood } from './likelihood.ts';
import {
  type CompiledTemplateErrors,
  combineJacobians,
  eliminate,
  templateErrorPulls,
  updateMixed,
  updateTemplateErrorWeights,
} from './template-errors.ts';
import type { CompiledTerm } from './term.ts';
import { addCurvature } from './term-curvature.ts';
import { addTermGradient } from './term-gradient.ts';
import { addWeightedProduct, multiplyRows } from './weighted-product.ts';

/** A component with all its terms, for predictions by component. */
export interface CompiledComponent {
  readonly name: string;
  readonly terms: readonly CompiledTerm[];
}

/** One channel, ready to be evaluated; the sum is that of all terms, or empty where there are template errors. */
export interface CompiledChannel extends ChannelSum {
  readonly name: string;
  readonly bins: number;
  readonly observed: Float64Array;
  readonly likelihood: CompiledLikelihood;
  readonly components: readonly CompiledComponent[];
  /** Indices of the parameters that the channel depends on, ascending; the rows of its Jacobian. */
  readonly parameters: Int32Array;
  /** Row of each parameter of the model in the Jacobian, -1 if the channel does not depend on it. */
  readonly rowOf: Int32Array;
  /** Where the terms are if there are template errors. */
  readonly templateErrors: CompiledTemplateErrors | null;
  /** Of single events, where they can be drawn. */
  readonly sampler: CompiledSampler | null;
  /** Filled by an evaluation: derivatives of the statistic by the expectation. */
  readonly residual: Float64Array;
  readonly weight: Float64Array;
  /** Room for the positions of the free parameters and for two rows. */
  readonly freeRows: Int32Array;
  readonly work: readonly [Float64Array, Float64Array];
}

/**
 * A channel of these parts. Written out and in one place, so that all channels are of one hidden class: what was compiled for one serves the
 * others, which a spread does not give.
 */
export function channelFrom(parts: CompiledChannel): CompiledChannel {
  return {
    name: parts.name,
    bins: parts.bins,
    observed: parts.observed,
    likelihood: parts.likelihood,
    components: parts.components,
    parameters: parts.parameters,
    rowOf: parts.rowOf,
    constant: parts.constant,
    linear: parts.linear,
    linearRows: parts.linearRows,
    isCurved: parts.isCurved,
    terms: parts.terms,
    expectation: parts.expectation,
    jacobian: parts.jacobian,
    templateErrors: parts.templateErrors,
    sampler: parts.sampler,
    residual: parts.residual,
    weight: parts.weight,
    freeRows: parts.freeRows,
    work: parts.work,
  };
}

/** Fills the total expectation of the channel at theta. */
export function updateExpectation(channel: CompiledChannel, theta: Float64Array, side: Int8Array): void {
  const { parameters, templateErrors } = channel;
  if (templateErrors === null) {
    updateSum(channel, parameters, theta, side);
    return;
  }
  updateSum(templateErrors.scaled, parameters, theta, side);
  updateSum(templateErrors.rest, parameters, theta, side);
  eliminate(templateErrors, channel.observed, channel.expectation);
}

/** Fills the rows of the free parameters in the Jacobian, at constant template errors; the expectation must be up to date. */
function updateJacobian(channel: CompiledChannel, free: Uint8Array): number {
  const { parameters, rowOf, freeRows, templateErrors } = channel;
  let count = 0;
  for (let row = 0; row < parameters.length; row++) if (free[parameters[row]!] === 1) freeRows[count++] = row;
  if (templateErrors === null) {
    updateSumJacobian(channel, parameters, rowOf, free);
    return count;
  }
  updateSumJacobian(templateErrors.scaled, parameters, rowOf, free);
  updateSumJacobian(templateErrors.rest, parameters, rowOf, free);
  combineJacobians(templateErrors, freeRows, count, channel.jacobian);
  return count;
}

/**
 * Fills the rows of the free parameters in the Jacobian with the derivatives of the expectation as it is fitted: template errors follow
 * the parameters. The expectation must be up to date.
 */
export function updateFittedJacobian(channel: CompiledChannel, free: Uint8Array): void {
  const { templateErrors, freeRows, jacobian, observed, expectation, residual, weight } = channel;
  const count = updateJacobian(channel, free);
  if (templateErrors === null) return;
  channel.likelihood.derivatives(observed, expectation, residual, weight);
  updateTemplateErrorWeights(templateErrors, observed, expectation);
  updateMixed(templateErrors, freeRows, count, jacobian, residual, weight);
  for (let j = 0; j < count; j++) {
    const [row, mixed] = [jacobian[freeRows[j]!]!, templateErrors.mixed[freeRows[j]!]!];
    for (let b = 0; b < row.length; b++) {
      row[b]! += templateErrors.scaled.expectation[b]! * templateErrors.weight[b]! * mixed[b]!;
    }
  }
}

/** What the channel contributes to the statistic at theta. */
export function channelStatistic(channel: CompiledChannel, theta: Float64Array, side: Int8Array): number {
  const { likelihood, observed, expectation, templateErrors } = channel;
  updateExpectation(channel, theta, side);
  const statistic = likelihood.statistic(observed, expectation);
  return templateErrors === null ? statistic : statistic + templateErrorPulls(templateErrors);
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
  const { observed, likelihood, expectation, jacobian, residual, weight, parameters, freeRows, templateErrors } =
    channel;
  updateExpectation(channel, theta, side);
  const statistic = likelihood.derivatives(observed, expectation, residual, weight);
  if (statistic === Number.POSITIVE_INFINITY) return statistic;
  const count = updateJacobian(channel, free);
  multiplyRows(jacobian, residual, freeRows, count, parameters, out.gradient);
  const rows = likelihood.whiten === undefined ? jacobian : likelihood.whiten(jacobian, freeRows, count);
  addWeightedProduct(rows, weight, freeRows, count, parameters, out.gaussNewton, free.length, channel.work);
  for (const term of channel.terms) addCurvature(term, residual, free, out.curvature);
  return templateErrors === null
    ? statistic
    : statistic + addTemplateErrorDerivatives(channel, templateErrors, count, free, out);
}

/** Adds what template errors change in the Hessian; returns what they add to the statistic. */
function addTemplateErrorDerivatives(
  channel: CompiledChannel,
  errors: CompiledTemplateErrors,
  count: number,
  free: Uint8Array,
  out: Derivatives,
): number {
  const { jacobian, residual, weight, parameters, freeRows } = channel;
  updateTemplateErrorWeights(errors, channel.observed, channel.expectation);
  updateMixed(errors, freeRows, count, jacobian, residual, weight);
  addWeightedProduct(
    errors.mixed,
    errors.weight,
    freeRows,
    count,
    parameters,
    out.gaussNewton,
    free.length,
    channel.work,
  );
  for (const term of errors.scaled.terms) addCurvature(term, errors.residual, free, out.curvature);
  for (const term of errors.rest.terms) addCurvature(term, residual, free, out.curvature);
  return templateErrorPulls(errors);
}

/**
 * What the channel contributes to the statistic at theta; adds its gradient by the free parameters alone, which takes a fraction of all
 * derivatives.
 *
 * @returns as addChannelDerivatives
 */
export function addChannelGradient(
  channel: CompiledChannel,
  theta: Float64Array,
  side: Int8Array,
  free: Uint8Array,
  gradient: Float64Array,
): number {
  const { observed, likelihood, expectation, jacobian, residual, weight, parameters, freeRows, templateErrors } =
    channel;
  updateExpectation(channel, theta, side);
  const statistic = likelihood.derivatives(observed, expectation, residual, weight);
  if (statistic === Number.POSITIVE_INFINITY) return statistic;
  if (templateErrors !== null) {
    const count = updateJacobian(channel, free);
    multiplyRows(jacobian, residual, freeRows, count, parameters, gradient);
    return statistic + templateErrorPulls(templateErrors);
  }
  const count = freeAmong(channel.linearRows, parameters, free, freeRows);
  multiplyRows(channel.linear, residual, freeRows, count, parameters, gradient);
  for (let t = 0; t < channel.terms.length; t++) addTermGradient(channel.terms[t]!, residual, free, gradient);
  return statistic;
}

/** Gathers those rows whose parameters are free; returns how many. */
function freeAmong(rows: Int32Array, parameters: Int32Array, free: Uint8Array, out: Int32Array): number {
  let count = 0;
  for (let j = 0; j < rows.length; j++) if (free[parameters[rows[j]!]!] === 1) out[count++] = rows[j]!;
  return count;
}
