import type { CompiledModel } from './compile.ts';
import { type FailedFit, fit } from './fit.ts';
import { asymptoticClsLimit, type ClsLimit, EXPECTED_AT } from './limits/asymptotic-cls.ts';
import type { ChannelDescription, ModelDescription } from './model.ts';
import { significance } from './significance.ts';
import { startPoint, type Values } from './start-point.ts';
import { asimovModel } from './toys/own-data.ts';

/** What an experiment can expect of a parameter before it has data. */
export interface Sensitivity {
  readonly status: 'converged';
  /** Significance against no signal, median and at -2, -1, 0, 1, 2 standard deviations of the data, if the injected value is true. */
  readonly significance: readonly number[];
  /** Error of the parameter in data as expected; null at a bound. */
  readonly error: number | null;
  /** Upper limits by CLs if there is no signal, at the same; null where there is none. */
  readonly limits: readonly (number | null)[];
}

/** What sensitivity is asked for. */
export interface SensitivityTask {
  readonly parameter: string;
  /** The value without a signal. */
  readonly border: number;
  /** The true value of the parameter that is to be discovered. */
  readonly injected: number;
  readonly confidence: number;
  readonly fixed: Values;
}

/**
 * Median sensitivity and its bands from Asimov data: z = sqrt(q0) of data with the injected value, whose bands lie at z + n (at least 0),
 * and CLs limits expected without a signal. Other parameters are true at their initial values.
 *
 * @returns the sensitivity, or a fit that failed
 * @throws FittingError for an unknown parameter, an invalid value, or a channel of single events
 * @see G. Cowan et al., Eur. Phys. J. C 71 (2011) 1554, section 4
 */
export function sensitivity(model: CompiledModel, task: SensitivityTask): Sensitivity | FailedFit {
  const { parameter, border, injected, confidence, fixed } = task;
  const truth = (value: number) => startPoint(model, fixed, { [parameter]: value }).theta;
  const data = asimovModel(model, truth(injected));
  const best = fit(data, { fixed, start: { [parameter]: injected } });
  if (best.status === 'failed') return best;
  const discovery = significance(data, best, { [parameter]: border });
  if (discovery.status === 'failed') return discovery;
  const limit: ClsLimit | FailedFit = asymptoticClsLimit(
    asimovModel(model, truth(border)),
    { parameter, border, fixed },
    confidence,
  );
  if (limit.status === 'failed') return limit;
  return {
    status: 'converged',
    significance: EXPECTED_AT.map((n) => Math.max(0, discovery.z + n)),
    error: best.parameters.find(({ name }) => name === parameter)!.error,
    limits: limit.expected,
  };
}

/** The same experiment with its exposure times a factor: every expectation and observation grows by it, constraints stay. */
export function scaledExposure(description: ModelDescription, factor: number): ModelDescription {
  const scaled = scaledComponents(description, factor, () => true);
  const channels = scaled.channels.map((channel) => ({
    ...channel,
    observed: channel.observed.map((count) => factor * count),
  }));
  return { ...scaled, channels };
}

/** The same experiment with the expectation of one component times a factor, in every channel that has it; relative uncertainties and data stay. */
export function scaledComponent(description: ModelDescription, name: string, factor: number): ModelDescription {
  return scaledComponents(description, factor, (component) => component === name);
}

function scaledComponents(
  description: ModelDescription,
  factor: number,
  isScaled: (component: string) => boolean,
): ModelDescription {
  const channels = description.channels.map(
    (channel): ChannelDescription => ({
      ...channel,
      components: channel.components.map((component) => ({
        ...component,
        terms: component.terms.map((term) => ({
          ...term,
          weight: !isScaled(component.name)
            ? term.weight
            : term.weight.map((monomial) => ({ ...monomial, coefficient: factor * monomial.coefficient })),
        })),
      })),
    }),
  );
  return { ...description, channels };
}
