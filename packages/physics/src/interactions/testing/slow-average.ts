import { gaussLegendre } from '@cevns/numerics/quadrature';
import type { FluxMoments } from '../../flux-moments.ts';

/** A spectrum of tests: normalised to one between 0 and its end, rising and falling, with no closed form in common with any source. */
export const TEST_END_POINT_MEV = 50;

export function testDensity(energyMeV: number): number {
  const x = energyMeV / TEST_END_POINT_MEV;
  return x > 0 && x < 1 ? (30 * x * x * (1 - x) ** 2) / TEST_END_POINT_MEV : 0;
}

/** Its moments, by quadrature: 30 x^2 (1 - x)^2 x^-k is a polynomial of degree 4 at most. */
export const testMoments: FluxMoments = (energyMinMeV, out) => {
  for (const k of [0, 1, 2]) {
    out[k] = slowIntegral((E) => testDensity(E) * E ** -k, Math.max(energyMinMeV, 0), TEST_END_POINT_MEV);
  }
};

/**
 * Average of dsigma/dT(T, E) over the spectrum of tests by quadrature over the energy, with the kinematic limit found by trying the
 * energies and not by a formula for the lowest one: independent of moments.
 *
 * @param crossSection at a neutrino energy in MeV
 * @param maximumRecoil highest recoil energy at a neutrino energy
 */
export function slowAverage(
  crossSection: (energyMeV: number) => number,
  maximumRecoil: (energyMeV: number) => number,
  recoilEnergyMeV: number,
): number {
  let below = 0;
  let above = TEST_END_POINT_MEV;
  if (maximumRecoil(above) <= recoilEnergyMeV) return 0;
  for (let i = 0; i < 200; i++) {
    const middle = 0.5 * (below + above);
    if (maximumRecoil(middle) > recoilEnergyMeV) above = middle;
    else below = middle;
  }
  return slowIntegral((E) => testDensity(E) * crossSection(E), above, TEST_END_POINT_MEV);
}

/** Integral by 40 panels of 20 Gauss-Legendre points. */
export function slowIntegral(f: (x: number) => number, from: number, to: number): number {
  if (!(to > from)) return 0;
  const { nodes, weights } = gaussLegendre(20);
  const width = (to - from) / 40;
  let sum = 0;
  for (let panel = 0; panel < 40; panel++) {
    const middle = from + (panel + 0.5) * width;
    nodes.forEach((node, i) => {
      sum += 0.5 * width * weights[i]! * f(middle + 0.5 * width * node);
    });
  }
  return sum;
}
