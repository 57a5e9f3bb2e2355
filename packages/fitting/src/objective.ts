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
 * @param gradientOf 1 for each parameter whose slope a gradient without second derivatives has, those that are not free perhaps among
 * them; null for the free ones
 * @see S. Baker and R. D. Cousins, Nucl. Instrum. Meth. 221 (1984) 437
 */
export function createObjective(model: CompiledModel, gradientOf: Uint8Array | null = null): Objective {
  return new ModelObjective(model, gradientOf);
}

/** The statistic of a model with its derivatives. */
class ModelObjective implements Objective {
  readonly gradient: Float64Array;
  readonly gaussNewton: Float64Array;
  readonly curvature: Float64Array;
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  readonly kinked: Uint8Array;
  private readonly model: CompiledModel;
  private readonly gradientOf: Uint8Array | null;
  private readonly above: Int8Array;

  constructor(model: CompiledModel, gradientOf: Uint8Array | null) {
    const size = model.names.length;
    this.gradient = new Float64Array(size);
    this.gaussNewton = new Float64Array(size * size);
    this.curvature = new Float64Array(size * size);
    this.lower = model.lower;
    this.upper = model.upper;
    this.kinked = model.kinked;
    this.model = model;
    this.gradientOf = gradientOf;
    this.above = new Int8Array(size).fill(1);
  }

  value(theta: Float64Array): number {
    let sum = pullTerms(this.model, theta);
    for (const channel of this.model.channels) sum += channelStatistic(channel, theta, this.above);
    return sum;
  }

  derivatives(theta: Float64Array, side: Int8Array, free: Uint8Array): number {
    const { gradient, gaussNewton, curvature } = this;
    const { channels, constraints, jointConstraints } = this.model;
    const size = theta.length;
    gradient.fill(0);
    gaussNewton.fill(0);
    curvature.fill(0);
    let sum = pullTerms(this.model, theta);
    if (sum === Number.POSITIVE_INFINITY) return sum;
    for (const channel of channels) {
      sum += addChannelDerivatives(channel, theta, side, free, this);
      if (sum === Number.POSITIVE_INFINITY) return sum;
    }
    addPullGradient(this.model, theta, gradient);
    for (let p = 0; p < size; p++) {
      const constraint = constraints[p];
      if (!constraint) continue;
      gaussNewton[p * size + p]! += constraintCurvature(constraint, theta[p]!);
      curvature[p * size + p]! += constraintBend(constraint, theta[p]!);
    }
    for (const joint of jointConstraints) addJointHessian(joint, size, gaussNewton);
    return sum;
  }

  gradientAt(theta: Float64Array, side: Int8Array, free: Uint8Array, gradient: Float64Array): number {
    gradient.fill(0);
    let sum = pullTerms(this.model, theta);
    if (sum === Number.POSITIVE_INFINITY) return sum;
    for (const channel of this.model.channels) {
      sum += addChannelGradient(channel, theta, side, this.gradientOf ?? free, gradient);
      if (sum === Number.POSITIVE_INFINITY) return sum;
    }
    addPullGradient(this.model, theta, gradient);
    return sum;
  }
}

/** Adds the slopes of the constraints at theta. */
function addPullGradient(
  { constraints, jointConstraints }: CompiledModel,
  theta: Float64Array,
  gradient: Float64Array,
): void {
  for (let p = 0; p < theta.length; p++) {
    const constraint = constraints[p];
    if (constraint) gradient[p]! += constraintSlope(constraint, theta[p]!);
  }
  for (const joint of jointConstraints) addJointGradient(joint, theta, gradient);
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
