import { fit } from '@cevns/fitting/fit';
import type { EnsembleChain } from '@cevns/fitting/posterior/ensemble-sampler';
import { QUANTILES, samplePosterior } from '@cevns/fitting/posterior/posterior';
import { createRandomStream } from '@cevns/numerics/random/random-stream';
import type { StageContext, StageOutputs } from '@cevns/runner/stage';
import { type AnalysisParameters, expectConverged, fitStatus, modelOf } from './analysis.ts';
import { histogramOf } from './histogram.ts';

export interface PosteriorParameters extends AnalysisParameters {
  readonly ensembles: number;
  readonly 'burn-in': number;
  readonly steps: number;
  readonly seed: number;
}

/** A marginal is shown so many standard deviations around its mean, in so many bins. */
const REACH = 4;
const BINS = 48;

/** The draws of parameter k, as far as they lie near the mean. */
function histogramNear(chains: readonly EnsembleChain[], k: number, mean: number, deviation: number) {
  const draws = function* () {
    for (const { points, dimensions, steps, walkers } of chains) {
      for (let i = 0; i < steps * walkers; i++) yield points[i * dimensions + k]!;
    }
  };
  const reach = REACH * (deviation > 0 ? deviation : 1);
  const { edges, counts } = histogramOf(draws(), mean - reach, mean + reach, BINS);
  return { edges, counts };
}

/** R-hat below which chains count as having met. */
const CONVERGED = 1.01;

/**
 * Posterior of the free parameters by an affine-invariant ensemble of walkers.
 *
 * @throws Error when the fit around which it starts does not converge
 */
export function run(context: StageContext): StageOutputs {
  const settings = context.parameters as unknown as PosteriorParameters;
  const { ensembles, steps, seed, fixed } = settings;
  const { model } = modelOf(context);
  const best = expectConverged(fit(model, { fixed }), 'the fit');
  const random = createRandomStream(seed, 'posterior');
  const found = samplePosterior(model, best, { ensembles, burnIn: settings['burn-in'], steps, random });
  const result = {
    kind: 'posterior',
    parameters: found.marginals.map(({ parameter, mean, deviation, quantiles, scaleReduction, effectiveSize }, k) => ({
      parameter,
      mean,
      deviation,
      quantiles: [...quantiles],
      'r-hat': scaleReduction,
      'effective-size': effectiveSize,
      histogram: histogramNear(found.chains, k, mean, deviation),
    })),
    'quantiles-at': [...QUANTILES],
    converged: found.marginals.every(({ scaleReduction }) => scaleReduction < CONVERGED),
    acceptance: found.acceptance,
    sampling: { ensembles, walkers: found.chains[0]!.walkers, 'burn-in': settings['burn-in'], steps, seed },
    method: 'affine-invariant ensemble; priors are the constraints, flat between bounds where there is none',
    status: fitStatus(best.verdict),
  };
  return { result: { json: result as never } };
}
