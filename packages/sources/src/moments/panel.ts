import { gaussLegendre } from '@cevns/numerics/quadrature';

/** Gauss-Legendre nodes of a panel. */
export const NODES = 12;

const { nodes, weights } = gaussLegendre(NODES);
const FROM_SAMPLES = antiderivativeMatrix();
const UP = Float64Array.from({ length: NODES }, (_, m) => (2 * m + 1) / (m + 1));
const DOWN = Float64Array.from({ length: NODES }, (_, m) => (m + 1) / (m + 2));

/** The nodes on [-1, 1], ascending. */
export function panelNodes(): Float64Array {
  return nodes;
}

/**
 * From samples of a function at the nodes to q(x) = integral from x to 1 of the polynomial through them, over (1 - x).
 *
 * With the zero at x = 1 factored out, no digits cancel near the upper end.
 *
 * @param samples values at the nodes
 * @param out receives the Legendre coefficients of q, degree NODES - 1
 */
export function antiderivative(samples: Float64Array, out: Float64Array): void {
  for (let m = 0; m < NODES; m++) {
    let sum = 0;
    for (let j = 0; j < NODES; j++) sum += FROM_SAMPLES[m * NODES + j]! * samples[j]!;
    out[m] = sum;
  }
}

/** Sum of coefficients[start + m] P_m(x), by the recurrence of Clenshaw. */
export function panelValue(coefficients: Float64Array, start: number, x: number): number {
  let next = 0;
  let afterNext = 0;
  for (let m = NODES - 1; m >= 0; m--) {
    const value = coefficients[start + m]! + UP[m]! * x * next - DOWN[m]! * afterNext;
    afterNext = next;
    next = value;
  }
  return next;
}

/** Row m, column j: what a sample at node j adds to Legendre coefficient m of q. */
function antiderivativeMatrix(): Float64Array {
  const matrix = new Float64Array(NODES * NODES);
  const P = Array.from(nodes, (x) => legendre(x, NODES));
  for (let i = 0; i < NODES; i++) {
    for (let j = 0; j < NODES; j++) {
      // The polynomial through a one at node j is sum_m (2m+1)/2 w_j P_m(x_j) P_m; the integral of P_m from x to 1 is (P_(m-1) - P_(m+1))/(2m+1).
      let integral = 0.5 * weights[j]! * (1 - nodes[i]!);
      for (let m = 1; m < NODES; m++) integral += 0.5 * weights[j]! * P[j]![m]! * (P[i]![m - 1]! - P[i]![m + 1]!);
      const quotient = integral / (1 - nodes[i]!);
      for (let m = 0; m < NODES; m++) {
        matrix[m * NODES + j]! += 0.5 * (2 * m + 1) * weights[i]! * P[i]![m]! * quotient;
      }
    }
  }
  return matrix;
}

/** P_0(x), ..., P_degree(x). */
function legendre(x: number, degree: number): Float64Array {
  const P = new Float64Array(degree + 1);
  P[0] = 1;
  P[1] = x;
  for (let m = 1; m < degree; m++) P[m + 1] = ((2 * m + 1) * x * P[m]! - m * P[m - 1]!) / (m + 1);
  return P;
}
