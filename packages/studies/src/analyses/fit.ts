import type { CompiledModel } from '@cevns/fitting/compile';
import { constraintCentre, constraintWidth } from '@cevns/fitting/constraint';
import { type ConvergedFit, fit } from '@cevns/fitting/fit';
import type { Constraint, ModelDescription } from '@cevns/fitting/model';
import { type IntervalEnd, type OpenEndReason, profileInterval } from '@cevns/fitting/profile-interval';
import type { StageContext, StageOutputs } from '@cevns/runner/stage';
import { type AnalysisParameters, crossSectionAt, expectConverged, fitStatus, modelOf } from './analysis.ts';
import { goodnessOfFit } from './approximate-goodness.ts';
import { binnedExpectations, eventsByComponent, expectationUncertainties, sum } from './binned-expectation.ts';

export interface FitParameters extends AnalysisParameters {
  /** Parameters that get a profile-likelihood interval; all free ones unless given. */
  readonly intervals?: readonly string[];
}

/** Convention of `minus` and `plus`: MINOS intervals of one parameter. */
const INTERVAL = 'profile likelihood, 68.27 %, two-sided, one degree of freedom';

interface ParameterResult {
  readonly value: number;
  readonly error: number | null;
  readonly minus: number | null;
  readonly plus: number | null;
  readonly fixed: boolean;
}

/**
 * Maximum-likelihood fit: values, Hesse errors, profile-likelihood intervals, correlations, fitted events.
 *
 * Inputs `model` and `signal`.
 *
 * @throws Error when the fit does not converge, or an interval shows a lower minimum that a refit cannot reach
 */
export function run(context: StageContext): StageOutputs {
  const settings = context.parameters as unknown as FitParameters;
  const { description, model } = modelOf(context);
  const { best, ends } = fitWithIntervals(model, settings);
  const parameters = Object.fromEntries(
    best.parameters.map((parameter) => [
      parameter.name,
      parameterResult(parameter, ends.get(parameter.name), description, settings),
    ]),
  );
  const uncertainties = expectationUncertainties(description, best);
  const bins = binnedExpectations(description, best.channels).map((channel, i) => ({
    ...channel,
    ...(uncertainties === undefined ? {} : { uncertainty: uncertainties[i]! }),
  }));
  const components = eventsByComponent(bins);
  const correlation = correlationOf(best);
  const constrained = new Set(
    description.parameters.filter((each) => each.constraint !== undefined).map(({ name }) => name),
  );
  const counted = bins.filter(({ errors }) => errors === undefined);
  const expectation = counted.flatMap(({ observed, components: own }) =>
    observed.map((_, bin) => sum(own.map(({ values }) => values[bin]!))),
  );
  const goodness = goodnessOfFit(best, constrained, expectation);
  const result = {
    kind: 'fit',
    parameters,
    ...(correlation === undefined ? {} : { correlation }),
    statistic: best.statistic,
    deviance: best.deviance,
    bins: best.bins,
    ...(goodness === undefined ? {} : { 'goodness-of-fit': goodness }),
    components,
    total: sum(Object.values(components)),
    observed: sum(bins.flatMap(({ observed }) => observed)),
    ...crossSection(context, parameters, settings),
    interval: INTERVAL,
    status: fitStatus(best.verdict),
  };
  return { result: { json: result as never }, bins: { json: bins as never } };
}

interface Ends {
  readonly minus: IntervalEnd;
  readonly plus: IntervalEnd;
}

/** The fit and its intervals; a lower minimum met on the way becomes the fit, and all intervals are taken from it. */
function fitWithIntervals(
  model: CompiledModel,
  settings: FitParameters,
): { best: ConvergedFit; ends: Map<string, Ends> } {
  let best = expectConverged(fit(model, { fixed: settings.fixed }), 'the fit');
  for (let attempt = 0; attempt < 5; attempt++) {
    const ends = new Map<string, Ends>();
    let better: ConvergedFit | null = null;
    const free = best.parameters.filter(({ fixed }) => !fixed).map(({ name }) => name);
    for (const name of settings.intervals ?? free) {
      if (!free.includes(name) || best.verdict.withoutEffect.includes(name)) continue;
      const interval = profileInterval(model, best, name);
      better = interval.betterMinimum;
      if (better !== null) break;
      ends.set(name, interval);
    }
    if (better === null) return { best, ends };
    best = better;
  }
  throw new Error('the fit did not settle: its intervals kept finding lower minima');
}

const REASONS: Readonly<Record<OpenEndReason, string>> = {
  bound: 'the bound of the parameter comes first',
  'not-reached': 'the statistic does not rise by 1',
  'fit-failed': 'a refit did not converge',
  discontinuous: 'the profiled statistic jumps',
};

function parameterResult(
  { name, value, error, fixed, atLimit }: ConvergedFit['parameters'][number],
  ends: Ends | undefined,
  description: ModelDescription,
  { units }: FitParameters,
) {
  const constraint = description.parameters.find((parameter) => parameter.name === name)?.constraint;
  const notes = (['minus', 'plus'] as const).flatMap((side) => {
    const reason = ends?.[side].reason;
    return reason == null ? [] : [`no ${side} error: ${REASONS[reason]}`];
  });
  return {
    value,
    error,
    minus: ends?.minus.distance ?? null,
    plus: ends?.plus.distance ?? null,
    fixed,
    ...(atLimit === null ? {} : { 'at-limit': true }),
    ...(notes.length === 0 ? {} : { note: notes.join('; ') }),
    ...(units[name] === undefined ? {} : { unit: units[name] }),
    ...(constraint === undefined ? {} : priorAndPull(constraint, value)),
  };
}

/** Where the auxiliary measurement alone has a parameter, and how far the fit moved it, in its standard deviations. */
function priorAndPull(constraint: Constraint, value: number) {
  const [mean, sigma] = [constraintCentre(constraint), constraintWidth(constraint)];
  return { prior: { mean, sigma }, pull: (value - mean) / sigma };
}

function correlationOf({ covariance, determined }: ConvergedFit) {
  if (covariance === null) return undefined;
  const n = determined.length;
  const deviation = (i: number): number => Math.sqrt(covariance[i * (n + 1)]!);
  const matrix = determined.map((_, i) =>
    determined.map((__, j) => (i === j ? 1 : covariance[i * n + j]! / (deviation(i) * deviation(j)))),
  );
  return { parameters: [...determined], matrix };
}

/** The flux-averaged cross section that the fitted strength means; its interval is that of the strength. */
function crossSection(
  context: StageContext,
  parameters: Readonly<Record<string, ParameterResult>>,
  { strength, standardModel }: FitParameters,
) {
  const fitted = Object.fromEntries(Object.entries(parameters).map(([name, { value }]) => [name, value]));
  const perStrength = crossSectionAt(context, fitted);
  if (perStrength === undefined) return {};
  const own = strength === undefined ? undefined : parameters[strength];
  const scaled = (distance: number | null): number | null => (distance === null ? null : distance * perStrength);
  return {
    'cross-section': {
      value: perStrength * (own?.value ?? 1),
      ...(own === undefined ? {} : { minus: scaled(own.minus), plus: scaled(own.plus) }),
      unit: 'cm^2',
      'standard-model': crossSectionAt(context, standardModel),
    },
  };
}
