import { choleskyFactor, choleskyInverse } from '@cevns/numerics/linear-algebra/cholesky';
import { gaussLegendre } from '@cevns/numerics/quadrature';
import { brentRoot } from '@cevns/numerics/root-finding/brent';
import { factorSafely } from '../bounded-quadratic.ts';
import type { CompiledModel } from '../compile.ts';
import type { ConvergedFit, FailedFit } from '../fit.ts';
import { createMinimiser } from '../newton.ts';
import { createObjective } from '../objective.ts';
import { profileDirection } from '../profile-direction.ts';
import { createProfile } from '../profile-interval.ts';
import { parameterIndex } from '../start-point.ts';
import { failedCurve, findUpper, type LimitTask, lowestFit, type UpperLimit, withBorder } from '../upper-limit.ts';

/** How a posterior of one parameter gets rid of the others. */
export type NuisanceTreatment = 'marginal' | 'profile';

/** A Bayesian upper limit; `upper` is null where the posterior does not end below an infinite bound. */
export interface BayesianLimit extends UpperLimit {
  readonly treatment: 'quadrature' | 'laplace' | 'profile';
}

/** The statistic rises this far where the posterior ends for all purposes. */
const END_RISE = 60;
const PANELS = 12;
const NODES = 12;
/** More parameters than this are integrated out by the approximation of Laplace. */
const MOST_INTEGRATED = 3;
/** Posterior densities below this share of the largest do not count. */
const NEGLIGIBLE = 1e-10;
/** Half the number of points of a trapezoidal sum over one parameter, one standard deviation apart. */
const REACH = 7;

/**
 * Bayesian upper limit of a parameter with a flat prior above its border: the posterior, exp(-statistic / 2) with the other free
 * parameters integrated out (or, `profile`, at their best), has the confidence as its share below the limit. Constraints are the priors of
 * the other parameters, flat where there is none. Up to three are integrated numerically (trapezoidal sums, of exponential convergence),
 * more of them by the approximation of Laplace. Parameters at a bound are kept there.
 *
 * @param confidence within (0, 1)
 * @returns the limit, or the fit that failed
 * @throws FittingError for an unknown parameter or an invalid value
 * @see Particle Data Group, Review of Particle Physics, section on statistics, Bayesian intervals
 */
export function bayesianLimit(
  unrestricted: CompiledModel,
  task: LimitTask,
  confidence: number,
  nuisances: NuisanceTreatment,
): BayesianLimit | FailedFit {
  const p = parameterIndex(unrestricted, task.parameter, 'parameter');
  const model = withBorder(unrestricted, p, task.border);
  const best = lowestFit(model, p, task);
  if (best.status === 'failed') return best;
  const curve = createProfile(model, best, p);
  const others = best.determined.filter((name) => name !== task.parameter).length;
  const treatment = nuisances === 'profile' ? 'profile' : others > MOST_INTEGRATED ? 'laplace' : 'quadrature';
  const end = findUpper(model, best, p, END_RISE, curve.rise);
  if (Number.isNaN(end)) return failedCurve(best);
  const to = end ?? model.upper[p]!;
  const density =
    nuisances === 'profile' ? (x: number) => Math.exp(-0.5 * curve.rise(x)) : marginal(model, best, p, treatment);
  const found = Number.isFinite(to) ? quantile(density, lowerEnd(model, best, p, curve.rise), to, confidence) : null;
  if (Number.isNaN(found)) return failedCurve(best);
  return {
    status: 'converged',
    upper: found,
    best,
    evaluations: curve.evaluations() + best.verdict.evaluations,
    treatment,
  };
}

/** Where the posterior begins: the border, or where it is negligible. */
function lowerEnd(model: CompiledModel, best: ConvergedFit, p: number, rise: (x: number) => number): number {
  const { value, error } = best.parameters[p]!;
  const border = model.lower[p]!;
  for (let step = error ?? 1; value - step > border; step *= 1.5)
    if (rise(value - step) > END_RISE) return value - step;
  return border;
}

/** The x below which a density has a share of its integral between two ends. */
function quantile(density: (x: number) => number, from: number, to: number, share: number): number {
  const { nodes, weights } = gaussLegendre(NODES);
  const integral = (a: number, b: number) => {
    let sum = 0;
    for (let i = 0; i < NODES; i++) sum += weights[i]! * density(0.5 * (a + b) + 0.5 * (b - a) * nodes[i]!);
    return 0.5 * (b - a) * sum;
  };
  const edge = (panel: number) => from + ((to - from) * panel) / PANELS;
  const panels = Array.from({ length: PANELS }, (_, panel) => integral(edge(panel), edge(panel + 1)));
  const wanted = share * panels.reduce((sum, value) => sum + value, 0);
  if (!(wanted > 0)) return Number.NaN;
  let below = 0;
  let panel = 0;
  while (panel < PANELS - 1 && below + panels[panel]! < wanted) below += panels[panel++]!;
  const rest = (x: number) => below + integral(edge(panel), x) - wanted;
  return brentRoot(rest, edge(panel), edge(panel + 1), { tolerance: 1e-11 * (to - from) }).x;
}

/** The posterior density of one parameter, but for a constant factor; NaN where a fit fails. */
function marginal(
  model: CompiledModel,
  best: ConvergedFit,
  p: number,
  treatment: 'quadrature' | 'laplace' | 'profile',
): (x: number) => number {
  const objective = createObjective(model);
  const size = model.names.length;
  const free = Uint8Array.from(best.parameters, ({ fixed }, q) => (fixed || q === p ? 0 : 1));
  const minimiser = createMinimiser(objective, free);
  const moving = best.determined.map((name) => model.indexOf.get(name)!).filter((q) => q !== p);
  const n = moving.length;
  const optimum = Float64Array.from(best.parameters, ({ value }) => value);
  const direction = profileDirection(best, p);
  const theta = new Float64Array(size);
  const point = new Float64Array(size);
  const side = new Int8Array(size).fill(1);
  const factor = new Float64Array(n * n);
  const covariance = new Float64Array(n * n);
  const at = new Int32Array(n);

  let lastVolume = 1;

  return (x) => {
    for (let q = 0; q < size; q++) {
      const moved = optimum[q]! + direction[q]! * (x - optimum[p]!);
      theta[q] = free[q] === 1 ? Math.max(model.lower[q]!, Math.min(model.upper[q]!, moved)) : optimum[q]!;
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
    // At a kink the parabola may open downwards; without the second derivatives of the expectation it does not.
    if (n > 0 && !factorHessian(1) && !factorHessian(0)) return Number.NaN;
    if (n > 0) choleskyInverse(factor, n, covariance);
    if (n > 0) choleskyFactor(covariance, n, factor);
    lastVolume = 1;
    for (let i = 0; i < n; i++) lastVolume *= factor[i * n + i]!;
    return lastVolume * peak * (treatment === 'quadrature' && n > 0 ? sum(minimum.value) : 1);
  };

  /** Factors half the Hessian of the moving parameters, with or without the curvature of the expectation. */
  function factorHessian(share: 0 | 1): boolean {
    for (let i = 0; i < n; i++) {
      for (let j = 0; j <= i; j++) {
        const k = Math.max(moving[i]!, moving[j]!) * size + Math.min(moving[i]!, moving[j]!);
        factor[i * n + j] = 0.5 * (objective.gaussNewton[k]! + share * objective.curvature[k]!);
      }
    }
    return factorSafely(factor, n);
  }

  /** Mean of the posterior over that of its Gaussian approximation, on a lattice of standard deviations around theta. */
  function sum(lowest: number): number {
    let total = 0;
    at.fill(-REACH);
    for (;;) {
      let inside = true;
      point.set(theta);
      for (let i = 0; i < n; i++) {
        const q = moving[i]!;
        for (let j = 0; j <= i; j++) point[q]! += factor[i * n + j]! * at[j]!;
        inside &&= point[q]! >= model.lower[q]! && point[q]! <= model.upper[q]!;
      }
      if (inside) total += Math.exp(-0.5 * (objective.value(point) - lowest));
      let i = 0;
      while (i < n && at[i] === REACH) at[i++] = -REACH;
      if (i === n) return total;
      at[i]! += 1;
    }
  }
}
