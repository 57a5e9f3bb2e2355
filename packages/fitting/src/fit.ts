import { choleskyInverse } from '@cevns/numerics/linear-algebra/cholesky';
import { factorSafely } from './bounded-quadratic.ts';
import { updateExpectation } from './channel.ts';
import type { CompiledModel } from './compile.ts';
import { createMinimiser, type MinimisationFailure, type Minimum } from './newton.ts';
import { createObjective, type Objective, pullTerms } from './objective.ts';
import { type ChannelPrediction, expectationJacobians, predict } from './prediction.ts';
import { startPoint, type Values } from './start-point.ts';

/** What a fit holds, and where it starts. */
export interface FitOptions {
  /** Parameters held at a value. */
  readonly fixed?: Values;
  /** Start values in place of the initial values of the model. */
  readonly start?: Values;
}

/** A parameter as fitted. */
export interface FittedParameter {
  readonly name: string;
  readonly value: number;
  /** Standard deviation from the Hessian, the square root of its diagonal element in the covariance; null where there is none. */
  readonly error: number | null;
  readonly fixed: boolean;
  readonly atLimit: 'lower' | 'upper' | null;
}

/** How far a fit is to be trusted. */
export interface FitVerdict {
  readonly converged: boolean;
  /** Estimated distance to the minimum of the statistic. */
  readonly edm: number;
  readonly iterations: number;
  readonly evaluations: number;
  /** Whether the Hessian is positive definite in the parameters that are free, not at a limit, and have an effect. */
  readonly positiveDefinite: boolean;
  /** Free parameters at one of their bounds. */
  readonly atLimit: readonly string[];
  /** Free parameters at 0, where the slope of the statistic jumps and both one-sided slopes point uphill. */
  readonly atKink: readonly string[];
  /** Free parameters on which nothing depends at this point, such as the onset of a signal of strength 0; kept as they were. */
  readonly withoutEffect: readonly string[];
  /** Bins without counts whose expectation is negative: the model is beyond its validity there. */
  readonly negativeBins: readonly { readonly channel: string; readonly bin: number; readonly expectation: number }[];
}

/** The expectation of a channel at the minimum, with its derivatives. */
export interface FittedChannel extends ChannelPrediction {
  /** Derivatives of the total by the parameters of the covariance, row-major [bins][determined]. */
  readonly jacobian: Float64Array;
}

/** A fit that found a minimum. */
export interface ConvergedFit {
  readonly status: 'converged';
  readonly parameters: readonly FittedParameter[];
  /** Names of the parameters of the covariance: free, not at a limit, and with an effect. */
  readonly determined: readonly string[];
  /** 2 H^-1, row-major over `determined`; null if the Hessian is not positive definite. */
  readonly covariance: Float64Array | null;
  /** Minimum of the statistic, pulls included. */
  readonly statistic: number;
  /** The statistic without pulls. */
  readonly deviance: number;
  /** Number of bins of all channels. */
  readonly bins: number;
  readonly verdict: FitVerdict;
  readonly channels: readonly FittedChannel[];
}

/** A fit that found none; it has no result, only where it stopped. */
export interface FailedFit {
  readonly status: 'failed';
  readonly reason: MinimisationFailure;
  readonly message: string;
  readonly stoppedAt: Values;
  readonly verdict: FitVerdict;
}

export type FitResult = ConvergedFit | FailedFit;

/**
 * Minimises the statistic of a model, 2 sum over bins of [mu - n + n ln(n / mu)] + sum of squared pulls, over its free parameters.
 *
 * Whether the fit converged is part of the result; converged means an estimated distance to the minimum of at most 1e-10.
 *
 * @throws FittingError if a fixed or start value is not finite, outside its bounds, or of an unknown parameter
 */
export function fit(model: CompiledModel, options: FitOptions = {}): FitResult {
  const { theta, free } = startPoint(model, options.fixed ?? {}, options.start ?? {});
  const objective = createObjective(model);
  const minimiser = createMinimiser(objective, free);
  const minimum = minimiser.minimise(theta);
  const withoutEffect = minimum.failure === null ? minimiser.withoutEffect() : [];
  const verdict = judge(model, theta, free, minimum, withoutEffect);
  if (minimum.failure !== null) {
    return {
      status: 'failed',
      reason: minimum.failure,
      message: explain(model, theta, minimum),
      stoppedAt: valuesOf(model, theta),
      verdict,
    };
  }
  const determined = Array.from(theta.keys()).filter(
    (p) => free[p] === 1 && limitOf(model, theta, p) === null && !withoutEffect.includes(p),
  );
  const covariance = covarianceOf(objective, determined, theta.length);
  const jacobians = expectationJacobians(model, theta, determined);
  return {
    status: 'converged',
    parameters: model.names.map((name, p) => {
      const row = determined.indexOf(p);
      const variance = row < 0 || covariance === null ? null : covariance[row * (determined.length + 1)]!;
      const fixed = free[p] === 0;
      const atLimit = fixed ? null : limitOf(model, theta, p);
      return { name, value: theta[p]!, error: variance === null ? null : Math.sqrt(variance), fixed, atLimit };
    }),
    determined: determined.map((p) => model.names[p]!),
    covariance,
    statistic: minimum.value,
    deviance: minimum.value - pullTerms(model, theta),
    bins: model.channels.reduce((sum, { bins }) => sum + bins, 0),
    verdict,
    channels: predict(model, theta).map((channel, i) => ({ ...channel, jacobian: jacobians[i]! })),
  };
}

/** Parameter values of a converged fit by name. */
export function fittedValues(result: ConvergedFit): Record<string, number> {
  return Object.fromEntries(result.parameters.map(({ name, value }) => [name, value]));
}

/** The parameters that a fit held, with their values. */
export function fixedValues(result: ConvergedFit): Record<string, number> {
  return Object.fromEntries(result.parameters.filter(({ fixed }) => fixed).map(({ name, value }) => [name, value]));
}

function valuesOf(model: CompiledModel, theta: Float64Array): Values {
  return Object.fromEntries(model.names.map((name, p) => [name, theta[p]!]));
}

function limitOf(model: CompiledModel, theta: Float64Array, p: number): 'lower' | 'upper' | null {
  if (theta[p] === model.lower[p]) return 'lower';
  return theta[p] === model.upper[p] ? 'upper' : null;
}

function judge(
  model: CompiledModel,
  theta: Float64Array,
  free: Uint8Array,
  minimum: Minimum,
  withoutEffect: readonly number[],
): FitVerdict {
  const freeNames = model.names.filter((_, p) => free[p] === 1);
  const indexOf = (name: string) => model.indexOf.get(name)!;
  const { edm, iterations, evaluations, positiveDefinite } = minimum;
  return {
    converged: minimum.failure === null,
    edm,
    iterations,
    evaluations,
    positiveDefinite,
    atLimit: freeNames.filter((name) => limitOf(model, theta, indexOf(name)) !== null),
    atKink: freeNames.filter((name) => model.kinked[indexOf(name)] === 1 && theta[indexOf(name)] === 0),
    withoutEffect: withoutEffect.map((p) => model.names[p]!),
    negativeBins: negativeBins(model, theta),
  };
}

function negativeBins(model: CompiledModel, theta: Float64Array): FitVerdict['negativeBins'] {
  const found: { channel: string; bin: number; expectation: number }[] = [];
  for (const channel of model.channels) {
    updateExpectation(channel, theta, new Int8Array(theta.length).fill(1));
    for (let bin = 0; bin < channel.bins; bin++) {
      const expectation = channel.expectation[bin]!;
      if (expectation < 0) found.push({ channel: channel.name, bin, expectation });
    }
  }
  return found;
}

function explain(model: CompiledModel, theta: Float64Array, minimum: Minimum): string {
  if (minimum.failure === 'no-progress') return 'no step lowers the statistic, though its slope is not zero';
  if (minimum.failure === 'too-many-iterations') return `not converged after ${minimum.iterations} iterations`;
  for (const channel of model.channels) {
    updateExpectation(channel, theta, new Int8Array(theta.length).fill(1));
    const bin = channel.expectation.findIndex((mu, b) => !(mu > 0) && (channel.observed[b]! > 0 || Number.isNaN(mu)));
    if (bin >= 0) {
      const counts = `${channel.observed[bin]} counts against an expectation of ${channel.expectation[bin]}`;
      return `the statistic is not defined at the start: ${channel.name}, bin ${bin}: ${counts}`;
    }
  }
  return 'the statistic is not finite at the start';
}

/** 2 H^-1 of some parameters, from the derivatives at the minimum. */
function covarianceOf(objective: Objective, parameters: readonly number[], size: number): Float64Array | null {
  const n = parameters.length;
  const matrix = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      const k = parameters[i]! * size + parameters[j]!;
      matrix[i * n + j] = 0.5 * (objective.gaussNewton[k]! + objective.curvature[k]!);
    }
  }
  if (!factorSafely(matrix, n)) return null;
  const covariance = new Float64Array(n * n);
  choleskyInverse(matrix, n, covariance);
  return covariance;
}
