import { choleskyFactor } from '@cevns/numerics/linear-algebra/cholesky';
import type { RandomStream } from '@cevns/numerics/random/random-stream';
import { type CompiledChannel, channelStatistic } from '../channel.ts';
import type { CompiledModel } from '../compile.ts';
import { constraintStatistic } from '../constraint.ts';
import type { Constraint } from '../model.ts';
import { pullTerms } from '../objective.ts';
import { EventDraw } from './event-draw.ts';
import { fillExpectation, moveConstraint, type OwnConstraint, type OwnData, withOwnData } from './own-data.ts';

/** True values of a toy, and what follows from them. */
interface ToyTruth {
  readonly theta: Float64Array;
  /** Expectations of each channel. */
  readonly means: readonly Float64Array[];
  /** Factors of template errors, of each channel. */
  readonly gammas: readonly Float64Array[];
}

/** A joint constraint, with what its measurement is drawn with: the Cholesky factor of its covariance, and room for standard normal numbers. */
interface JointDraw {
  readonly parameters: Int32Array;
  readonly mean: Float64Array;
  readonly factor: Float64Array;
  readonly normal: Float64Array;
  readonly isFree: boolean;
}

/**
 * Toy experiments of a model: counts ~ Poisson(expectation), measured values ~ Normal(expectation, V), and what the constraint of each free parameter measured drawn from
 * its distribution around the true value (parametric bootstrap); that of template errors too. Single events are drawn from their sampler.
 * Drawing allocates nothing, but for single events.
 */
export class ToyGenerator {
  /** Its counts and measured constraints are those of the last toy. */
  readonly model: CompiledModel;
  readonly #original: CompiledModel;
  readonly #free: Uint8Array;
  /** Of `model`; and with the nodes of their samplers as their events. */
  readonly #channels: CompiledChannel[];
  readonly #grids: readonly CompiledChannel[];
  readonly #own: OwnData;
  readonly #normals: readonly (NormalDraw | null)[];
  readonly #events: readonly (EventDraw | null)[];
  readonly #joint: readonly JointDraw[];
  readonly #truth: ToyTruth;
  readonly #alternative: ToyTruth;

  /**
   * @param free 1 for each parameter that fits of the toys free; constraints of the others stay as they are
   * @throws FittingError `unbinned-toys` if a channel consists of single events without a sampler
   */
  constructor(original: CompiledModel, free: Uint8Array) {
    const own = withOwnData(original);
    this.model = own.model;
    this.#original = original;
    this.#free = free;
    this.#own = own;
    this.#channels = own.model.channels as CompiledChannel[];
    this.#grids = [...this.#channels];
    this.#normals = original.channels.map((channel) => normalChannel(channel));
    this.#events = this.#channels.map(({ sampler }) => (sampler === null ? null : new EventDraw(sampler)));
    this.#joint = own.model.jointConstraints.map(({ parameters, mean, covariance }) => {
      const factor = Float64Array.from(covariance);
      choleskyFactor(factor, parameters.length, factor);
      const isFree = parameters.some((p) => free[p] === 1);
      return { parameters, mean, factor, normal: new Float64Array(parameters.length), isFree };
    });
    this.#truth = newTruth(own);
    this.#alternative = newTruth(own);
    this.setTruth(own.model.initial);
  }

  /** Sets the true values of all parameters, in the order of the model. */
  setTruth(theta: Float64Array): void {
    this.#set(this.#truth, theta);
    this.#events.forEach((draws, c) => {
      draws?.setExpectation(this.#truth.means[c]!);
    });
  }

  /** Other true values of all parameters, which `alternative` is of. */
  setAlternative(theta: Float64Array): void {
    this.#set(this.#alternative, theta);
  }

  /** Overwrites the data by numbers from a stream: counts in the order of the channels, then constraints in that of the parameters. */
  draw(random: RandomStream): void {
    const { observed, constraints, templateErrors } = this.#own;
    const { theta, means, gammas } = this.#truth;
    const free = this.#free;
    for (let c = 0; c < observed.length; c++) {
      const counts = observed[c]!;
      const expected = means[c]!;
      const values = this.#normals[c]!;
      const draws = this.#events[c]!;
      if (draws !== null) this.#channels[c] = this.#grids[c]!.sampler!.channelOf(draws.draw(random));
      else if (values !== null) drawNormal(values, expected, counts, random);
      else for (let b = 0; b < counts.length; b++) counts[b] = random.poisson(expected[b]!);
      const errors = templateErrors[c]!;
      for (let b = 0; b < errors.length; b++) if (errors[b]) drawConstraint(errors[b]!, gammas[c]![b]!, random);
    }
    for (let p = 0; p < theta.length; p++) {
      const constraint = constraints[p];
      if (constraint && free[p] === 1) drawConstraint(constraint, theta[p]!, random);
    }
    for (const { parameters, mean, factor, normal, isFree } of this.#joint) {
      if (!isFree) continue;
      const n = parameters.length;
      for (let i = 0; i < n; i++) {
        normal[i] = random.normal();
        let value = theta[parameters[i]!]!;
        for (let j = 0; j <= i; j++) value += factor[i * n + j]! * normal[j]!;
        mean[i] = value;
      }
    }
  }

  /** ln of the probability of the last data at the alternative, relative to that at the truth. */
  alternative(): number {
    return 0.5 * (dataStatistic(this.model, this.#truth) - dataStatistic(this.model, this.#alternative));
  }

  #set(target: ToyTruth, theta: Float64Array): void {
    const { observed, templateErrors } = this.#own;
    target.theta.set(theta);
    // Single events of the last toy make way for the nodes.
    this.#grids.forEach((grid, c) => {
      this.#channels[c] = grid;
    });
    // Factors of template errors are those of the data, not of the last toy.
    this.#original.channels.forEach((channel, c) => {
      if (channel.templateErrors === null) return;
      observed[c]!.set(channel.observed);
      channel.templateErrors.constraints.forEach((measured, b) => {
        if (measured !== null) Object.assign(templateErrors[c]![b]!, measured);
      });
    });
    fillExpectation(this.model, theta, target.means);
    target.gammas.forEach((gamma, c) => {
      if (gamma.length > 0) gamma.set(this.model.channels[c]!.templateErrors!.gamma);
    });
  }
}

function newTruth({ model, observed, templateErrors }: OwnData): ToyTruth {
  return {
    theta: Float64Array.from(model.initial),
    means: observed.map((counts) => new Float64Array(counts.length)),
    gammas: templateErrors.map((own) => new Float64Array(own.length)),
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
