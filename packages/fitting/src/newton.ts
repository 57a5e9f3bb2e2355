import { BoundedQuadratic, FREE, WITHOUT_EFFECT } from './bounded-quadratic.ts';
import { carryHessian } from './carry-hessian.ts';
import type { MinimisationFailure, MinimiseOptions, Minimum } from './minimisation.ts';
import { negativeCurvature } from './negative-curvature.ts';
import type { Objective } from './objective.ts';
import { StepBox } from './step-box.ts';

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
 * A minimiser serves one choice of free parameters, and contains its work space.
 */
export class NewtonMinimiser {
  private readonly objective: Objective;
  private readonly free: Uint8Array;
  /** Positions of the free parameters. */
  private readonly index: Int32Array;
  private readonly quadratic: BoundedQuadratic;
  private readonly box: StepBox;
  private readonly hessian: Float64Array;
  private readonly gradient: Float64Array;
  private readonly side: Int8Array;
  private readonly otherSide: Int8Array;
  private readonly otherGradient: Float64Array;
  private readonly onKink: Uint8Array;
  private readonly trial: Float64Array;
  private evaluations = 0;
  private hessians = 0;
  /** Whether `hessian` is that of some place, positive definite, and where that is. */
  private hasHessian = false;
  private readonly hessianAt: Float64Array;
  /** Whether the last step was found with `hessian` as it is. */
  private isSolved = false;
  /** Whether gradient and value are newer than the Hessian. */
  private isChord = false;
  /** Ridge of steps without the Hessian, as in the method of Levenberg and Marquardt. */
  private damping = 0;
  /** Whether the last step is that of the Hessian, not of what took its place. */
  private isExact = false;

  /** @param free 1 for each parameter that may change */
  constructor(objective: Objective, free: Uint8Array) {
    const size = free.length;
    const index = Int32Array.from(Array.from(free.keys()).filter((p) => free[p] === 1));
    const n = index.length;
    this.objective = objective;
    this.free = free;
    this.index = index;
    this.quadratic = new BoundedQuadratic(n);
    this.box = new StepBox(objective, index, this.quadratic.step);
    this.hessian = new Float64Array(n * n);
    this.gradient = new Float64Array(n);
    this.side = new Int8Array(size).fill(1);
    this.otherSide = new Int8Array(size).fill(1);
    this.otherGradient = new Float64Array(size);
    this.onKink = new Uint8Array(size);
    this.trial = new Float64Array(size);
    this.hessianAt = new Float64Array(size);
  }

  /** Minimises from theta, within the bounds; theta is overwritten with the minimum. Parameters that are not free stay as they are. */
  minimise(theta: Float64Array, options: MinimiseOptions = {}): Minimum {
    const { tolerance = DEFAULT_TOLERANCE, predictLastStep = false } = options;
    const { abandonAbove = Number.POSITIVE_INFINITY, abandonAtKink = false, keepsHessian = false } = options;
    // Options come with this key and without that one; what is compiled for the steps does not depend on it.
    return this.iterate(theta, { tolerance, predictLastStep, abandonAbove, abandonAtKink, keepsHessian });
  }

  private iterate(theta: Float64Array, options: Required<MinimiseOptions>): Minimum {
    const { hessian, gradient, trial, quadratic, box, side, index } = this;
    const { step, state } = quadratic;
    const n = index.length;
    const { tolerance, predictLastStep, abandonAbove, abandonAtKink, keepsHessian } = options;
    const chordTolerance = predictLastStep ? CHORD_SHARE * tolerance : 0;
    let chordReach = CHORD_REACH;
    this.evaluations = 0;
    this.hessians = 0;
    this.damping = 0;
    state.fill(FREE);
    side.fill(1);
    let value = keepsHessian && this.bringHessian(theta) ? this.evaluateGradient(theta) : this.evaluate(theta);
    let ridge = 0;
    let polished = false;
    if (value === Number.POSITIVE_INFINITY) return this.end('undefined-start', 0, value, value, false);
    for (let iteration = 0; iteration < MAX_ITERATIONS; iteration++) {
      this.chooseSides(theta, tolerance);
      for (let i = 0; i < n; i++) gradient[i] = this.objective.gradient[index[i]!]!;
      box.set(theta, side, this.onKink);
      if (this.isChord) {
        const promised =
          quadratic.solve(n, hessian, gradient, box.low, box.high, this.isSolved) ?? Number.POSITIVE_INFINITY;
        this.isSolved = true;
        const isStraight = !box.reachesKink(theta);
        if (isStraight && promised <= chordTolerance) {
          if (value - 2 * promised > abandonAbove) return this.end('abandoned', iteration, value, promised, false);
          box.place(theta, 1, theta);
          return this.end(null, iteration, value - promised, promised, true);
        }
        if (isStraight && promised <= chordReach) {
          box.place(theta, 1, trial);
          const next = this.evaluateGradient(trial);
          if (next <= value) {
            theta.set(trial);
            value = next;
            chordReach = CHORD_PROGRESS * promised;
            continue;
          }
        }
        value = this.evaluate(theta);
      }
      const promised = this.findStep(theta, ridge);
      const exact = this.isExact;
      if (value - 2 * promised > abandonAbove || (abandonAtKink && box.reachesKink(theta))) {
        return this.end('abandoned', iteration, value, promised, false);
      }
      if (promised <= tolerance && !box.reachesKink(theta)) {
        if (exact && predictLastStep) {
          box.place(theta, 1, theta);
          return this.end(null, iteration, value - promised, promised, true);
        }
        if (exact && (polished || promised < 1e-20)) return this.end(null, iteration, value, promised, true);
        if (!exact) {
          const lower = this.followDownwardCurvature(theta, value);
          if (lower === null) return this.end(null, iteration, value, promised, false);
          value = lower;
          continue;
        }
        polished = true;
      }
      if (!exact && this.damping > LEAST_DAMPING) {
        // Steps that are too long again and again: the expectation bends more than it slopes, as between two branches of a hyperbola.
        const along = Float64Array.from(step);
        const lower = this.followDownwardCurvature(theta, value);
        if (lower !== null) {
          value = lower;
          this.damping = 0;
          continue;
        }
        step.set(along);
      }
      // A step from so near leads to where its Hessian is good enough to finish.
      const next = this.search(theta, value, exact && promised * promised <= chordTolerance);
      if (next !== null) {
        value = next;
        ridge = 0;
        continue;
      }
      value = this.evaluate(theta);
      if (polished && promised <= tolerance) return this.end(null, iteration, value, promised, exact);
      ridge = Math.max(100 * ridge, 1e4 * FIRST_RIDGE);
      if (ridge > LAST_RIDGE) return this.end('no-progress', iteration, value, promised, false);
    }
    return this.end('too-many-iterations', MAX_ITERATIONS, value, Number.POSITIVE_INFINITY, false);
  }

  private end(
    failure: MinimisationFailure | null,
    iterations: number,
    value: number,
    edm: number,
    positiveDefinite: boolean,
  ): Minimum {
    const { evaluations, hessians } = this;
    return { failure, value, edm, iterations, evaluations, hessians, positiveDefinite };
  }

  private evaluate(theta: Float64Array): number {
    const { objective, free, side } = this;
    this.evaluations += 1;
    this.hessians += 1;
    this.isChord = false;
    return objective.derivatives(theta, side, free);
  }

  private evaluateGradient(theta: Float64Array): number {
    const { objective, free, side } = this;
    this.evaluations += 1;
    this.isChord = true;
    return objective.gradientAt(theta, side, free, objective.gradient);
  }

  /** Brings the last Hessian to a place near by; tells whether there is one that serves. */
  private bringHessian(theta: Float64Array): boolean {
    if (!this.hasHessian) return false;
    const { hessian, hessianAt, index, objective } = this;
    const isScaled = carryHessian(hessian, hessianAt, theta, index, objective);
    if (isScaled === true) this.isSolved = false;
    return isScaled !== null;
  }

  /** Decides for each parameter at a kink to which side it may move, or that it stays. */
  private chooseSides(theta: Float64Array, tolerance: number): void {
    const { otherSide, otherGradient, onKink, index, objective, free, side } = this;
    onKink.fill(0);
    let any = false;
    for (let i = 0; i < index.length; i++) {
      const p = index[i]!;
      otherSide[p] = side[p]!;
      if (objective.kinked[p] === 1 && theta[p] === 0) {
        any = true;
        onKink[p] = 1;
        otherSide[p] = -side[p]!;
      }
    }
    if (!any) return;
    this.evaluations += 1;
    objective.gradientAt(theta, otherSide, free, otherGradient);
    let changed = false;
    for (let p = 0; p < free.length; p++) {
      if (onKink[p] === 0) continue;
      const slope = objective.gradient[p]! * side[p]!;
      const otherSlope = -otherGradient[p]! * side[p]!;
      if (Math.min(slope, otherSlope) < 0 && this.gain(p, Math.min(slope, otherSlope)) > 1e-3 * tolerance) {
        onKink[p] = 0;
        if (otherSlope < slope) {
          side[p] = otherSide[p]!;
          changed = true;
        }
      }
    }
    if (changed) this.evaluate(theta);
  }

  /** Decrease of the statistic that a slope at a kink promises, other parameters held. */
  private gain(p: number, slope: number): number {
    const bend = this.objective.gaussNewton[p * this.free.length + p]!;
    return bend > 0 ? (slope * slope) / (2 * bend) : Number.POSITIVE_INFINITY;
  }

  /**
   * Minimises the parabola of the Hessian, of the Gauss-Newton matrix, or of that with a ridge, whichever is first convex. Returns the
   * decrease that the step promises.
   */
  private findStep(theta: Float64Array, ridge: number): number {
    const { hessian, gradient, box, quadratic, index } = this;
    const n = index.length;
    if (ridge === 0) {
      this.pack(true, 0);
      const promised = quadratic.solve(n, hessian, gradient, box.low, box.high);
      this.hasHessian = promised !== null;
      this.isSolved = true;
      this.isExact = promised !== null;
      if (promised !== null) {
        this.hessianAt.set(theta);
        return promised;
      }
    }
    this.hasHessian = false;
    this.isExact = false;
    for (
      let strength = Math.max(ridge, this.damping);
      strength <= LAST_RIDGE;
      strength = Math.max(FIRST_RIDGE, 100 * strength)
    ) {
      this.pack(false, strength);
      const promised = quadratic.solve(n, hessian, gradient, box.low, box.high);
      if (promised !== null) return promised;
    }
    quadratic.step.fill(0);
    return Number.POSITIVE_INFINITY;
  }

  /** Gathers the matrix of the free parameters, both triangles. */
  private pack(withCurvature: boolean, ridge: number): void {
    const { hessian, gradient, index, objective } = this;
    const n = index.length;
    const size = this.free.length;
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

  /**
   * Shortens the step until the value falls enough; moves theta and evaluates there. Returns null if it never does.
   *
   * @param isNearEnd whether the full step is expected to leave so little that its place needs no second derivatives
   */
  private search(theta: Float64Array, value: number, isNearEnd: boolean): number | null {
    const { gradient, trial, index, box, objective, side } = this;
    const { step } = this.quadratic;
    const n = index.length;
    let slope = 0;
    for (let i = 0; i < n; i++) slope += gradient[i]! * step[i]!;
    const noise = 1e-13 * (1 + Math.abs(value));
    for (let i = 0; i < n; i++) {
      const p = index[i]!;
      // On arrival at a kink derivatives are taken from the side of departure.
      if (objective.kinked[p] === 1 && theta[p] !== 0) side[p] = theta[p]! > 0 ? 1 : -1;
    }
    box.place(theta, 1, trial);
    const full = isNearEnd ? this.evaluateGradient(trial) : this.evaluate(trial);
    if (full <= value + SUFFICIENT_DECREASE * slope + noise) {
      theta.set(trial);
      this.damping = this.damping > LEAST_DAMPING ? 0.1 * this.damping : 0;
      return full;
    }
    let fraction = 1;
    let tried = full;
    for (let halving = 0; halving < MAX_HALVINGS; halving++) {
      // Minimum of the parabola through value, slope and the last trial.
      const parabola = (-0.5 * slope * fraction * fraction) / (tried - value - slope * fraction);
      fraction = Math.max(0.1 * fraction, Math.min(0.5 * fraction, Number.isFinite(tried) ? parabola : 0));
      box.place(theta, fraction, trial);
      this.evaluations += 1;
      tried = objective.value(trial);
      if (tried <= value + SUFFICIENT_DECREASE * fraction * slope) {
        theta.set(trial);
        this.damping = Math.max(LEAST_DAMPING, 10 * this.damping);
        return this.evaluate(theta);
      }
    }
    return null;
  }

  /** Where the function curves downwards, moves to a lower value along that direction and evaluates there; null if there is none. */
  private followDownwardCurvature(theta: Float64Array, value: number): number | null {
    const { hessian, trial, index, box, objective } = this;
    const { step, state } = this.quadratic;
    const n = index.length;
    const moving = Array.from(index.keys()).filter((i) => state[i] === FREE || state[i] === WITHOUT_EFFECT);
    const m = moving.length;
    this.pack(true, 0);
    const matrix = new Float64Array(m * m);
    for (let a = 0; a < m; a++) for (let c = 0; c < m; c++) matrix[a * m + c] = hessian[moving[a]! * n + moving[c]!]!;
    const direction = negativeCurvature(matrix, m);
    if (direction === null) return null;
    for (let length = 1; length > 1e-6; length *= 0.25) {
      for (const sign of [1, -1]) {
        step.fill(0);
        for (let a = 0; a < m; a++) {
          const i = moving[a]!;
          step[i] = Math.max(box.low[i]!, Math.min(box.high[i]!, sign * length * direction[a]!));
        }
        box.place(theta, 1, trial);
        this.evaluations += 1;
        if (objective.value(trial) < value - 1e-12 * (1 + Math.abs(value))) {
          theta.set(trial);
          return this.evaluate(theta);
        }
      }
    }
    return null;
  }

  /** Parameters, by index, that had no effect at the end of the last minimisation, to first and to second order. */
  withoutEffect(): number[] {
    const { state } = this.quadratic;
    return Array.from(this.index).filter((_, i) => state[i] === WITHOUT_EFFECT);
  }
}
