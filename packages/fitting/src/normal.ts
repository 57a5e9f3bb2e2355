import { choleskyFactor } from '@cevns/numerics/linear-algebra/cholesky';
import type { CompiledLikelihood } from './likelihood.ts';

/** r^T V^-1 r, r = observed - expected, for measured values with a covariance. With V = L L^T it is the square of w = L^-1 r. */
export class CompiledNormal implements CompiledLikelihood {
  readonly kind = 'normal';
  readonly allowsNegative = true;
  /** L, row-major, lower triangle. */
  readonly factor: Float64Array;
  readonly #deviation: Float64Array;
  readonly #whitened: readonly Float64Array[];

  /**
   * @param covariance V, row-major, positive definite (checked); only its lower triangle is read
   * @param bins number of values
   * @param rows number of rows of the Jacobians to come
   */
  constructor(covariance: Float64Array, bins: number, rows: number) {
    this.factor = new Float64Array(bins * bins);
    choleskyFactor(covariance, bins, this.factor);
    this.#deviation = new Float64Array(bins);
    this.#whitened = Array.from({ length: rows }, () => new Float64Array(bins));
  }

  statistic(observed: Float64Array, expected: Float64Array): number {
    const deviation = this.#deviation;
    for (let b = 0; b < deviation.length; b++) deviation[b] = observed[b]! - expected[b]!;
    solveLower(this.factor, deviation, deviation);
    let sum = 0;
    for (let b = 0; b < deviation.length; b++) sum += deviation[b]! ** 2;
    return Number.isNaN(sum) ? Number.POSITIVE_INFINITY : sum;
  }

  derivatives(observed: Float64Array, expected: Float64Array, residual: Float64Array, weight: Float64Array): number {
    const sum = this.statistic(observed, expected);
    residual.set(this.#deviation);
    solveUpper(this.factor, residual);
    for (let b = 0; b < residual.length; b++) residual[b]! *= -2;
    weight.fill(2);
    return sum;
  }

  whiten(jacobian: readonly Float64Array[], selected: Int32Array, count: number): readonly Float64Array[] {
    const whitened = this.#whitened;
    for (let j = 0; j < count; j++) solveLower(this.factor, jacobian[selected[j]!]!, whitened[selected[j]!]!);
    return whitened;
  }
}

/** Solves L x = b. */
function solveLower(factor: Float64Array, b: Float64Array, x: Float64Array): void {
  const n = x.length;
  for (let i = 0; i < n; i++) {
    let sum = b[i]!;
    for (let k = 0; k < i; k++) sum -= factor[i * n + k]! * x[k]!;
    x[i] = sum / factor[i * n + i]!;
  }
}

/** Solves L^T x = b in place. */
function solveUpper(factor: Float64Array, x: Float64Array): void {
  const n = x.length;
  for (let i = n - 1; i >= 0; i--) {
    let sum = x[i]!;
    for (let k = i + 1; k < n; k++) sum -= factor[k * n + i]! * x[k]!;
    x[i] = sum / factor[i * n + i]!;
  }
}
