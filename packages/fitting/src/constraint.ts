import type { Constraint } from './model.ts';
import { poissonCurvature, poissonDeviance, poissonSlope } from './poisson.ts';

/** The same constraint as an object of its own, with one hidden class for each kind (see `channelFrom`). */
export function constraintFrom(constraint: Constraint): Constraint {
  switch (constraint.kind) {
    case 'normal':
      return { kind: 'normal', mean: constraint.mean, sigma: constraint.sigma };
    case 'poisson':
      return { kind: 'poisson', count: constraint.count, rate: constraint.rate };
    case 'log-normal':
      return { kind: 'log-normal', median: constraint.median, logSigma: constraint.logSigma };
    case 'uniform':
      return { kind: 'uniform', lower: constraint.lower, upper: constraint.upper };
  }
}

/**
 * What an auxiliary measurement adds to the statistic at x; Infinity where x is not possible.
 *
 * - normal: ((x - mean) / sigma)^2
 * - poisson: 2 [mu - n + n ln(n / mu)] with n = count, mu = rate x
 * - log-normal: (ln(x / median) / logSigma)^2
 * - uniform: 0, as it is a bound
 */
export function constraintStatistic(constraint: Constraint, x: number): number {
  switch (constraint.kind) {
    case 'normal':
      return ((x - constraint.mean) / constraint.sigma) ** 2;
    case 'poisson':
      return poissonDeviance(constraint.count, constraint.rate * x);
    case 'log-normal':
      return x > 0 ? (Math.log(x / constraint.median) / constraint.logSigma) ** 2 : Number.POSITIVE_INFINITY;
    case 'uniform':
      return 0;
  }
}

/** First derivative of `constraintStatistic`. */
export function constraintSlope(constraint: Constraint, x: number): number {
  switch (constraint.kind) {
    case 'normal':
      return (2 * (x - constraint.mean)) / constraint.sigma ** 2;
    case 'poisson':
      return constraint.rate * poissonSlope(constraint.count, constraint.rate * x);
    case 'log-normal':
      return (2 * Math.log(x / constraint.median)) / (constraint.logSigma ** 2 * x);
    case 'uniform':
      return 0;
  }
}

/** The part of the second derivative of `constraintStatistic` that is never negative. */
export function constraintCurvature(constraint: Constraint, x: number): number {
  switch (constraint.kind) {
    case 'normal':
      return 2 / constraint.sigma ** 2;
    case 'poisson':
      return constraint.rate ** 2 * poissonCurvature(constraint.count, constraint.rate * x);
    case 'log-normal':
      return 2 / (constraint.logSigma * x) ** 2;
    case 'uniform':
      return 0;
  }
}

/** The rest of the second derivative, of either sign. */
export function constraintBend(constraint: Constraint, x: number): number {
  if (constraint.kind !== 'log-normal') return 0;
  return (-2 * Math.log(x / constraint.median)) / (constraint.logSigma * x) ** 2;
}

/** Where the auxiliary measurement alone puts its parameter. */
export function constraintCentre(constraint: Constraint): number {
  switch (constraint.kind) {
    case 'normal':
      return constraint.mean;
    case 'poisson':
      return constraint.count / constraint.rate;
    case 'log-normal':
      return constraint.median;
    case 'uniform':
      return 0.5 * (constraint.lower + constraint.upper);
  }
}

/** Standard deviation that the auxiliary measurement alone gives its parameter, from the second derivative; of a uniform one the range / sqrt(12). */
export function constraintWidth(constraint: Constraint): number {
  switch (constraint.kind) {
    case 'normal':
      return constraint.sigma;
    case 'poisson':
      return Math.sqrt(Math.max(1, constraint.count)) / constraint.rate;
    case 'log-normal':
      return constraint.logSigma * constraint.median;
    case 'uniform':
      return (constraint.upper - constraint.lower) / Math.sqrt(12);
  }
}
