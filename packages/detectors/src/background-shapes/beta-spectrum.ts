import { lnAbsGamma } from '@cevns/numerics/special-functions/complex-gamma';
import { lnGamma } from '@cevns/numerics/special-functions/ln-gamma';
import { ELECTRON_MASS_MEV, FINE_STRUCTURE_CONSTANT, HBAR_C_MEV_FM } from '@cevns/physics/constants';

/** A decay by electron emission. */
export interface BetaDecay {
  /** Protons of the daughter. */
  readonly daughterZ: number;
  readonly A: number;
  readonly endPointMeV: number;
  /** `allowed`, or `unique-first-forbidden` with the shape factor q^2 + lambda_2 p^2. */
  readonly transition: 'allowed' | 'unique-first-forbidden';
}

/**
 * Density of electrons in kinetic energy, up to a constant: F_0(Z, W) p W q^2 C, with q = W_0 - W in units of the electron mass. C = 1, or
 * q^2 + lambda_2 p^2, lambda_k = F_(k-1) / F_0 (k + gamma_k) / (k (1 + gamma_1)), in the Coulomb field of a sphere of 1.2 fm A^(1/3); no screening
 * by electrons and no radiative corrections.
 *
 * @param energyMeV kinetic energy of the electron, > 0
 * @returns 0 from the end point on
 * @see H. Behrens, W. Buhring, Electron Radial Wave Functions and Nuclear Beta Decay (1982)
 */
export function betaDensity({ daughterZ, A, endPointMeV, transition }: BetaDecay, energyMeV: number): number {
  if (energyMeV <= 0 || energyMeV >= endPointMeV) return 0;
  const w = 1 + energyMeV / ELECTRON_MASS_MEV;
  const p = Math.sqrt(w * w - 1);
  const q = (endPointMeV - energyMeV) / ELECTRON_MASS_MEV;
  const radius = (1.2 * Math.cbrt(A) * ELECTRON_MASS_MEV) / HBAR_C_MEV_FM;
  const charge = FINE_STRUCTURE_CONSTANT * daughterZ;
  const eta = (charge * w) / p;
  const gamma = (k: number) => Math.sqrt(k * k - charge * charge);
  const fermi = (k: 1 | 2) => {
    const factor = k === 1 ? 1 : 36;
    const power = 2 * (gamma(k) - k) * Math.log(2 * p * radius);
    const gammas = 2 * (lnAbsGamma(gamma(k), eta) - lnGamma(1 + 2 * gamma(k)));
    return factor * 4 ** k * Math.exp(power + Math.PI * eta + gammas);
  };
  const allowed = fermi(1) * p * w * q * q;
  if (transition === 'allowed') return allowed;
  const lambda = ((fermi(2) / fermi(1)) * (2 + gamma(2))) / (2 * (1 + gamma(1)));
  return allowed * (q * q + lambda * p * p);
}
