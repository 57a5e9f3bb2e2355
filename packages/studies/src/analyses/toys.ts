import type { CompiledModel } from '@cevns/fitting/compile';
import { fittedValues } from '@cevns/fitting/fit';
import { convergedToys } from '@cevns/fitting/toys/toy-block';
import { toyQuantile, toyTail } from '@cevns/fitting/toys/toy-rises';
import { chiSquaredQuantile } from '@cevns/numerics/special-functions/chi-squared-distribution';
import type { StageContext, StageOutputs } from '@cevns/runner/stage';
import { type AnalysisParameters, fitStatus, modelOf } from './analysis.ts';
import { histogramOf } from './histogram.ts';
import { toysOf } from './toy-block.ts';
import { coveragePlan } from './toy-plan.ts';
import type { ToySettings } from './toy-settings.ts';
import { truthFit } from './toy-truth.ts';

export interface ToysParameters extends AnalysisParameters, ToySettings {
  readonly parameter: string;
  /** True values that differ from the best fit. */
  readonly at: Readonly<Record<string, number>>;
  readonly confidence: readonly number[];
}

/** The statistic is shown up to here, which one toy in a thousand exceeds where chi2 holds, in so many bins. */
const HIGHEST_RISE = 12;
const RISE_BINS = 48;

function riseHistogram(rises: Float64Array) {
  const { edges, counts, above } = histogramOf(rises, 0, HIGHEST_RISE, RISE_BINS);
  return { edges, counts, above };
}

/** What toys draw in the channels of a model. */
function drawnData({ channels }: Pick<CompiledModel, 'channels'>): string {
  const words = {
    poisson: 'Poisson counts',
    normal: 'measured values with their covariance',
    unbinned: 'single events',
  };
  return [...new Set(channels.map(({ likelihood }) => words[likelihood.kind]))].join(' and ');
}

/**
 * Toys at the best fit, or at other true values of some parameters with the rest fitted there: how the estimate of one parameter is
 * distributed, and how often its profile intervals by the quantiles of chi2 (Wilks) contain the true value.
 *
 * @throws Error when the fit to the data does not converge
 */
export function run(context: StageContext): StageOutputs {
  const settings = context.parameters as unknown as ToysParameters;
  const { parameter, confidence, toys, seed } = settings;
  const { model } = modelOf(context);
  const plan = coveragePlan(settings);
  const best = truthFit(model, plan);
  const truth = Float64Array.from(best.parameters, ({ value }) => value);
  const made = toysOf(context, model, plan, truth);
  const estimates = [...made.estimates].filter((value) => !Number.isNaN(value));
  const sorted = convergedToys(made.rises);
  const count = estimates.length;
  if (count === 0) throw new Error('the fits of all toys failed');
  const mean = estimates.reduce((sum, value) => sum + value, 0) / count;
  const deviation = Math.sqrt(estimates.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, count - 1));
  const result = {
    kind: 'toys',
    parameter,
    truth: fittedValues(best),
    mean,
    'mean-error': deviation / Math.sqrt(count),
    deviation,
    statistic: riseHistogram(sorted),
    intervals: confidence.map((level) => {
      const asymptotic = chiSquaredQuantile(level, 1);
      const outside = toyTail(sorted, asymptotic);
      const critical = toyQuantile(sorted, level);
      return {
        confidence: level,
        coverage: 1 - outside.value,
        'coverage-error': outside.error,
        'critical-value': critical.value,
        'critical-value-error': critical.error,
        asymptotic,
      };
    }),
    toys: { number: toys, failed: toys - count, seed },
    method: `${drawnData(model)}, constraints drawn around the true values; two-sided profile intervals, one degree of freedom`,
    status: fitStatus(best.verdict),
  };
  return { result: { json: result as never } };
}
