import { choleskyFactor } from '@cevns/numerics/linear-algebra/cholesky';
import type { RandomStream } from '@cevns/numerics/random/random-stream';
import { type CompiledChannel, channelStatistic } from '../channel.ts';
import type { CompiledModel } from '../compile.ts';
import { constraintStatistic } from '../constraint.ts';
import type { Constraint } from '../model.ts';
import { pullTerms } from '../objective.ts';
import { createEventDraw } from './event-draw.ts';
import { fillExpectation, moveConstraint, type OwnConstraint, withOwnData } from './own-data.ts';

/** A model that gets new data with every draw. */
export interface ToyGenerator {
  /** Its counts and measured constraints are those of the last toy. */
  readonly model: CompiledModel;
  /** Sets the true values of all parameters, in the order of the model. */
  setTruth(theta: Float64Array): void;
  /** Other true values of all parameters, which `alternative` is of. */
  setAlternative(theta: Float64Array): void;
  /** Overwrites the data by numbers from a stream: counts in the order of the channels, then constraints in that of the parameters. */
  draw(random: RandomStream): void;
  /** ln of the probability of the last data at the alternative, relative to that at the truth. */
  alternative(): number;
}

/** True values of a toy, and what follows from them. */
interface ToyTruth {
  readonly theta: Float64Array;
  /** Expectations of each channel. */
  readonly means: readonly Float64Array[];
  /** Factors of template errors, of each channel. */
  readonly gammas: readonly Float64Array[];
}

/**
 * Prepares toy experiments of a model: counts ~ Poisson(expectation), measured values ~ Normal(expectation, V), and what the constraint of each free parameter measured drawn from
 * its distribution around the true value (parametric bootstrap); that of template errors too. Single events are drawn from their sampler.
 * Drawing allocates nothing, but for single events.
 *
 * @param free 1 for each parameter that fits of the toys free; constraints of the others stay as they are
 * @throws FittingError `unbinned-toys` if a channel consists of single events without a sampler
 */
export function createToyGenerator(original: CompiledModel, free: Uint8Array): ToyGenerator {
  const { model, observed, constraints, templateErrors } = withOwnData(original);
  const channels = model.channels as CompiledChannel[];
  const grids = [...channels];
  const normals = original.channels.map((channel) => normalChannel(channel));
  const events = channels.map(({ sampler }) => (sampler === undefined ? null : createEventDraw(sampler)));
  const newTruth = (): ToyTruth => ({
    theta: Float64Array.from(model.initial),
    means: observed.map((counts) => new Float64Array(counts.length)),
    gammas: templateErrors.map((own) => new Float64Array(own.length)),
  });
  const [own, other] = [newTruth(), newTruth()];
  const { theta: truth, means, gammas } = own;
  const joint = model.jointConstraints.map(({ parameters, mean, covariance }) => {
    const factor = Float64Array.from(covariance);
    choleskyFactor(factor, parameters.length, factor);
    const isFree = parameters.some((p) => free[p] === 1);
    return { parameters, mean, factor, normal: new Float64Array(parameters.length), isFree };
  });

  function set(target: ToyTruth, theta: Float64Array): void {
    target.theta.set(theta);
    // Single events of the last toy make way for the nodes.
    grids.forEach((grid, c) => {
      channels[c] = grid;
    });
    // Factors of template errors are those of the data, not of the last toy.
    original.channels.forEach((channel, c) => {
      if (channel.templateErrors === null) return;
      observed[c]!.set(channel.observed);
      channel.templateErrors.constraints.forEach((measured, b) => {
        if (measured !== null) Object.assign(templateErrors[c]![b]!, measured);
      });
    });
    fillExpectation(model, theta, target.means);
    target.gammas.forEach((gamma, c) => {
      if (gamma.length > 0) gamma.set(model.channels[c]!.templateErrors!.gamma);
    });
  }

  function draw(random: RandomStream): void {
    for (let c = 0; c < observed.length; c++) {
      const counts = observed[c]!;
      const expected = means[c]!;
      const values = normals[c]!;
      const draws = events[c]!;
      if (draws !== null) channels[c] = grids[c]!.sampler!.channelOf(draws.draw(random));
      else if (values !== null) drawNormal(values, expected, counts, random);
      else for (let b = 0; b < counts.length; b++) counts[b] = random.poisson(expected[b]!);
      const errors = templateErrors[c]!;
      for (let b = 0; b < errors.length; b++) if (errors[b]) drawConstraint(errors[b]!, gammas[c]![b]!, random);
    }
    for (let p = 0; p < truth.length; p++) {
      const constraint = constraints[p];
      if (constraint && free[p] === 1) drawConstraint(constraint, truth[p]!, random);
    }
    for (const { parameters, mean, factor, normal, isFree } of joint) {
      if (!isFree) continue;
      const n = parameters.length;
      for (let i = 0; i < n; i++) {
        normal[i] = random.normal();
        let value = truth[parameters[i]!]!;
        for (let j = 0; j <= i; j++) value += factor[i * n + j]! * normal[j]!;
        mean[i] = value;
      }
    }
  }

  const setTruth = (theta: Float64Array) => {
    set(own, theta);
    events.forEach((draws, c) => {
      draws?.setExpectation(means[c]!);
    });
  };
  setTruth(truth);
  return {
    model,
    setTruth,
    setAlternative: (theta) => set(other, theta),
    draw,
    alternative: () => 0.5 * (dataStatistic(model, own) - dataStatistic(model, other)),
  };
}

/** -2 ln of the probability of the data of a model at true values, but for what does not depend on them. */
function dataStatistic(model: CompiledModel, { theta, means, gammas }: ToyTruth): number {
  let sum = pullTerms(model, theta);
  const side = new Int8Array(theta.length).fill(1);
  model.channels.forEach((channel, c) => {
    const { likelihood, observed, templateErrors } = channel;
    sum +=
      likelihood.kind === 'unbinned'
        ? channelStatistic(channel, theta, side)
        : likelihood.statistic(observed, means[c]!);
    templateErrors?.constraints.forEach((constraint, b) => {
      if (constraint !== null) sum += constraintStatistic(constraint, gammas[c]![b]!);
    });
  });
  return sum;
}

/** What values with a covariance are drawn with: its Cholesky factor, and room for standard normal numbers. */
interface NormalDraw {
  readonly factor: Float64Array;
  readonly deviates: Float64Array;
}

function normalChannel({ likelihood, bins }: CompiledChannel): NormalDraw | null {
  if (likelihood.kind !== 'normal') return null;
  return { factor: likelihood.factor!, deviates: new Float64Array(bins) };
}

function drawNormal(
  { factor, deviates }: NormalDraw,
  mean: Float64Array,
  values: Float64Array,
  random: RandomStream,
): void {
  const n = deviates.length;
  for (let i = 0; i < n; i++) {
    deviates[i] = random.normal();
    let value = mean[i]!;
    for (let j = 0; j <= i; j++) value += factor[i * n + j]! * deviates[j]!;
    values[i] = value;
  }
}

function drawConstraint(own: OwnConstraint, truth: number, random: RandomStream): void {
  const constraint = own as Constraint;
  switch (constraint.kind) {
    case 'normal':
      moveConstraint(own, truth + constraint.sigma * random.normal());
      break;
    case 'log-normal':
      moveConstraint(own, truth * Math.exp(constraint.logSigma * random.normal()));
      break;
    case 'poisson':
      own.count = random.poisson(constraint.rate * truth);
      break;
    case 'uniform':
      break;
  }
}
