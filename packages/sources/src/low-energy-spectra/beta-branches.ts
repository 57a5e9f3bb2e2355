import { gaussLegendre } from '@cevns/numerics/quadrature';
import { ELECTRON_MASS_MEV, FINE_STRUCTURE_CONSTANT } from '@cevns/physics/constants';

/** One branch of a beta decay. */
export interface BetaBranch {
  /** Largest kinetic energy of the electron, and energy of the antineutrino, MeV. */
  readonly endPointMeV: number;
  /** Part of the decays. */
  readonly intensity: number;
}

/**
 * Antineutrinos per decay and MeV of allowed beta branches: sum of intensity * p W E^2 F(Z, W), each normalised, with W = (E_0 - E + m_e) the energy and p
 * the momentum of the electron.
 *
 * F(Z, W) = 2 pi eta / (1 - exp(-2 pi eta)) * [W^2/m^2 (1 + 4 (alpha Z)^2) - 1]^S, eta = alpha Z W / p, S = sqrt(1 - (alpha Z)^2) - 1: the approximation of
 * Bethe and Bacher (Rev. Mod. Phys. 8 (1936) 82). At its end point a branch stops with a step, since slow electrons are drawn to the nucleus.
 *
 * @param daughterZ charge of the daughter nucleus
 * @param branches of the decay
 */
export function betaAntineutrinos(daughterZ: number, branches: readonly BetaBranch[]): (energyMeV: number) => number {
  const normalised = branches.map(({ endPointMeV, intensity }) => {
    const factor = intensity / integral((energy) => allowed(daughterZ, endPointMeV, energy), endPointMeV);
    return (energyMeV: number) => factor * allowed(daughterZ, endPointMeV, energyMeV);
  });
  return (energyMeV) => normalised.reduce((sum, density) => sum + density(energyMeV), 0);
}

function allowed(daughterZ: number, endPointMeV: number, energyMeV: number): number {
  if (!(energyMeV > 0 && energyMeV < endPointMeV)) return 0;
  const kinetic = (endPointMeV - energyMeV) / ELECTRON_MASS_MEV;
  const W = 1 + kinetic;
  const p = Math.sqrt(kinetic * (kinetic + 2));
  const alphaZ = FINE_STRUCTURE_CONSTANT * daughterZ;
  const x = (2 * Math.PI * alphaZ * W) / p;
  const S = Math.sqrt(1 - alphaZ * alphaZ) - 1;
  const fermi = (x / -Math.expm1(-x)) * (W * W * (1 + 4 * alphaZ * alphaZ) - 1) ** S;
  return p * W * energyMeV * energyMeV * fermi;
}

function integral(density: (energyMeV: number) => number, toMeV: number): number {
  const { nodes, weights } = gaussLegendre(40);
  return nodes.reduce((sum, x, i) => sum + 0.5 * toMeV * weights[i]! * density(0.5 * toMeV * (1 + x)), 0);
}
