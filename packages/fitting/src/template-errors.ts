import type { ChannelSum } from './channel-sum.ts';
import { constraintCurvature, constraintStatistic } from './constraint.ts';
import type { Constraint } from './model.ts';
import { poissonCurvature, poissonSlope } from './poisson.ts';

/**
 * Template errors of a channel, ready to be evaluated: in bin b the expectation is gamma_b S_b + R_b, S the sum of the components with
 * errors, R that of the others, and gamma_b is always where F = P(n; gamma S + R) + c(gamma) is smallest, P and c being the deviance of
 * the count and what the constraint adds. No gamma is a parameter of the fit.
 *
 * With P', P'' by the expectation and J = gamma dS + dR at constant gamma, the gradient of the smallest F is P' J, and its Hessian that
 * of F at constant gamma less K K / (P'' S^2 + c''), K = P'' S J + P' dS.
 *
 * @see R. Barlow and C. Beeston, Comput. Phys. Commun. 77 (1993) 219; J. S. Conway, CERN-2011-006, p. 115
 */
export interface CompiledTemplateErrors {
  /** S */
  readonly scaled: ChannelSum;
  /** R */
  readonly rest: ChannelSum;
  /** Names of the components in S. */
  readonly components: ReadonlySet<string>;
  /** Constraint of each gamma; null where it is 1. */
  readonly constraints: readonly (Constraint | null)[];
  readonly gamma: Float64Array;
  /** P' gamma, the derivative of the smallest F by S. */
  readonly residual: Float64Array;
  /** -1 / (P'' S^2 + c''), and 0 where gamma does not move. */
  readonly weight: Float64Array;
  /** K, [rows][bins] */
  readonly mixed: readonly Float64Array[];
}

/** Template errors of these parts, with one hidden class as channels have (see `channelFrom`). */
export function templateErrorsFrom(parts: CompiledTemplateErrors): CompiledTemplateErrors {
  return {
    scaled: parts.scaled,
    rest: parts.rest,
    components: parts.components,
    constraints: parts.constraints,
    gamma: parts.gamma,
    residual: parts.residual,
    weight: parts.weight,
    mixed: parts.mixed,
  };
}

/** Solves for gamma in every bin, once S and R are up to date, and fills the total expectation. */
export function eliminate(errors: CompiledTemplateErrors, observed: Float64Array, expectation: Float64Array): void {
  const { scaled, rest, constraints, gamma } = errors;
  for (let b = 0; b < expectation.length; b++) {
    const [s, r] = [scaled.expectation[b]!, rest.expectation[b]!];
    gamma[b] = smallest(constraints[b] ?? null, observed[b]!, s, r);
    expectation[b] = gamma[b]! * s + r;
  }
}

/** The gamma >= 0 at which F is smallest, a root of a quadratic equation; 1 where there is nothing to scale. */
function smallest(constraint: Constraint | null, n: number, s: number, r: number): number {
  if (constraint === null || !(s > 0)) return 1;
  if (constraint.kind === 'poisson') {
    // S (1 - n / mu) + tau - count / gamma = 0
    const { rate, count } = constraint;
    return Math.max(0, largerRoot((s + rate) * s, (s + rate) * r - (n + count) * s, -count * r));
  }
  if (constraint.kind !== 'normal') return 1;
  // S (1 - n / mu) + (gamma - mean) / sigma^2 = 0
  const { mean, sigma } = constraint;
  const variance = sigma ** 2;
  return Math.max(0, largerRoot(s, r - mean * s + s * s * variance, s * variance * (r - n) - mean * r));
}

/** The larger solution of a x^2 + b x + c = 0, a > 0. */
function largerRoot(a: number, b: number, c: number): number {
  const root = Math.sqrt(Math.max(0, b * b - 4 * a * c));
  return b > 0 ? (-2 * c) / (b + root) : (root - b) / (2 * a);
}

/** What the constraints of all gammas add to the statistic. */
export function templateErrorPulls({ constraints, gamma }: CompiledTemplateErrors): number {
  let sum = 0;
  for (let b = 0; b < gamma.length; b++) {
    const constraint = constraints[b];
    if (constraint) sum += constraintStatistic(constraint, gamma[b]!);
  }
  return sum;
}

/** Fills `residual` and `weight`, once gamma is up to date. */
export function updateTemplateErrorWeights(
  { constraints, gamma, scaled, residual, weight }: CompiledTemplateErrors,
  observed: Float64Array,
  expectation: Float64Array,
): void {
  for (let b = 0; b < gamma.length; b++) {
    const constraint = constraints[b] ?? null;
    const s = scaled.expectation[b]!;
    const g = gamma[b]!;
    residual[b] = g * poissonSlope(observed[b]!, expectation[b]!);
    const moves = constraint !== null && s > 0 && g > 0;
    const curvature = moves
      ? poissonCurvature(observed[b]!, expectation[b]!) * s * s + constraintCurvature(constraint, g)
      : 0;
    weight[b] = moves ? -1 / curvature : 0;
  }
}

/** Fills J, the derivatives of the total at constant gamma, from those of S and R, for the free parameters. */
export function combineJacobians(
  { scaled, rest, gamma }: CompiledTemplateErrors,
  rows: Int32Array,
  count: number,
  jacobian: readonly Float64Array[],
): void {
  for (let j = 0; j < count; j++) {
    const [out, ofScaled, ofRest] = [jacobian[rows[j]!]!, scaled.jacobian[rows[j]!]!, rest.jacobian[rows[j]!]!];
    for (let b = 0; b < out.length; b++) out[b] = gamma[b]! * ofScaled[b]! + ofRest[b]!;
  }
}

/** Fills K for the free parameters. */
export function updateMixed(
  { scaled, mixed }: CompiledTemplateErrors,
  rows: Int32Array,
  count: number,
  jacobian: readonly Float64Array[],
  residual: Float64Array,
  weight: Float64Array,
): void {
  const s = scaled.expectation;
  for (let j = 0; j < count; j++) {
    const [out, ofScaled, total] = [mixed[rows[j]!]!, scaled.jacobian[rows[j]!]!, jacobian[rows[j]!]!];
    for (let b = 0; b < out.length; b++) out[b] = weight[b]! * s[b]! * total[b]! + residual[b]! * ofScaled[b]!;
  }
}
