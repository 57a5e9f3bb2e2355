import { choleskyFactor } from '@cevns/numerics/linear-algebra/cholesky';
import type { CompiledLikelihood } from './likelihood.ts';

/**
 * Prepares r^T V^-1 r, r = observed - expected, for measured values with a covariance. With V = L L^T it is the square of w = L^-1 r.
 *
 * @param covariance V, row-major, positive definite (checked); only its lower triangle is read
 * @param bins number of values
 * @param rows number of rows of the Jacobians to come
 */
export function compileNormal(covariance: Float64Array, bins: number, rows: number): CompiledLikelihood {
  const factor = new Float64Array(bins * bins);
  choleskyFactor(covariance, bins, factor);
  const deviation = new Float64Array(bins);
  const whitened = Array.from({ length: rows }, () => new Float64Array(bins));

  /** Solves L x = b. */
  function solveLower(b: Float64Array, x: Float64Array): void {
    for (let i = 0; i < bins; i++) {
      let sum = b[i]!;
      for (let k = 0; k < i; k++) sum -= factor[i * bins + k]! * x[k]!;
      x[i] = sum / factor[i * bins + i]!;
    }
  }

  /** Solves L^T x = b in place. */
  function solveUpper(x: Float64Array): void {
    for (let i = bins - 1; i >= 0; i--) {
      let sum = x[i]!;
      for (let k = i + 1; k < bins; k++) sum -= factor[k * bins + i]! * x[k]!;
      x[i] = sum / factor[i * bins + i]!;
    }
  }

  function statistic(observed: Float64Array, expected: Float64Array): number {
    for (let b = 0; b < bins; b++) deviation[b] = observed[b]! - expected[b]!;
    solveLower(deviation, deviation);
    let sum = 0;
    for (let b = 0; b < bins; b++) sum += deviation[b]! ** 2;
    return Number.isNaN(sum) ? Number.POSITIVE_INFINITY : sum;
  }

  function derivatives(
    observed: Float64Array,
    expected: Float64Array,
    residual: Float64Array,
    weight: Float64Array,
  ): number {
    const sum = statistic(observed, expected);
    residual.set(deviation);
    solveUpper(residual);
    for (let b = 0; b < bins; b++) residual[b]! *= -2;
    weight.fill(2);
    return sum;
  }

  function whiten(jacobian: readonly Float64Array[], selected: Int32Array, count: number): readonly Float64Array[] {
    for (let j = 0; j < count; j++) solveLower(jacobian[selected[j]!]!, whitened[selected[j]!]!);
    return whitened;
  }
  return { kind: 'normal', allowsNegative: true, factor, statistic, derivatives, whiten };
}
