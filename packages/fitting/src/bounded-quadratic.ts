import { choleskyFactor, choleskySolve } from '@cevns/numerics/linear-algebra/cholesky';

/** A pivot below this fraction of its diagonal element is taken for a direction without curvature. */
const SMALLEST_RELATIVE_PIVOT = 1e-12;

/** What happened to a variable of a bounded quadratic: free to move, held at a bound, or without any effect. */
export const FREE = 0;
export const HELD_LOW = -1;
export const HELD_HIGH = 1;
export const WITHOUT_EFFECT = 2;

/** Solver of bounded quadratic problems up to a given size, with its work space. */
export class BoundedQuadratic {
  /** The minimising step of the last solution. */
  readonly step: Float64Array;
  /** FREE, HELD_LOW, HELD_HIGH or WITHOUT_EFFECT per variable, after a solution. */
  readonly state: Int8Array;
  private readonly moving: Int32Array;
  private readonly matrix: Float64Array;
  private readonly target: Float64Array;
  /** Whether `matrix` is the factor of the whole Hessian, all variables moving. */
  private holdsFactor = false;

  /** Allocates a solver for up to `capacity` variables. */
  constructor(capacity: number) {
    this.step = new Float64Array(capacity);
    this.state = new Int8Array(capacity);
    this.moving = new Int32Array(capacity);
    this.matrix = new Float64Array(capacity * capacity);
    this.target = new Float64Array(capacity);
  }

  /**
   * Minimises g d + d H d / 2 with low <= d <= high, where low <= 0 <= high, by an active-set method. A variable whose row of H
   * and element of g vanish is left where it is.
   *
   * @param n number of variables
   * @param hessian H, row-major n * n, both triangles
   * @param isSame whether H is that of the last call, so that its factor may still be there
   * @returns the decrease, >= 0; or null if H is not positive definite in the variables that may move
   * @see J. Nocedal and S. Wright, Numerical Optimization, algorithm 16.3
   */
  solve(
    n: number,
    hessian: Float64Array,
    gradient: Float64Array,
    low: Float64Array,
    high: Float64Array,
    isSame = false,
  ): number | null {
    const { step, state, moving } = this;
    if (!isSame) this.holdsFactor = false;
    for (let i = 0; i < n; i++) {
      step[i] = 0;
      if (hasNoEffect(n, hessian, gradient, i)) state[i] = WITHOUT_EFFECT;
      else if (low[i] === 0 && (gradient[i]! > 0 || high[i] === 0)) state[i] = HELD_LOW;
      else if (high[i] === 0 && gradient[i]! < 0) state[i] = HELD_HIGH;
      else state[i] = FREE;
    }
    for (let round = 0; round < 10 * n + 10; round++) {
      let count = 0;
      for (let i = 0; i < n; i++) if (state[i] === FREE) moving[count++] = i;
      if (!this.solveMoving(n, count, hessian, gradient)) return null;
      if (this.moveTowardsTarget(count, low, high)) continue;
      const released = this.mostProfitable(n, hessian, gradient, low, high);
      if (released < 0) return this.decrease(n, hessian, gradient);
      state[released] = FREE;
    }
    return null;
  }

  /** Puts into `target` where the moving variables would go if nothing bounded them. */
  private solveMoving(n: number, count: number, hessian: Float64Array, gradient: Float64Array): boolean {
    const { step, state, moving, matrix, target } = this;
    for (let a = 0; a < count; a++) {
      const i = moving[a]!;
      let force = -gradient[i]!;
      for (let j = 0; j < n; j++) if (state[j] !== FREE && step[j] !== 0) force -= hessian[i * n + j]! * step[j]!;
      target[a] = force;
    }
    if (!(this.holdsFactor && count === n) && !this.factorMoving(n, count, hessian)) return false;
    choleskySolve(matrix, count, target, target);
    return true;
  }

  private factorMoving(n: number, count: number, hessian: Float64Array): boolean {
    const { moving, matrix } = this;
    for (let a = 0; a < count; a++) {
      for (let c = 0; c <= a; c++) matrix[a * count + c] = hessian[moving[a]! * n + moving[c]!]!;
    }
    const isFactored = factorSafely(matrix, count);
    this.holdsFactor = isFactored && count === n;
    return isFactored;
  }

  /** Moves to the target, or as far as the first bound and holds that variable; tells whether one was met. */
  private moveTowardsTarget(count: number, low: Float64Array, high: Float64Array): boolean {
    const { step, state, moving, target } = this;
    let fraction = 1;
    let blocking = -1;
    for (let a = 0; a < count; a++) {
      const i = moving[a]!;
      const distance = target[a]! - step[i]!;
      const room = (distance < 0 ? low[i]! : high[i]!) - step[i]!;
      if (Math.abs(distance) > Math.abs(room) && room / distance < fraction) {
        fraction = Math.max(0, room / distance);
        blocking = i;
      }
    }
    for (let a = 0; a < count; a++) {
      const i = moving[a]!;
      const distance = target[a]! - step[i]!;
      if (i === blocking) {
        step[i] = distance < 0 ? low[i]! : high[i]!;
        state[i] = distance < 0 ? HELD_LOW : HELD_HIGH;
      } else step[i]! += fraction * distance;
    }
    return blocking >= 0;
  }

  /** The held variable whose release lowers the quadratic most, -1 if none does. */
  private mostProfitable(
    n: number,
    hessian: Float64Array,
    gradient: Float64Array,
    low: Float64Array,
    high: Float64Array,
  ): number {
    const { step, state } = this;
    let best = -1;
    let bestGain = 0;
    for (let i = 0; i < n; i++) {
      if ((state[i] !== HELD_LOW && state[i] !== HELD_HIGH) || low[i] === high[i]) continue;
      let slope = gradient[i]!;
      for (let j = 0; j < n; j++) slope += hessian[i * n + j]! * step[j]!;
      const inward = state[i] === HELD_LOW ? -slope : slope;
      // Against endless exchange of two variables by rounding, a gain must exceed the noise of the slope.
      const noise = 1e-14 * Math.abs(gradient[i]!);
      const gain = inward > noise ? (inward * inward) / Math.abs(hessian[i * n + i]!) : 0;
      if (gain > bestGain) {
        bestGain = gain;
        best = i;
      }
    }
    return best;
  }

  private decrease(n: number, hessian: Float64Array, gradient: Float64Array): number {
    const { step } = this;
    let change = 0;
    for (let i = 0; i < n; i++) {
      if (step[i] === 0) continue;
      let product = 0;
      for (let j = 0; j < n; j++) product += hessian[i * n + j]! * step[j]!;
      change += step[i]! * (gradient[i]! + 0.5 * product);
    }
    return Math.max(0, -change);
  }
}

/** Replaces the lower triangle of a matrix by its Cholesky factor; false if it is not positive definite by a safe margin. */
export function factorSafely(matrix: Float64Array, n: number): boolean {
  if (!choleskyFactor(matrix, n, matrix)) return false;
  for (let i = 0; i < n; i++) {
    const pivot = matrix[i * n + i]! ** 2;
    let diagonal = pivot;
    for (let k = 0; k < i; k++) diagonal += matrix[i * n + k]! ** 2;
    if (pivot < SMALLEST_RELATIVE_PIVOT * diagonal) return false;
  }
  return true;
}

function hasNoEffect(n: number, hessian: Float64Array, gradient: Float64Array, i: number): boolean {
  if (gradient[i] !== 0) return false;
  for (let j = 0; j < n; j++) if (hessian[i * n + j] !== 0) return false;
  return true;
}
