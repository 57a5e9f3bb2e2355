import { createBoundedQuadratic, FREE, WITHOUT_EFFECT } from './bounded-quadratic.ts';
import { carryHessian } from './carry-hessian.ts';
import type { MinimisationFailure, MinimiseOptions, Minimum } from './minimisation.ts';
import { negativeCurvature } from './negative-curvature.ts';
import type { Objective } from './objective.ts';

/** A minimiser for one choice of free parameters, with its work space. */
export interface NewtonMinimiser {
  /**
   * Minimises from theta, within the bounds; theta is overwritten with the minimum. Parameters that are not free stay as they are.
   */
  minimise(theta: Float64Array, options?: MinimiseOptions): Minimum;
  /** Parameters, by index, that had no effect at the end of the last minimisation, to first and to second order. */
  withoutEffect(): number[];
}

const DEFAULT_TOLERANCE = 1e-10;
/** Share of the tolerance that a chord step, one with the Hessian of another place, may promise: it errs by as much as that Hessian. */
const CHORD_SHARE = 0.01;
/** Promised decrease up to which a chord step is tried, and the share of it that may be left for another. */
const CHORD_REACH = 1e-2;
const CHORD_PROGRESS = 0.1;
const MAX_ITERATIONS = 500;
const MAX_HALVINGS = 40;
/** Ridge, relative to the diagonal, after a first step that had to be shortened; ten times more after each further one. */
const LEAST_DAMPING = 1e-2;
const FIRST_RIDGE = 1e-8;
const LAST_RIDGE = 1e8;
/** Share of the promised decrease that a step must achieve (Armijo). */
const SUFFICIENT_DECREASE = 1e-4;

/**
 * Damped Newton method with exact second derivatives, bounds, and first derivatives that jump at 0.
 *
 * Each step minimises the local parabola within the bounds and within one side of every kink. Where the Hessian is not positive
 * definite, the Gauss-Newton matrix takes its place, and where that is singular, one with a ridge. A parameter on a kink stays there
 * while both one-sided slopes point uphill. A stationary point that curves downwards is left along that direction.
 *
 * @param free 1 for each parameter that may change
 */
export function createMinimiser(objective: Objective, free: Uint8Array): NewtonMinimiser {
  const size = free.length;
  const index = Int32Array.from(Array.from(free.keys()).filter((p) => free[p] === 1));
  const n = index.length;
  const quadratic = createBoundedQuadratic(n);
  const { step, state } = quadratic;
  const hessian = new Float64Array(n * n);
  const gradient = new Float64Array(n);
  /** The interval of each free parameter, and its ends as seen from theta. */
  const lowEdge = new Float64Array(n);
  const highEdge = new Float64Array(n);
  const low = new Float64Array(n);
  const high = new Float64Array(n);
  const side = new Int8Array(size).fill(1);
  const otherSide = new Int8Array(size).fill(1);
  const otherGradient = new Float64Array(size);
  const onKink = new Uint8Array(size);
  const trial = new Float64Array(size);
  let evaluations = 0;
  let hessians = 0;
  /** Whether `hessian` is that of some place, positive definite, and where that is. */
  let hasHessian = false;
  const hessianAt = new Float64Array(size);
  /** Whether the last step was found with `hessian` as it is. */
  let isSolved = false;
  /** Whether gradient and value are newer than the Hessian. */
  let isChord = false;
  /** Ridge of steps without the Hessian, as in the method of Levenberg and Marquardt. */
  let damping = 0;

  function minimise(theta: Float64Array, options: MinimiseOptions = {}): Minimum {
    const { tolerance = DEFAULT_TOLERANCE, predictLastStep = false } = options;
    const { abandonAbove = Number.POSITIVE_INFINITY, abandonAtKink = false, keepsHessian = false } = options;
    const chordTolerance = predictLastStep ? CHORD_SHARE * tolerance : 0;
    let chordReach = CHORD_REACH;
    evaluations = 0;
    hessians = 0;
    damping = 0;
    state.fill(FREE);
    side.fill(1);
    let value = keepsHessian && bringHessian(theta) ? evaluateGradient(theta) : evaluate(theta);
    let ridge = 0;
    let polished = false;
    if (value === Number.POSITIVE_INFINITY) return end('undefined-start', 0, value, value, false);
    for (let iteration = 0; iteration < MAX_ITERATIONS; iteration++) {
      chooseSides(theta, tolerance);
      setBox(theta);
      if (isChord) {
        const promised = quadratic.solve(n, hessian, gradient, low, high, isSolved) ?? Number.POSITIVE_INFINITY;
        isSolved = true;
        const isStraight = !reachesKink(theta);
        if (isStraight && promised <= chordTolerance) {
          if (value - 2 * promised > abandonAbove) return end('abandoned', iteration, value, promised, false);
          place(theta, 1, theta);
          return end(null, iteration, value - promised, promised, true);
        }
        if (isStraight && promised <= chordReach) {
          place(theta, 1, trial);
          const next = evaluateGradient(trial);
          if (next <= value) {
            theta.set(trial);
            value = next;
            chordReach = CHORD_PROGRESS * promised;
            continue;
          }
        }
        value = evaluate(theta);
      }
      const { promised, exact } = findStep(theta, ridge);
      if (value - 2 * promised > abandonAbove || (abandonAtKink && reachesKink(theta))) {
        return end('abandoned', iteration, value, promised, false);
      }
      if (promised <= tolerance && !reachesKink(theta)) {
        if (exact && predictLastStep) {
          place(theta, 1, theta);
          return end(null, iteration, value - promised, promised, true);
        }
        if (exact && (polished || promised < 1e-20)) return end(null, iteration, value, promised, true);
        if (!exact) {
          const lower = followDownwardCurvature(theta, value);
          if (lower === null) return end(null, iteration, value, promised, false);
          value = lower;
          continue;
        }
        polished = true;
      }
      if (!exact && damping > LEAST_DAMPING) {
        // Steps that are too long again and again: the expectation bends more than it slopes, as between two branches of a hyperbola.
        const along = Float64Array.from(step);
        const lower = followDownwardCurvature(theta, value);
        if (lower !== null) {
          value = lower;
          damping = 0;
          continue;
        }
        step.set(along);
      }
      // A step from so near leads to where its Hessian is good enough to finish.
      const next = search(theta, value, exact && promised * promised <= chordTolerance);
      if (next !== null) {
        value = next;
        ridge = 0;
        continue;
      }
      value = evaluate(theta);
      if (polished && promised <= tolerance) return end(null, iteration, value, promised, exact);
      ridge = Math.max(100 * ridge, 1e4 * FIRST_RIDGE);
      if (ridge > LAST_RIDGE) return end('no-progress', iteration, value, promised, false);
    }
    return end('too-many-iterations', MAX_ITERATIONS, value, Number.POSITIVE_INFINITY, false);
  }

  function end(
    failure: MinimisationFailure | null,
    iterations: number,
    value: number,
    edm: number,
    positiveDefinite: boolean,
  ): Minimum {
    return { failure, value, edm, iterations, evaluations, hessians, positiveDefinite };
  }

  function evaluate(theta: Float64Array): number {
    evaluations += 1;
    hessians += 1;
    isChord = false;
    return objective.derivatives(theta, side, free);
  }

  function evaluateGradient(theta: Float64Array): number {
    evaluations += 1;
    isChord = true;
    return objective.gradientAt(theta, side, free, objective.gradient);
  }

  /** Brings the last Hessian to a place near by; tells whether there is one that serves. */
  function bringHessian(theta: Float64Array): boolean {
    if (!hasHessian) return false;
    const isScaled = carryHessian(hessian, hessianAt, theta, index, objective);
    if (isScaled === true) isSolved = false;
    return isScaled !== null;
  }

  /** Decides for each parameter at a kink to which side it may move, or that it stays. */
  function chooseSides(theta: Float64Array, tolerance: number): void {
    onKink.fill(0);
    let any = false;
    for (let i = 0; i < n; i++) {
      const p = index[i]!;
      otherSide[p] = side[p]!;
      if (objective.kinked[p] === 1 && theta[p] === 0) {
        any = true;
        onKink[p] = 1;
        otherSide[p] = -side[p]!;
      }
    }
    if (!any) return;
    evaluations += 1;
    objective.gradientAt(theta, otherSide, free, otherGradient);
    let changed = false;
    for (let p = 0; p < size; p++) {
      if (onKink[p] === 0) continue;
      const slope = objective.gradient[p]! * side[p]!;
      const otherSlope = -otherGradient[p]! * side[p]!;
      if (Math.min(slope, otherSlope) < 0 && gain(p, Math.min(slope, otherSlope)) > 1e-3 * tolerance) {
        onKink[p] = 0;
        if (otherSlope < slope) {
          side[p] = otherSide[p]!;
          changed = true;
        }
      }
    }
    if (changed) evaluate(theta);
  }

  /** Decrease of the statistic that a slope at a kink promises, other parameters held. */
  function gain(p: number, slope: number): number {
    const bend = objective.gaussNewton[p * size + p]!;
    return bend > 0 ? (slope * slope) / (2 * bend) : Number.POSITIVE_INFINITY;
  }

  /** Copies the gradient and sets the room of each free parameter: its bounds, and its side of the kink. */
  function setBox(theta: Float64Array): void {
    for (let i = 0; i < n; i++) {
      const p = index[i]!;
      const x = theta[p]!;
      gradient[i] = objective.gradient[p]!;
      const kinked = objective.kinked[p] === 1;
      const above = kinked && (x > 0 || (x === 0 && (side[p]! > 0 || onKink[p] === 1)));
      const below = kinked && (x < 0 || (x === 0 && (side[p]! < 0 || onKink[p] === 1)));
      lowEdge[i] = above ? Math.max(objective.lower[p]!, 0) : objective.lower[p]!;
      highEdge[i] = below ? Math.min(objective.upper[p]!, 0) : objective.upper[p]!;
      low[i] = lowEdge[i]! - x;
      high[i] = highEdge[i]! - x;
    }
  }

  /** Minimises the parabola of the Hessian, of the Gauss-Newton matrix, or of that with a ridge, whichever is first convex. */
  function findStep(theta: Float64Array, ridge: number): { promised: number; exact: boolean } {
    if (ridge === 0) {
      pack(true, 0);
      const promised = quadratic.solve(n, hessian, gradient, low, high);
      hasHessian = promised !== null;
      isSolved = true;
      if (promised !== null) {
        hessianAt.set(theta);
        return { promised, exact: true };
      }
    }
    hasHessian = false;
    for (
      let strength = Math.max(ridge, damping);
      strength <= LAST_RIDGE;
      strength = Math.max(FIRST_RIDGE, 100 * strength)
    ) {
      pack(false, strength);
      const promised = quadratic.solve(n, hessian, gradient, low, high);
      if (promised !== null) return { promised, exact: false };
    }
    step.fill(0);
    return { promised: Number.POSITIVE_INFINITY, exact: false };
  }

  /** Gathers the matrix of the free parameters, both triangles. */
  function pack(withCurvature: boolean, ridge: number): void {
    const { gaussNewton, curvature } = objective;
    for (let i = 0; i < n; i++) {
      for (let j = 0; j <= i; j++) {
        const k = index[i]! * size + index[j]!;
        const element = withCurvature ? gaussNewton[k]! + curvature[k]! : gaussNewton[k]!;
        hessian[i * n + j] = element;
        hessian[j * n + i] = element;
      }
      // The squared slope gives a ridge also to a parameter that affects empty bins only, where the statistic is linear.
      if (ridge > 0) hessian[i * n + i]! += ridge * (hessian[i * n + i]! + gradient[i]! ** 2);
    }
  }

  /** Whether the step ends on a kink from elsewhere; the other side must then be looked at before stopping. */
  function reachesKink(theta: Float64Array): boolean {
    for (let i = 0; i < n; i++) {
      const p = index[i]!;
      if (objective.kinked[p] === 1 && theta[p] !== 0 && destination(i, theta[p]!, 1) === 0) return true;
    }
    return false;
  }

  /** x + fraction * step of a free parameter, exactly on the edge that a full step reaches. */
  function destination(i: number, x: number, fraction: number): number {
    if (fraction === 1 && step[i] !== 0 && step[i] === low[i]) return lowEdge[i]!;
    if (fraction === 1 && step[i] !== 0 && step[i] === high[i]) return highEdge[i]!;
    return Math.max(lowEdge[i]!, Math.min(highEdge[i]!, x + fraction * step[i]!));
  }

  /** target = theta + fraction * step. */
  function place(theta: Float64Array, fraction: number, target: Float64Array): void {
    if (target !== theta) target.set(theta);
    for (let i = 0; i < n; i++) target[index[i]!] = destination(i, theta[index[i]!]!, fraction);
  }

  /**
   * Shortens the step until the value falls enough; moves theta and evaluates there. Returns null if it never does.
   *
   * @param isNearEnd whether the full step is expected to leave so little that its place needs no second derivatives
   */
  function search(theta: Float64Array, value: number, isNearEnd: boolean): number | null {
    let slope = 0;
    for (let i = 0; i < n; i++) slope += gradient[i]! * step[i]!;
    const noise = 1e-13 * (1 + Math.abs(value));
    for (let i = 0; i < n; i++) {
      const p = index[i]!;
      // On arrival at a kink derivatives are taken from the side of departure.
      if (objective.kinked[p] === 1 && theta[p] !== 0) side[p] = theta[p]! > 0 ? 1 : -1;
    }
    place(theta, 1, trial);
    const full = isNearEnd ? evaluateGradient(trial) : evaluate(trial);
    if (full <= value + SUFFICIENT_DECREASE * slope + noise) {
      theta.set(trial);
      damping = damping > LEAST_DAMPING ? 0.1 * damping : 0;
      return full;
    }
    let fraction = 1;
    let tried = full;
    for (let halving = 0; halving < MAX_HALVINGS; halving++) {
      // Minimum of the parabola through value, slope and the last trial.
      const parabola = (-0.5 * slope * fraction * fraction) / (tried - value - slope * fraction);
      fraction = Math.max(0.1 * fraction, Math.min(0.5 * fraction, Number.isFinite(tried) ? parabola : 0));
      place(theta, fraction, trial);
      evaluations += 1;
      tried = objective.value(trial);
      if (tried <= value + SUFFICIENT_DECREASE * fraction * slope) {
        theta.set(trial);
        damping = Math.max(LEAST_DAMPING, 10 * damping);
        return evaluate(theta);
      }
    }
    return null;
  }

  /** Where the function curves downwards, moves to a lower value along that direction and evaluates there; null if there is none. */
  function followDownwardCurvature(theta: Float64Array, value: number): number | null {
    const moving = Array.from(index.keys()).filter((i) => state[i] === FREE || state[i] === WITHOUT_EFFECT);
    const m = moving.length;
    pack(true, 0);
    const matrix = new Float64Array(m * m);
    for (let a = 0; a < m; a++) for (let c = 0; c < m; c++) matrix[a * m + c] = hessian[moving[a]! * n + moving[c]!]!;
    const direction = negativeCurvature(matrix, m);
    if (direction === null) return null;
    for (let length = 1; length > 1e-6; length *= 0.25) {
      for (const sign of [1, -1]) {
        step.fill(0);
        for (let a = 0; a < m; a++) {
          const i = moving[a]!;
          step[i] = Math.max(low[i]!, Math.min(high[i]!, sign * length * direction[a]!));
        }
        place(theta, 1, trial);
        evaluations += 1;
        if (objective.value(trial) < value - 1e-12 * (1 + Math.abs(value))) {
          theta.set(trial);
          return evaluate(theta);
        }
      }
    }
    return null;
  }

  function withoutEffect(): number[] {
    return Array.from(index).filter((_, i) => state[i] === WITHOUT_EFFECT);
  }

  return { minimise, withoutEffect };
}
