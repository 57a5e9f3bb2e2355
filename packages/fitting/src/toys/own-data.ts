import { channelFrom, updateExpectation } from '../channel.ts';
import { type CompiledModel, modelFrom } from '../compile.ts';
import { constraintFrom } from '../constraint.ts';
import { FittingError } from '../fitting-error.ts';
import type { Constraint } from '../model.ts';
import { templateErrorsFrom } from '../template-errors.ts';

/** A constraint whose measured value can be overwritten. */
export type OwnConstraint = { -readonly [Key in keyof Constraint]: Constraint[Key] } & {
  mean?: number;
  count?: number;
  median?: number;
};

/** A model whose observations are its own and may be overwritten, such as by one toy after another. */
export interface OwnData {
  /** Shares templates and work space with the original, but neither counts nor what the constraints measured; single events are at the nodes of their sampler. */
  readonly model: CompiledModel;
  /** Counts of each channel, or weights of its events. */
  readonly observed: readonly Float64Array[];
  /** The constraints of single parameters. */
  readonly constraints: readonly (OwnConstraint | null)[];
  /** The constraints of template errors by channel and bin; empty for a channel without. */
  readonly templateErrors: readonly (readonly (OwnConstraint | null)[])[];
}

/**
 * Gives a model observations of its own, equal to those it had.
 *
 * @throws FittingError `unbinned-toys` if a channel consists of single events without a sampler
 */
export function withOwnData(original: CompiledModel): OwnData {
  const single = original.channels.findIndex(({ likelihood, sampler }) => likelihood.kind === 'unbinned' && !sampler);
  if (single >= 0) {
    const path = `channels[${single}].likelihood`;
    const expected = 'a sampler, since without it the densities of events are known at those that were observed alone';
    throw new FittingError({ code: 'unbinned-toys', path, expected, found: 'none' });
  }
  const copied = (constraint: Constraint | null) => (constraint === null ? null : constraintFrom(constraint));
  const templateErrors = original.channels.map((channel) => (channel.templateErrors?.constraints ?? []).map(copied));
  const channels = original.channels.map((own, c) => {
    const channel = own.sampler?.grid ?? own;
    const { templateErrors: errors } = channel;
    return channelFrom({
      ...channel,
      sampler: own.sampler,
      observed: Float64Array.from(channel.observed),
      templateErrors: errors && templateErrorsFrom({ ...errors, constraints: templateErrors[c]! }),
    });
  });
  const constraints = original.constraints.map(copied);
  const jointConstraints = original.jointConstraints.map(({ parameters, mean, covariance, inverse }) => {
    return { parameters, mean: Float64Array.from(mean), covariance, inverse };
  });
  return {
    model: modelFrom({ ...original, channels, constraints, jointConstraints }),
    observed: channels.map(({ observed }) => observed),
    constraints: constraints as (OwnConstraint | null)[],
    templateErrors: templateErrors as (OwnConstraint | null)[][],
  };
}

/** Sets what a constraint measured, in the unit of its parameter. */
export function moveConstraint(constraint: OwnConstraint, value: number): void {
  switch ((constraint as Constraint).kind) {
    case 'normal':
      constraint.mean = value;
      break;
    case 'log-normal':
      constraint.median = value;
      break;
    case 'poisson':
      constraint.count = value * (constraint as unknown as { readonly rate: number }).rate;
      break;
    case 'uniform':
      break;
  }
}

/**
 * The model with the data that it expects at some values: counts are expectations, need not be whole, and every constraint measured the
 * value of its parameter. Its best fit is there, with a statistic of 0 but for single events, which lie at the nodes of their sampler.
 *
 * @param theta all parameters, in the order of the model
 * @throws FittingError `unbinned-toys` if a channel consists of single events without a sampler
 * @see G. Cowan et al., Eur. Phys. J. C 71 (2011) 1554, section 3.2
 */
export function asimovModel(original: CompiledModel, theta: Float64Array): CompiledModel {
  const { model, observed, constraints, templateErrors } = withOwnData(original);
  fillExpectation(model, theta, observed);
  model.channels.forEach((channel, c) => {
    templateErrors[c]!.forEach((own, b) => {
      if (own !== null) moveConstraint(own, channel.templateErrors!.gamma[b]!);
    });
  });
  for (let p = 0; p < theta.length; p++) if (constraints[p]) moveConstraint(constraints[p]!, theta[p]!);
  for (const { parameters, mean } of model.jointConstraints) mean.set(Array.from(parameters, (p) => theta[p]!));
  return model;
}

/**
 * Fills the expectation of every channel at theta; what is below 0 in a counted channel becomes 0. Of single events it is what belongs
 * to each node of the sampler.
 */
export function fillExpectation(model: CompiledModel, theta: Float64Array, target: readonly Float64Array[]): void {
  const side = new Int8Array(theta.length).fill(1);
  model.channels.forEach((channel, c) => {
    updateExpectation(channel, theta, side);
    for (let b = 0; b < channel.bins; b++) {
      const expectation = channel.expectation[b]!;
      const volume = channel.sampler === null ? 1 : (channel.sampler.volumes[b] ?? 0);
      target[c]![b] = channel.likelihood.allowsNegative ? expectation : Math.max(0, expectation) * volume;
    }
  });
}
