import { choleskyInverse } from '@cevns/numerics/linear-algebra/cholesky';
import { factorSafely } from './bounded-quadratic.ts';
import { updateExpectation } from './channel.ts';
import type { CompiledModel } from './compile.ts';
import type { MinimisationFailure, MinimiseOptions, Minimum } from './minimisation.ts';
import { NewtonMinimiser } from './newton.ts';
import { createObjective, type Objective, pullTerms } from './objective.ts';
import { type ChannelPrediction, expectationJacobians, predict } from './prediction.ts';
import { furtherStarts, type StartPoint, startPoint, type Values } from './start-point.ts';

/** Minima that differ by less, relative to 1 and to their size, are taken for one and the same. */
const SAME_STATISTIC = 1e-9;
const SAME_VALUE = 1e-4;

/** What a fit holds, and where it starts. */
export interface FitOptions {
  /** Parameters held at a value. */
  readonly fixed?: Values;
  /** Start values in place of the initial values of the model; from the further starts of the model a fit starts in any case. */
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
  /** Number of bins of all channels; single events are not binned. */
  readonly bins: number;
  readonly verdict: FitVerdict;
  readonly channels: readonly FittedChannel[];
  /** Where else the fit ended from the further starts of the model, lowest first; some may be as low as this one. */
  readonly otherMinima: readonly LocalMinimum[];
}

/** A minimum of the statistic, the lowest one or not. */
export interface LocalMinimum {
  readonly values: Values;
  readonly statistic: number;
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
 * Minimises the statistic of a model, see `createObjective`, over its free parameters. Where the model declares further starts, the
 * lowest of the minima is the result.
 *
 * Whether the fit converged is part of the result; converged means an estimated distance to the minimum of at most 1e-10.
 *
 * @throws FittingError if a fixed or start value is not finite, outside its bounds, or of an unknown parameter
 */
export function fit(model: CompiledModel, options: FitOptions = {}): FitResult {
  const start = startPoint(model, options.fixed ?? {}, options.start ?? {});
  const { free } = start;
  const objective = createObjective(model);
  const minimiser = new NewtonMinimiser(objective, free);
  const { theta, minimum, otherMinima } = minimiseFromAll(model, minimiser, start);
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
  const inverse = covarianceOf(objective, determined, theta.length);
  const steady = determined.filter((p) => model.kinked[p] === 0 || theta[p] !== 0);
  const isDegenerate =
    inverse !== null &&
    isWithinNoise(objective, determined, steady, inverse) &&
    isSingular(objective, determined, steady, () => minimiser.minimise(Float64Array.from(theta), CLOSER));
  const covariance = isDegenerate ? null : inverse;
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
    bins: model.channels.reduce((sum, { bins, likelihood }) => sum + (likelihood.kind === 'unbinned' ? 0 : bins), 0),
    verdict: isDegenerate ? { ...verdict, positiveDefinite: false } : verdict,
    channels: predict(model, theta).map((channel, i) => ({ ...channel, jacobian: jacobians[i]! })),
    otherMinima,
  };
}

/** Minimises from the start and from those that the model declares; the lowest minimum is the last one evaluated. */
function minimiseFromAll(model: CompiledModel, minimiser: NewtonMinimiser, start: StartPoint) {
  const { theta } = start;
  const further = furtherStarts(model, start);
  let minimum = minimiser.minimise(theta);
  if (further.length === 0) return { theta, minimum, otherMinima: [] };
  const ends: { at: Float64Array; minimum: Minimum }[] = [{ at: Float64Array.from(theta), minimum }];
  for (const other of further) ends.push({ minimum: minimiser.minimise(other), at: other });
  const converged = ends.filter((end) => end.minimum.failure === null);
  // From a minimum that differs by rounding only, the first start counts.
  const lowest = converged.reduce((low, { minimum: { value } }) => Math.min(low, value), Number.POSITIVE_INFINITY);
  const chosen =
    converged.find((end) => end.minimum.value <= lowest + SAME_STATISTIC * (1 + Math.abs(lowest))) ?? ends[0]!;
  theta.set(chosen.at);
  minimum = minimiser.minimise(theta);
  const evaluations = ends.reduce((sum, end) => sum + end.minimum.evaluations, minimum.evaluations);
  const distinct: typeof ends = [];
  for (const end of converged.sort((a, b) => a.minimum.value - b.minimum.value)) {
    if (![{ at: theta }, ...distinct].some(({ at }) => isSamePoint(at, end.at))) distinct.push(end);
  }
  const otherMinima = distinct.map(({ at, minimum: { value } }) => ({ values: valuesOf(model, at), statistic: value }));
  return { theta, minimum: { ...minimum, iterations: chosen.minimum.iterations, evaluations }, otherMinima };
}

function isSamePoint(a: Float64Array, b: Float64Array): boolean {
  return a.every((value, p) => Math.abs(value - b[p]!) <= SAME_VALUE * (1 + Math.abs(value)));
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

/** Smallest share of a second derivative that others leave, by the largest slope that is left of its parameter; both in standard deviations. */
const TRUSTED_SHARE = 4;

/**
 * Whether the Hessian is positive definite by no more than what is left of the gradient could do to it. Of parameters that the data know
 * only together, such as two whose product alone counts, it is singular at the minimum, and of either sign beside it.
 *
 * @param steady the parameters whose slope is 0 at the minimum: not those at a kink
 */
function isWithinNoise(
  objective: Objective,
  parameters: readonly number[],
  steady: readonly number[],
  inverse: Float64Array,
): boolean {
  const [n, size] = [parameters.length, objective.gradient.length];
  const bend = (p: number) => 0.5 * (objective.gaussNewton[p * (size + 1)]! + objective.curvature[p * (size + 1)]!);
  const least = Math.min(...parameters.map((p, i) => 1 / (bend(p) * inverse[i * (n + 1)]!)));
  const steepest = Math.max(0, ...steady.map((p) => Math.abs(objective.gradient[p]!) / Math.sqrt(bend(p))));
  return least < Math.max(ROUNDING_SHARE, TRUSTED_SHARE * steepest);
}

/** So near to a minimum that what is left of the gradient is rounding. */
const CLOSER: MinimiseOptions = { tolerance: 1e-18 };
/** Share of a second derivative that is no more than rounding. */
const ROUNDING_SHARE = 1e-11;

/**
 * Whether the Hessian is still not beyond doubt nearer to the minimum: of parameters that are known apart, though not by much, it is.
 *
 * @param goCloser evaluates the derivatives there
 */
function isSingular(
  objective: Objective,
  parameters: readonly number[],
  steady: readonly number[],
  goCloser: () => unknown,
): boolean {
  goCloser();
  const inverse = covarianceOf(objective, parameters, objective.gradient.length);
  return inverse === null || isWithinNoise(objective, parameters, steady, inverse);
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
