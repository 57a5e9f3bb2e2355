import { choleskyFactor, choleskyInverse } from '@cevns/numerics/linear-algebra/cholesky';
import { factorSafely } from '../bounded-quadratic.ts';
import type { CompiledModel } from '../compile.ts';
import type { ConvergedFit } from '../fit.ts';
import { NewtonMinimiser } from '../newton.ts';
import { createObjective, type Objective } from '../objective.ts';
import { profileDirection } from '../profile-direction.ts';

/** The maximum of a posterior at a value of one parameter, and its shape around it. */
export interface PosteriorPeak {
  /** All parameters at the maximum, and the statistic there. */
  readonly theta: Float64Array;
  readonly lowest: number;
  /** Parameters away from their bounds, the lower triangle of the Cholesky factor of their covariance, row-major, and ln of its determinant. */
  readonly inner: readonly number[];
  readonly factor: Float64Array;
  readonly lnDeterminant: number;
  /** Parameters at a bound. */
  readonly edges: readonly PosteriorEdge[];
}

/** A parameter at a bound. With its distance d from there the statistic rises by slope d + bend d^2, the inner parameters at their best. */
export interface PosteriorEdge {
  readonly q: number;
  readonly inward: 1 | -1;
  readonly slope: number;
  readonly bend: number;
  /** How the best values of the inner parameters change with the distance. */
  readonly shift: Float64Array;
  /** Where the posterior ends for all purposes, at most the distance to the other bound; Infinity if it does not end. */
  readonly reach: number;
}

/** The statistic has risen this far where the density behind a bound that holds the minimum ends. */
const END_RISE = 60;
/** What the inner parameters leave of the curvature by a parameter at a bound, at least: beyond, the parabola is not to be trusted. */
const LEAST_BEND = 1e-6;

/** Parameters that can be integrated out: free ones, but for the one that is asked for and those that do nothing. */
export function integrated(best: ConvergedFit, parameter: string): string[] {
  return best.parameters
    .filter(({ name, fixed }) => !fixed && name !== parameter && !best.verdict.withoutEffect.includes(name))
    .map(({ name }) => name);
}

/** Finds the maximum of a posterior in all other parameters at values of one of them. */
export class PosteriorPeaks {
  /** Its derivatives are those at the last maximum. */
  readonly objective: Objective;
  readonly model: CompiledModel;
  /** Parameters that can be integrated out, by index. */
  readonly moving: readonly number[];
  private readonly p: number;
  private readonly free: Uint8Array;
  private readonly minimiser: NewtonMinimiser;
  private readonly optimum: Float64Array;
  private readonly direction: Float64Array;
  private readonly side: Int8Array;

  /**
   * @param best fit of the model in which the parameter was free
   * @param p index of the parameter
   */
  constructor(model: CompiledModel, best: ConvergedFit, p: number) {
    this.model = model;
    this.p = p;
    this.objective = createObjective(model);
    this.free = Uint8Array.from(best.parameters, ({ fixed }, q) => (fixed || q === p ? 0 : 1));
    this.minimiser = new NewtonMinimiser(this.objective, this.free);
    this.moving = integrated(best, model.names[p]!).map((name) => model.indexOf.get(name)!);
    this.optimum = Float64Array.from(best.parameters, ({ value }) => value);
    this.direction = profileDirection(best, p);
    this.side = new Int8Array(model.names.length).fill(1);
  }

  /** The maximum at a value; null where no fit converges or the posterior does not curve downwards. */
  at(x: number): PosteriorPeak | null {
    const theta = this.startAt(x);
    let minimum = this.minimiser.minimise(theta);
    if (minimum.failure !== null) {
      theta.set(this.optimum);
      theta[this.p] = x;
      minimum = this.minimiser.minimise(theta);
    }
    if (minimum.failure !== null) return null;
    this.objective.derivatives(theta, this.side, this.free);
    const { lower, upper } = this.model;
    const isAtBound = (q: number) => theta[q] === lower[q] || theta[q] === upper[q];
    const inner = this.moving.filter((q) => !isAtBound(q));
    const n = inner.length;
    const factor = new Float64Array(n * n);
    const covariance = new Float64Array(n * n);
    // At a kink the parabola may open downwards; without the second derivatives of the expectation it does not.
    if (n > 0 && !this.factorHessian(inner, factor, 1) && !this.factorHessian(inner, factor, 0)) return null;
    choleskyInverse(factor, n, covariance);
    choleskyFactor(covariance, n, factor);
    let lnDeterminant = 0;
    for (let i = 0; i < n; i++) lnDeterminant += Math.log(factor[i * n + i]!);
    const edges = this.moving.filter(isAtBound).map((q) => this.edgeOf(q, theta, inner, factor));
    return { theta, lowest: minimum.value, inner, factor, lnDeterminant, edges };
  }

  /** Where the best fit leads one to expect the maximum. */
  private startAt(x: number): Float64Array {
    const { optimum, direction, free, p } = this;
    const { lower, upper } = this.model;
    const theta = optimum.map((value, q) => {
      const moved = value + direction[q]! * (x - optimum[p]!);
      return free[q] === 1 ? Math.max(lower[q]!, Math.min(upper[q]!, moved)) : value;
    });
    theta[p] = x;
    return theta;
  }

  /** Factors half the Hessian of some parameters, with or without the curvature of the expectation. */
  private factorHessian(inner: readonly number[], factor: Float64Array, share: 0 | 1): boolean {
    const { gaussNewton, curvature } = this.objective;
    const n = inner.length;
    const size = this.free.length;
    for (let i = 0; i < n; i++) {
      for (let j = 0; j <= i; j++) {
        const k = Math.max(inner[i]!, inner[j]!) * size + Math.min(inner[i]!, inner[j]!);
        factor[i * n + j] = 0.5 * (gaussNewton[k]! + share * curvature[k]!);
      }
    }
    return factorSafely(factor, n);
  }

  /** A parameter at a bound, by the derivatives there. */
  private edgeOf(q: number, theta: Float64Array, inner: readonly number[], factor: Float64Array): PosteriorEdge {
    const { gradient, gaussNewton, curvature } = this.objective;
    const { lower, upper } = this.model;
    const size = theta.length;
    const n = inner.length;
    const inward = theta[q] === lower[q] ? 1 : -1;
    const half = (a: number, b: number) => {
      const k = Math.max(a, b) * size + Math.min(a, b);
      return 0.5 * (gaussNewton[k]! + curvature[k]!);
    };
    // The transposed factor times the row of the Hessian; the factor times that is the covariance times the row.
    const row = inner.map((p) => half(p, q));
    const whitened = row.map((_, i) => row.reduce((sum, h, j) => (j < i ? sum : sum + factor[j * n + i]! * h), 0));
    const shift = Float64Array.from(
      row,
      (_, i) => -inward * whitened.reduce((sum, w, j) => (j > i ? sum : sum + factor[i * n + j]! * w), 0),
    );
    const slope = Math.abs(gradient[q]!);
    const left = half(q, q) - whitened.reduce((sum, w) => sum + w * w, 0);
    const bend = Math.max(left, LEAST_BEND * 0.5 * gaussNewton[q * (size + 1)]!);
    const root = Math.sqrt(slope ** 2 + 4 * bend * END_RISE);
    const reach = Math.min(upper[q]! - lower[q]!, (2 * END_RISE) / (slope + root));
    return { q, inward, slope, bend, shift, reach };
  }
}
