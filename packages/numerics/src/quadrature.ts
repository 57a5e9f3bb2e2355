/** Nodes and weights of a quadrature rule: the integral over the interval is approximately the sum of weights[i] f(nodes[i]). */
export interface QuadratureRule {
  readonly nodes: Float64Array;
  readonly weights: Float64Array;
}

const rules = new Map<number, QuadratureRule>();

/**
 * Gauss-Legendre rule with n points on [-1, 1], exact for polynomials up to degree 2 n - 1.
 *
 * Nodes ascend. The arrays are cached and shared between callers: do not write to them.
 *
 * The roots are found by Newton iteration in y = 1 - x with the recurrence for the differences P_k - P_(k-1), which keeps the
 * relative precision of y, and with it that of the weights, where roots crowd near the ends.
 *
 * @param n number of points, a positive integer
 * @throws RangeError if n is not a positive integer
 * @see Abramowitz and Stegun, 25.4.29 (weights) and 22.16.6 (first estimate of the roots)
 */
export function gaussLegendre(n: number): QuadratureRule {
  const cached = rules.get(n);
  if (cached !== undefined) return cached;
  if (!Number.isInteger(n) || n < 1) {
    throw new RangeError(`Expected a positive integer as number of quadrature points, got ${n}`);
  }
  const nodes = new Float64Array(n);
  const weights = new Float64Array(n);
  for (let i = 0; i < n >> 1; i++) {
    const { y, weight } = rootFromTop(n, i);
    nodes[n - 1 - i] = 1 - y;
    nodes[i] = y - 1;
    weights[n - 1 - i] = weight;
    weights[i] = weight;
  }
  // The middle root of an odd rule is 0 exactly; no iteration may blur it.
  if (n % 2 === 1) weights[n >> 1] = weightAt(n, 1);
  const rule = { nodes, weights };
  rules.set(n, rule);
  return rule;
}

/** The i-th root of P_n counted from x = 1, as y = 1 - x, with its weight. */
function rootFromTop(n: number, i: number): { y: number; weight: number } {
  const theta = (Math.PI * (i + 0.75)) / (n + 0.5);
  const estimate = theta + Math.cos(theta) / Math.sin(theta) / (8 * n * n);
  let y = 2 * Math.sin(estimate / 2) ** 2;
  for (let iteration = 0; iteration < 20; iteration++) {
    const { value, difference } = legendre(n, y);
    const slope = (n * (y * value - difference)) / (y * (2 - y));
    const step = value / slope;
    y += step;
    // Newton converges quadratically: after a step this small the next one would be below rounding.
    if (Math.abs(step) < 1e-11 * y) break;
  }
  return { y, weight: weightAt(n, y) };
}

function weightAt(n: number, y: number): number {
  const { value, difference } = legendre(n, y);
  return (2 * y * (2 - y)) / (n * (y * value - difference)) ** 2;
}

/** P_n(1 - y) and P_n - P_(n-1). */
function legendre(n: number, y: number): { value: number; difference: number } {
  let value = 1 - y;
  let difference = -y;
  for (let k = 1; k < n; k++) {
    difference = (k * difference - (2 * k + 1) * y * value) / (k + 1);
    value += difference;
  }
  return { value, difference };
}
