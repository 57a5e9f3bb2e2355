import { choleskyFactor, choleskyInverse } from '@cevns/numerics/linear-algebra/cholesky';
import { gaussLegendre } from '@cevns/numerics/quadrature';
import { factorSafely } from '../bounded-quadratic.ts';
import type { CompiledModel } from '../compile.ts';
import type { ConvergedFit } from '../fit.ts';
import { NewtonMinimiser } from '../newton.ts';
import { createObjective } from '../objective.ts';
import { profileDirection } from '../profile-direction.ts';

/** Posterior densities below this share of the largest do not count. */
const NEGLIGIBLE = 1e-10;
/** How far the density of a parameter reaches at least, and at most, in standard deviations. */
const REACH = 7;
const MOST_POINTS = 60;
/** Points between a bound and the end, where a bound comes before that. */
const NODES = 32;
/** The statistic has risen this far where the density behind a bound that holds the minimum ends. */
const END_RISE = 60;

/** Parameters that can be integrated out: free ones, but for the one that is asked for and those that do nothing. */
export function integrated(best: ConvergedFit, parameter: string): string[] {
  return best.parameters
    .filter(({ name, fixed }) => !fixed && name !== parameter && !best.verdict.withoutEffect.includes(name))
    .map(({ name }) => name);
}

/**
 * The posterior density of one parameter, but for a constant factor; NaN where a fit fails.
 *
 * The others are integrated out between their bounds: in the coordinates in which the Hessian is the unit matrix, by trapezoidal sums, of
 * exponential convergence, or by the rule of Gauss and Legendre where a bound cuts them off. By the approximation of Laplace the bounds do
 * not count, and what lies on one stays there.
 *
 * @param best fit of the model in which the parameter was free
 * @param p index of the parameter
 */
export function marginalPosterior(
  model: CompiledModel,
  best: ConvergedFit,
  p: number,
  treatment: 'quadrature' | 'laplace',
): (x: number) => number {
  const { lower, upper } = model;
  const objective = createObjective(model);
  const size = model.names.length;
  const free = Uint8Array.from(best.parameters, ({ fixed }, q) => (fixed || q === p ? 0 : 1));
  const minimiser = new NewtonMinimiser(objective, free);
  const moving = integrated(best, model.names[p]!).map((name) => model.indexOf.get(name)!);
  const optimum = Float64Array.from(best.parameters, ({ value }) => value);
  const direction = profileDirection(best, p);
  const theta = new Float64Array(size);
  const point = new Float64Array(size);
  const side = new Int8Array(size).fill(1);
  const { nodes, weights } = gaussLegendre(NODES);
  /** Those whose minimum is on a bound, and the others with the factor of their covariance, row-major. */
  let edges: { readonly q: number; readonly reach: number }[] = [];
  let inner: number[] = [];
  let factor = new Float64Array(0);
  const t = new Float64Array(moving.length);
  let lowest = 0;
  let lastVolume = 1;

  return (x) => {
    for (let q = 0; q < size; q++) {
      const moved = optimum[q]! + direction[q]! * (x - optimum[p]!);
      theta[q] = free[q] === 1 ? Math.max(lower[q]!, Math.min(upper[q]!, moved)) : optimum[q]!;
    }
    theta[p] = x;
    let minimum = minimiser.minimise(theta);
    if (minimum.failure !== null) {
      theta.set(optimum);
      theta[p] = x;
      minimum = minimiser.minimise(theta);
    }
    // Where the posterior is negligible its width does not matter, nor whether a minimum was found.
    const peak = Math.exp(-0.5 * (minimum.value - best.statistic));
    if (peak < NEGLIGIBLE) return lastVolume * peak;
    if (minimum.failure !== null) return Number.NaN;
    objective.derivatives(theta, side, free);
    const isAtBound = (q: number) => theta[q] === lower[q] || theta[q] === upper[q];
    inner = moving.filter((q) => !isAtBound(q));
    const n = inner.length;
    factor = new Float64Array(n * n);
    const covariance = new Float64Array(n * n);
    // At a kink the parabola may open downwards; without the second derivatives of the expectation it does not.
    if (n > 0 && !factorHessian(1) && !factorHessian(0)) return Number.NaN;
    choleskyInverse(factor, n, covariance);
    choleskyFactor(covariance, n, factor);
    let volume = 1;
    for (let i = 0; i < n; i++) volume *= factor[i * n + i]!;
    if (treatment === 'quadrature') {
      edges = moving.filter(isAtBound).map((q) => ({ q, reach: reachOf(q) }));
      lowest = minimum.value;
      point.set(theta);
      volume *= overEdges(0);
    }
    lastVolume = volume;
    return volume * peak;
  };

  /** Factors half the Hessian of the inner parameters, with or without the curvature of the expectation. */
  function factorHessian(share: 0 | 1): boolean {
    const n = inner.length;
    for (let i = 0; i < n; i++) {
      for (let j = 0; j <= i; j++) {
        const k = Math.max(inner[i]!, inner[j]!) * size + Math.min(inner[i]!, inner[j]!);
        factor[i * n + j] = 0.5 * (objective.gaussNewton[k]! + share * objective.curvature[k]!);
      }
    }
    return factorSafely(factor, n);
  }

  /** How far from its bound a parameter matters, by slope and curvature there: at most to its other bound. */
  function reachOf(q: number): number {
    const slope = Math.abs(objective.gradient[q]!);
    const bend = 0.5 * objective.gaussNewton[q * (size + 1)]!;
    const root = Math.sqrt(slope ** 2 + 4 * bend * END_RISE);
    return Math.min(upper[q]! - lower[q]!, (2 * END_RISE) / (slope + root));
  }

  /** Integral over the parameters at a bound, from number e on, and over all others. */
  function overEdges(e: number): number {
    const edge = edges[e];
    if (edge === undefined) return overInner(0);
    const { q, reach } = edge;
    // A density that does not end cannot be integrated; then the parameter stays where it is.
    if (!Number.isFinite(reach)) return overEdges(e + 1);
    const start = theta[q]!;
    const inward = start === lower[q] ? 1 : -1;
    let sum = 0;
    for (let k = 0; k < NODES; k++) {
      point[q] = start + 0.5 * inward * reach * (1 + nodes[k]!);
      sum += weights[k]! * overEdges(e + 1);
    }
    point[q] = start;
    return 0.5 * reach * sum;
  }

  /** Integral over the inner parameters from number i on, in standard deviations, relative to the density at the minimum and sqrt(2 pi)^n. */
  function overInner(i: number): number {
    const n = inner.length;
    if (i === n) return Math.exp(-0.5 * (objective.value(point) - lowest));
    const q = inner[i]!;
    let base = theta[q]!;
    for (let j = 0; j < i; j++) base += factor[i * n + j]! * t[j]!;
    const deviation = factor[i * n + i]!;
    const [low, high] = [(lower[q]! - base) / deviation, (upper[q]! - base) / deviation];
    if (!(low < high)) return 0;
    const at = (value: number): number => {
      t[i] = value;
      point[q] = base + deviation * value;
      return overInner(i + 1);
    };
    if (low < -REACH && high > REACH) return trapezoidal(at, low, high);
    const start = Math.max(low, Math.min(high, 0));
    const peak = at(start);
    const [from, to] = [endOf(at, start, peak, low), endOf(at, start, peak, high)];
    let sum = 0;
    for (let k = 0; k < NODES; k++) sum += weights[k]! * at(0.5 * (from + to) + 0.5 * (to - from) * nodes[k]!);
    return 0.5 * (to - from) * sum;
  }
}

/** Sum over points one standard deviation apart, on both sides until they do not count or a bound comes. */
function trapezoidal(at: (t: number) => number, low: number, high: number): number {
  let sum = at(0);
  for (const direction of [-1, 1]) {
    for (let k = 1; k <= MOST_POINTS && direction * k > low && direction * k < high; k++) {
      const value = at(direction * k);
      sum += value;
      if (value < NEGLIGIBLE * sum) break;
    }
  }
  return sum;
}

/** Where a density does not count any more, or its bound. */
function endOf(at: (t: number) => number, start: number, peak: number, bound: number): number {
  const direction = Math.sign(bound - start);
  let reach = REACH;
  while (reach < Math.abs(bound - start) && reach < MOST_POINTS && at(start + direction * reach) > NEGLIGIBLE * peak) {
    reach *= 1.5;
  }
  return start + direction * Math.min(reach, Math.abs(bound - start));
}
