import { gaussLegendre } from '@cevns/numerics/quadrature';

/** Gauss-Legendre nodes of a panel. */
export const NODES = 12;
/** Up to this phase over half a panel the plain rule integrates cos and sin to 1e-12; beyond it the recurrence of the j_n is stable. */
const PLAIN_PHASE = 5;

const { nodes, weights } = gaussLegendre(NODES);
const PROJECTION = projectionMatrix();
const bessel = new Float64Array(NODES);

/**
 * Adds to weights w_i for which the integral over [-1, 1] of f(x) [c cos(theta x) - s sin(theta x)] is the sum of w_i f(x_i), whatever the phase theta.
 *
 * The polynomial through f at the nodes is integrated exactly: the integral of P_n(x) exp(i theta x) is 2 i^n j_n(theta).
 *
 * @param theta phase over half the panel, >= 0
 * @param c factor of the even part
 * @param s factor of the odd part
 * @param out receives the sum, as long as the nodes
 * @see L. N. G. Filon, Proc. R. Soc. Edinburgh 49 (1928) 38; Abramowitz and Stegun, 10.1.14
 */
export function addFourierWeights(theta: number, c: number, s: number, out: Float64Array): void {
  if (theta <= PLAIN_PHASE) {
    for (let i = 0; i < NODES; i++) {
      out[i]! += weights[i]! * (c * Math.cos(theta * nodes[i]!) - s * Math.sin(theta * nodes[i]!));
    }
    return;
  }
  bessel[0] = Math.sin(theta) / theta;
  bessel[1] = (bessel[0] - Math.cos(theta)) / theta;
  for (let n = 1; n + 1 < NODES; n++) bessel[n + 1] = ((2 * n + 1) / theta) * bessel[n]! - bessel[n - 1]!;
  for (let n = 0; n < NODES; n++) {
    // i^n: 1, i, -1, -i; real parts go with c, imaginary ones with -s.
    const factor = 2 * bessel[n]! * (n % 2 === 0 ? c : -s) * ((n & 2) === 0 ? 1 : -1);
    for (let i = 0; i < NODES; i++) out[i]! += factor * PROJECTION[n * NODES + i]!;
  }
}

/** Row n: what values at the nodes contribute to Legendre coefficient n, (2n+1)/2 w_i P_n(x_i). */
function projectionMatrix(): Float64Array {
  const matrix = new Float64Array(NODES * NODES);
  for (let i = 0; i < NODES; i++) {
    const x = nodes[i]!;
    let before = 0;
    let legendre = 1;
    for (let n = 0; n < NODES; n++) {
      matrix[n * NODES + i] = (n + 0.5) * weights[i]! * legendre;
      const next = ((2 * n + 1) * x * legendre - n * before) / (n + 1);
      before = legendre;
      legendre = next;
    }
  }
  return matrix;
}
