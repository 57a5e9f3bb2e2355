import { uniformSphere } from './uniform-sphere.ts';

/** y / sinh y: what a diffuse surface takes off the sharp one, with y = pi a q. */
export function surfaceAttenuation(y: number): number {
  return y === 0 ? 1 : y / Math.sinh(y);
}

/**
 * (y coth y - 1) / y^2, which is 1/3 at y = 0.
 *
 * Below y = 2 by the continued fraction 1 / (3 + y^2 / (5 + y^2 / (7 + ...))), since the difference cancels there.
 */
export function surfaceCurvature(y: number): number {
  if (y > 2) return (y / Math.tanh(y) - 1) / (y * y);
  const square = y * y;
  let fraction = 27;
  for (let odd = 25; odd >= 3; odd -= 2) fraction = odd + square / fraction;
  return 1 / fraction;
}

/**
 * Fourier transform of the symmetrised Fermi density, integral of r^2 rho(r) j0(q r) dr with
 * rho = sinh(c/a) / (cosh(r/a) + cosh(c/a)), in fm^3:
 *
 * y / sinh y [c^3 j1(x)/x + pi^2 a^2 c (y coth y - 1)/y^2 sin(x)/x], x = q c, y = pi a q; (c^3 + pi^2 a^2 c)/3 at q = 0.
 *
 * This form of the textbook expression has no difference of large numbers at small q.
 *
 * @param q momentum transfer in 1/fm
 * @param c half-density radius in fm
 * @param a diffuseness in fm
 */
export function symmetrisedFermiTransform(q: number, c: number, a: number): number {
  const x = q * c;
  const y = Math.PI * a * q;
  const wave = x === 0 ? 1 : Math.sin(x) / x;
  const core = (c * c * c * uniformSphere(x)) / 3;
  return surfaceAttenuation(y) * (core + (Math.PI * a) ** 2 * c * surfaceCurvature(y) * wave);
}
