import { choleskyFactor } from '@cevns/numerics/linear-algebra/cholesky';
import type { RandomStream } from '@cevns/numerics/random/random-stream';
import type { CompiledModel } from '../compile.ts';
import { constraintWidth } from '../constraint.ts';
import type { ConvergedFit } from '../fit.ts';
import { createObjective } from '../objective.ts';
import { effectiveSize, scaleReduction } from './chain-convergence.ts';
import { type EnsembleChain, sampleEnsemble } from './ensemble-sampler.ts';

/** How long to sample. */
export interface SamplingTask {
  readonly burnIn: number;
  readonly steps: number;
  /** Ensemble i uses toy i of the stream. */
  readonly random: RandomStream;
}

/** The posterior of one parameter, all others integrated out. */
export interface PosteriorMarginal {
  readonly parameter: string;
  readonly mean: number;
  readonly deviation: number;
  /** At `QUANTILES`. */
  readonly quantiles: readonly number[];
  /** R-hat. */
  readonly scaleReduction: number;
  readonly effectiveSize: number;
}

/** Points of a posterior. */
export interface Posterior {
  readonly marginals: readonly PosteriorMarginal[];
  readonly chains: readonly EnsembleChain[];
  readonly acceptance: number;
}

/** Shares of the posterior below the quantiles that are given. */
export const QUANTILES = [0.025, 0.05, 0.16, 0.5, 0.84, 0.95, 0.975] as const;

/** Chains start this much wider than the posterior, such that R-hat shows whether they forget it. */
const OVERDISPERSION = 2;
const LEAST_WALKERS = 32;

/**
 * Samples the posterior exp(-statistic / 2) of the free parameters of a fit by one ensemble: constraints are priors, flat between the bounds
 * where there is none. It depends on the number of the ensemble, and on no other one.
 *
 * @param best a converged fit, around which the chain starts
 * @throws RangeError without a free parameter
 */
export function sampleChain(
  model: CompiledModel,
  best: ConvergedFit,
  ensemble: number,
  { burnIn, steps, random }: SamplingTask,
): EnsembleChain {
  const free = freeParameters(best);
  const objective = createObjective(model);
  const theta = Float64Array.from(best.parameters, ({ value }) => value);
  const lnDensity = (point: Float64Array) => {
    for (let k = 0; k < free.length; k++) {
      const p = free[k]!;
      if (!(point[k]! >= model.lower[p]! && point[k]! <= model.upper[p]!)) return Number.NEGATIVE_INFINITY;
      theta[p] = point[k]!;
    }
    return -0.5 * (objective.value(theta) - best.statistic);
  };
  const walkers = Math.max(LEAST_WALKERS, 4 * free.length);
  random.start(ensemble);
  const start = startPoints(model, best, free, walkers, random, lnDensity);
  return sampleEnsemble(lnDensity, start, free.length, burnIn, steps, random);
}

/**
 * The posterior of the free parameters of a fit from independent ensembles, by which convergence is judged.
 *
 * @throws RangeError with fewer than two
 */
export function posteriorOf(model: CompiledModel, best: ConvergedFit, chains: readonly EnsembleChain[]): Posterior {
  if (!(chains.length >= 2)) throw new RangeError(`Expected two ensembles or more, got ${chains.length}`);
  return {
    marginals: freeParameters(best).map((p, k) => marginalOf(model.names[p]!, chains, k)),
    chains,
    acceptance: chains.reduce((sum, chain) => sum + chain.acceptance, 0) / chains.length,
  };
}

function freeParameters(best: ConvergedFit): number[] {
  const free = best.parameters.flatMap(({ fixed }, p) => (fixed ? [] : [p]));
  if (free.length === 0) throw new RangeError('Expected a free parameter, got none');
  return free;
}

function startPoints(
  model: CompiledModel,
  best: ConvergedFit,
  free: readonly number[],
  walkers: number,
  random: RandomStream,
  lnDensity: (point: Float64Array) => number,
): Float64Array {
  const n = best.determined.length;
  const rowOf = free.map((p) => best.determined.indexOf(model.names[p]!));
  const factor = new Float64Array(n * n);
  const isKnown = best.covariance !== null && choleskyFactor(best.covariance, n, factor);
  const points = new Float64Array(walkers * free.length);
  const normal = new Float64Array(n);
  for (let w = 0; w < walkers; w++) {
    const point = points.subarray(w * free.length, (w + 1) * free.length);
    // Narrower where the posterior ends nearer.
    for (let width = OVERDISPERSION; ; width *= 0.7) {
      for (let i = 0; i < n; i++) normal[i] = random.normal();
      free.forEach((p, k) => {
        const row = rowOf[k]!;
        let shift = 0;
        if (isKnown && row >= 0) for (let j = 0; j <= row; j++) shift += factor[row * n + j]! * normal[j]!;
        else shift = widthOf(model, p) * random.normal();
        const x = best.parameters[p]!.value + width * shift;
        const [low, high] = [model.lower[p]!, model.upper[p]!];
        const reflected = x < low ? 2 * low - x : x > high ? 2 * high - x : x;
        point[k] = Math.max(low, Math.min(high, reflected));
      });
      if (lnDensity(point) > Number.NEGATIVE_INFINITY) break;
      if (width < 1e-9) throw new RangeError('Expected room around the best fit, found none');
    }
  }
  return points;
}

/** A scale of a parameter that has no error. */
function widthOf(model: CompiledModel, p: number): number {
  const constraint = model.constraints[p];
  if (constraint) return 0.3 * constraintWidth(constraint);
  const range = model.upper[p]! - model.lower[p]!;
  return Number.isFinite(range) ? 0.05 * range : 0.1 * Math.max(1, Math.abs(model.initial[p]!));
}

function marginalOf(parameter: string, chains: readonly EnsembleChain[], k: number): PosteriorMarginal {
  const values = drawsOf(chains, k).sort();
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
  return {
    parameter,
    mean,
    deviation: Math.sqrt(variance),
    quantiles: QUANTILES.map((share) => values[Math.min(values.length - 1, Math.floor(share * values.length))]!),
    scaleReduction: scaleReduction(chains, k),
    effectiveSize: effectiveSize(chains, k),
  };
}

/** All draws of parameter k. */
function drawsOf(chains: readonly EnsembleChain[], k: number): Float64Array {
  const draws = new Float64Array(chains.reduce((sum, { steps, walkers }) => sum + steps * walkers, 0));
  let n = 0;
  for (const { points, dimensions, steps, walkers } of chains) {
    for (let i = 0; i < steps * walkers; i++) draws[n++] = points[i * dimensions + k]!;
  }
  return draws;
}
