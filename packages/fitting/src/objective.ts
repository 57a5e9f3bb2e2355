import { addChannelDerivatives, addChannelGradient, channelStatistic, type Derivatives } from './channel.ts';
import type { CompiledModel } from './compile.ts';
import { constraintBend, constraintCurvature, constraintSlope, constraintStatistic } from './constraint.ts';
import { addJointGradient, addJointHessian, jointStatistic } from './joint-constraint.ts';

/**
 * A function of parameters to be minimised, with exact derivatives; what the minimiser knows of a model.
 *
 * Values are on the scale of chi-squared: 1 above the minimum is one standard deviation. Infinity marks a point where the function is
 * not defined.
 */
export interface Objective extends Derivatives {
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  /** 1 for a parameter by which the first derivative may jump at 0. */
  readonly kinked: Uint8Array;
  /** Value at theta. */
  value(theta: Float64Array): number;
  /**
   * Value at theta; fills gradient, gaussNewton and curvature for the free parameters, if it is finite.
   *
   * @param side for a kinked parameter at 0: whether derivatives are taken from above (+1) or below (-1)
   * @param free 1 for each parameter whose derivatives are wanted
   */
  derivatives(theta: Float64Array, side: Int8Array, free: Uint8Array): number;
  /** Value at theta; fills a gradient, if it is finite, leaving the last second derivatives as they are. */
  gradientAt(theta: Float64Array, side: Int8Array, free: Uint8Array, gradient: Float64Array): number;
}

/**
 * The statistic of a model: what the channels contribute by their likelihoods, for counts 2 sum over bins of [mu - n + n ln(n / mu)],
 * and what the constraints add, for normal ones ((theta - mean) / sigma)^2.
 *
 * @see S. Baker and R. D. Cousins, Nucl. Instrum. Meth. 221 (1984) 437
 */
export function createObjective(model: CompiledModel): Objective {
  const { channels, constraints, jointConstraints, lower, upper, kinked } = model;
  const size = model.names.length;
  const gradient = new Float64Array(size);
  const gaussNewton = new Float64Array(size * size);
  const curvature = new Float64Array(size * size);
  const out = { gradient, gaussNewton, curvature };
  const above = new Int8Array(size).fill(1);

  function value(theta: Float64Array): number {
    let sum = pullTerms(model, theta);
    for (const channel of channels) sum += channelStatistic(channel, theta, above);
    return sum;
  }

  function derivatives(theta: Float64Array, side: Int8Array, free: Uint8Array): number {
    gradient.fill(0);
    gaussNewton.fill(0);
    curvature.fill(0);
    let sum = pullTerms(model, theta);
    if (sum === Number.POSITIVE_INFINITY) return sum;
    for (const channel of channels) {
      sum += addChannelDerivatives(channel, theta, side, free, out);
      if (sum === Number.POSITIVE_INFINITY) return sum;
    }
    addPullGradient(theta, gradient);
    for (let p = 0; p < size; p++) {
      const constraint = constraints[p];
      if (!constraint) continue;
      gaussNewton[p * size + p]! += constraintCurvature(constraint, theta[p]!);
      curvature[p * size + p]! += constraintBend(constraint, theta[p]!);
    }
    for (const joint of jointConstraints) addJointHessian(joint, size, gaussNewton);
    return sum;
  }

  function gradientAt(theta: Float64Array, side: Int8Array, free: Uint8Array, target: Float64Array): number {
    target.fill(0);
    let sum = pullTerms(model, theta);
    if (sum === Number.POSITIVE_INFINITY) return sum;
    for (const channel of channels) {
      sum += addChannelGradient(channel, theta, side, free, target);
      if (sum === Number.POSITIVE_INFINITY) return sum;
    }
    addPullGradient(theta, target);
    return sum;
  }

  function addPullGradient(theta: Float64Array, target: Float64Array): void {
    for (let p = 0; p < size; p++) {
      const constraint = constraints[p];
      if (constraint) target[p]! += constraintSlope(constraint, theta[p]!);
    }
    for (const joint of jointConstraints) addJointGradient(joint, theta, target);
  }

  // Written out: an object with a spread is now of one hidden class and now of another, and what was compiled for one is thrown away.
  return { gradient, gaussNewton, curvature, lower, upper, kinked, value, derivatives, gradientAt };
}

/** What the constraints add to the statistic at theta, those of fixed parameters included. */
export function pullTerms(model: CompiledModel, theta: Float64Array): number {
  let sum = 0;
  for (let p = 0; p < theta.length; p++) {
    const constraint = model.constraints[p];
    if (constraint) sum += constraintStatistic(constraint, theta[p]!);
  }
  for (const joint of model.jointConstraints) sum += jointStatistic(joint, theta);
  return sum;
}
