import type { CompiledModel } from '@cevns/fitting/compile';
import { type ConvergedFit, fit } from '@cevns/fitting/fit';
import type { EnsembleChain } from '@cevns/fitting/posterior/ensemble-sampler';
import {
  type Posterior,
  type PosteriorMarginal,
  posteriorOf,
  QUANTILES,
  sampleChain,
} from '@cevns/fitting/posterior/posterior';
import { createRandomStream } from '@cevns/numerics/random/random-stream';
import type { StageContext, StageOutputs } from '@cevns/runner/stage';
import { type AnalysisParameters, expectConverged, fitStatus, modelOf } from './analysis.ts';
import { histogramOf } from './histogram.ts';
import { ensembleName } from './posterior-plan.ts';

export interface PosteriorParameters extends AnalysisParameters {
  readonly ensembles: number;
  readonly 'burn-in': number;
  readonly steps: number;
  readonly seed: number;
}

/** A marginal is shown so many standard deviations around its mean, in so many bins. */
const REACH = 4;
const BINS = 48;
/** A pair of parameters in so many times so many, since its draws are spread over all of them. */
const PAIR_BINS = 32;

/** Draws of two parameters in bins: a row per bin of y, from its lower end. */
export interface PairCounts {
  readonly x: string;
  readonly y: string;
  readonly 'x-range': readonly [from: number, to: number];
  readonly 'y-range': readonly [from: number, to: number];
  readonly counts: readonly (readonly number[])[];
}

/** The draws of parameter k within a range. */
function histogramNear(chains: readonly EnsembleChain[], k: number, [from, to]: Range) {
  const draws = function* () {
    for (const { points, dimensions, steps, walkers } of chains) {
      for (let i = 0; i < steps * walkers; i++) yield points[i * dimensions + k]!;
    }
  };
  const { edges, counts } = histogramOf(draws(), from, to, BINS);
  return { edges, counts };
}

type Range = readonly [from: number, to: number];

/** Where a marginal is shown: around its mean, up to the bounds of its parameter. */
function rangeOf({ indexOf, lower, upper }: CompiledModel, { parameter, mean, deviation }: PosteriorMarginal): Range {
  const reach = REACH * (deviation > 0 ? deviation : 1);
  const p = indexOf.get(parameter)!;
  return [Math.max(lower[p]!, mean - reach), Math.min(upper[p]!, mean + reach)];
}

/** The draws of every pair of parameters, as far as both lie near their means. */
function pairsOf({ chains, marginals }: Posterior, ranges: readonly Range[]): PairCounts[] {
  const binOf = (value: number, k: number): number => {
    const [from, to] = ranges[k]!;
    return value === to ? PAIR_BINS - 1 : Math.floor((PAIR_BINS * (value - from)) / (to - from));
  };
  const isInside = (bin: number): boolean => bin >= 0 && bin < PAIR_BINS;
  const pairs = marginals.flatMap((_, y) => marginals.slice(0, y).map((__, x) => ({ x, y })));
  const counts = pairs.map(() => Array.from({ length: PAIR_BINS }, () => new Array<number>(PAIR_BINS).fill(0)));
  for (const { points, dimensions, steps, walkers } of chains) {
    const bins = new Int32Array(dimensions);
    for (let i = 0; i < steps * walkers; i++) {
      for (let k = 0; k < dimensions; k++) bins[k] = binOf(points[i * dimensions + k]!, k);
      pairs.forEach(({ x, y }, n) => {
        const [column, row] = [bins[x]!, bins[y]!];
        if (isInside(column) && isInside(row)) counts[n]![row]![column]! += 1;
      });
    }
  }
  return pairs.map(({ x, y }, n) => ({
    x: marginals[x]!.parameter,
    y: marginals[y]!.parameter,
    'x-range': ranges[x]!,
    'y-range': ranges[y]!,
    counts: counts[n]!,
  }));
}

/** R-hat below which chains count as having met. */
const CONVERGED = 1.01;

/**
 * Posterior of the free parameters by an affine-invariant ensemble of walkers. Outputs `result`, and `pairs` for figures; or the `part` of one
 * ensemble, if the parameters have its number.
 *
 * @throws Error when the fit around which it starts does not converge
 */
export function run(context: StageContext): StageOutputs {
  const settings = context.parameters as unknown as PosteriorParameters & { readonly ensemble?: number };
  const { model } = modelOf(context);
  const best = expectConverged(fit(model, { fixed: settings.fixed }), 'the fit');
  const { ensemble } = settings;
  if (ensemble === undefined) return wholePosterior(context, settings, model, best);
  const { points, steps, walkers, dimensions, acceptance } = sampled(model, best, ensemble, settings);
  const shape = [steps, walkers, dimensions];
  return {
    part: {
      arrays: { points: { shape, data: points }, acceptance: { shape: [1], data: Float64Array.of(acceptance) } },
    },
  };
}

function sampled(
  model: CompiledModel,
  best: ConvergedFit,
  ensemble: number,
  { 'burn-in': burnIn, steps, seed }: PosteriorParameters,
): EnsembleChain {
  return sampleChain(model, best, ensemble, { burnIn, steps, random: createRandomStream(seed, 'posterior') });
}

/** The chain of an ensemble, from the stage that sampled it. */
function chainOf(part: StageContext['inputs'][string]): EnsembleChain {
  const { points, acceptance } = part.arrays();
  const [steps, walkers, dimensions] = points!.shape as [number, number, number];
  return {
    steps,
    walkers,
    dimensions,
    points: points!.data as Float64Array,
    acceptance: acceptance!.data[0] as number,
  };
}

function wholePosterior(
  { inputs }: StageContext,
  settings: PosteriorParameters,
  model: CompiledModel,
  best: ConvergedFit,
): StageOutputs {
  const { ensembles, steps, seed } = settings;
  const chains = Array.from({ length: ensembles }, (_, ensemble) => {
    const part = inputs[ensembleName(ensemble)];
    return part === undefined ? sampled(model, best, ensemble, settings) : chainOf(part);
  });
  const found = posteriorOf(model, best, chains);
  const ranges = found.marginals.map((marginal) => rangeOf(model, marginal));
  const result = {
    kind: 'posterior',
    parameters: found.marginals.map(({ parameter, mean, deviation, quantiles, scaleReduction, effectiveSize }, k) => ({
      parameter,
      mean,
      deviation,
      quantiles: [...quantiles],
      'r-hat': scaleReduction,
      'effective-size': effectiveSize,
      histogram: histogramNear(found.chains, k, ranges[k]!),
    })),
    'quantiles-at': [...QUANTILES],
    converged: found.marginals.every(({ scaleReduction }) => scaleReduction < CONVERGED),
    acceptance: found.acceptance,
    sampling: { ensembles, walkers: found.chains[0]!.walkers, 'burn-in': settings['burn-in'], steps, seed },
    method: 'affine-invariant ensemble; priors are the constraints, flat between bounds where there is none',
    status: fitStatus(best.verdict),
  };
  return { result: { json: result as never }, pairs: { json: pairsOf(found, ranges) as never } };
}
