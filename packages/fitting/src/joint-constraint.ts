import { choleskyInverse } from '@cevns/numerics/linear-algebra/cholesky';
import { factorSafely } from './bounded-quadratic.ts';
import type { JointConstraint } from './model.ts';

/** Several parameters measured at once, ready to be evaluated. */
export interface CompiledJointConstraint {
  /** Indices of the parameters. */
  readonly parameters: Int32Array;
  readonly mean: Float64Array;
  readonly covariance: Float64Array;
  /** Inverse of the covariance, row-major. */
  readonly inverse: Float64Array;
}

/**
 * Inverts the covariance.
 *
 * @param indexOf position of a parameter by its name
 * @returns null if the covariance is not positive definite by a safe margin
 */
export function compileJointConstraint(
  { parameters, mean, covariance }: JointConstraint,
  indexOf: ReadonlyMap<string, number>,
): CompiledJointConstraint | null {
  const n = parameters.length;
  const factor = Float64Array.from(covariance);
  if (!factorSafely(factor, n)) return null;
  const inverse = new Float64Array(n * n);
  choleskyInverse(factor, n, inverse);
  return { parameters: Int32Array.from(parameters, (name) => indexOf.get(name)!), mean, covariance, inverse };
}

/** r^T C^-1 r with r = theta - mean. */
export function jointStatistic({ parameters, mean, inverse }: CompiledJointConstraint, theta: Float64Array): number {
  const n = parameters.length;
  let sum = 0;
  for (let i = 0; i < n; i++) {
    const x = theta[parameters[i]!]! - mean[i]!;
    for (let j = 0; j < n; j++) sum += x * inverse[i * n + j]! * (theta[parameters[j]!]! - mean[j]!);
  }
  return sum;
}

/** Adds 2 C^-1 r to a gradient over all parameters of the model. */
export function addJointGradient(
  { parameters, mean, inverse }: CompiledJointConstraint,
  theta: Float64Array,
  gradient: Float64Array,
): void {
  const n = parameters.length;
  for (let i = 0; i < n; i++) {
    let sum = 0;
    for (let j = 0; j < n; j++) sum += inverse[i * n + j]! * (theta[parameters[j]!]! - mean[j]!);
    gradient[parameters[i]!]! += 2 * sum;
  }
}

/** Adds 2 C^-1 to the lower triangle of a matrix over all `size` parameters of the model. */
export function addJointHessian(
  { parameters, inverse }: CompiledJointConstraint,
  size: number,
  hessian: Float64Array,
): void {
  const n = parameters.length;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      const [p, q] = [parameters[i]!, parameters[j]!];
      if (q <= p) hessian[p * size + q]! += 2 * inverse[i * n + j]!;
    }
  }
}
