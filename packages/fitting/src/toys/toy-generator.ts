import { choleskyFactor } from '@cevns/numerics/linear-algebra/cholesky';
import type { RandomStream } from '@cevns/numerics/random/random-stream';
import type { CompiledModel } from '../compile.ts';
import { FittingError } from '../fitting-error.ts';
import type { Constraint } from '../model.ts';
import { fillExpectation, moveConstraint, type OwnConstraint, withOwnData } from './own-data.ts';

/** A model that gets new data with every draw. */
export interface ToyGenerator {
  /** Its counts and measured constraints are those of the last toy. */
  readonly model: CompiledModel;
  /** Sets the true values of all parameters, in the order of the model. */
  setTruth(theta: Float64Array): void;
  /** Overwrites the data by numbers from a stream: counts in the order of the channels, then constraints in that of the parameters. */
  draw(random: RandomStream): void;
}

/**
 * Prepares toy experiments of a model: counts ~ Poisson(expectation), and what the constraint of each free parameter measured drawn from
 * its distribution around the true value (parametric bootstrap). Drawing allocates nothing.
 *
 * @param free 1 for each parameter that fits of the toys free; constraints of the others stay as they are
 * @throws FittingError if a channel is not a histogram of counts
 */
export function createToyGenerator(original: CompiledModel, free: Uint8Array): ToyGenerator {
  const { model, observed, constraints } = withOwnData(original);
  original.channels.forEach(({ likelihood }, c) => {
    if (likelihood.kind === 'poisson') return;
    const found = `a likelihood of kind ${likelihood.kind}`;
    throw new FittingError({ code: 'axis-coverage', path: `channels[${c}].likelihood`, expected: 'counts', found });
  });
  const means = observed.map((counts) => new Float64Array(counts.length));
  const truth = Float64Array.from(model.initial);
  const joint = model.jointConstraints.map(({ parameters, mean, covariance }) => {
    const factor = Float64Array.from(covariance);
    choleskyFactor(factor, parameters.length, factor);
    const isFree = parameters.some((p) => free[p] === 1);
    return { parameters, mean, factor, normal: new Float64Array(parameters.length), isFree };
  });

  function setTruth(theta: Float64Array): void {
    truth.set(theta);
    fillExpectation(model, theta, means);
  }

  function draw(random: RandomStream): void {
    for (let c = 0; c < observed.length; c++) {
      const counts = observed[c]!;
      const expected = means[c]!;
      for (let b = 0; b < counts.length; b++) counts[b] = random.poisson(expected[b]!);
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

  setTruth(truth);
  return { model, setTruth, draw };
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
