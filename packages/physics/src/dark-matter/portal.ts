import { FINE_STRUCTURE_CONSTANT } from '../constants.ts';
import type { Polynomial } from '../couplings/polynomial.ts';
import type { CouplingDefinition, TargetNucleus } from '../interactions/interaction.ts';

/** What couples the mediator to ordinary matter. */
export interface Portal {
  readonly source: string;
  readonly parameters: Readonly<Record<string, CouplingDefinition>>;
  /** The number of events as a polynomial in the parameters, production and scattering together. */
  readonly weight: Polynomial;
  /** Production relative to that of a photon for parameters of 1, kinematics apart. */
  readonly production: number;
  /** Product of fine-structure constants of both ends of the mediator for parameters of 1. */
  readonly scattering: number;
  /** Charge of a nucleus with its form factors. */
  charge(target: TargetNucleus, momentumTransferPerFm: number): number;
}

/** Portals by the name a study uses. */
export const portals = {
  vector: {
    source: 'P. deNiverville, M. Pospelov, A. Ritz, Phys. Rev. D 92 (2015) 095005',
    parameters: {
      eps: { value: 0, description: 'kinetic mixing of the mediator with the photon' },
      alpha_D: { value: 0.5, description: 'fine-structure constant of dark matter and mediator' },
    },
    weight: [{ coefficient: 1, powers: { eps: 4, alpha_D: 1 } }],
    production: 1,
    scattering: FINE_STRUCTURE_CONSTANT,
    charge: ({ Z, protonFormFactor }, q) => Z * protonFormFactor(q),
  },
  leptophobic: {
    source:
      'P. deNiverville, M. Pospelov, A. Ritz, Phys. Rev. D 92 (2015) 095005; COHERENT, Phys. Rev. D 106 (2022) 052004',
    parameters: {
      alpha_B: { value: 0, description: 'fine-structure constant of the mediator and baryon number' },
      alpha_chi: { value: 0.5, description: 'fine-structure constant of dark matter and mediator' },
    },
    weight: [{ coefficient: 1, powers: { alpha_B: 2, alpha_chi: 1 } }],
    production: 1 / FINE_STRUCTURE_CONSTANT,
    scattering: 1,
    charge: ({ Z, N, protonFormFactor, neutronFormFactor }, q) => Z * protonFormFactor(q) + N * neutronFormFactor(q),
  },
} as const satisfies Readonly<Record<string, Portal>>;

export type PortalName = keyof typeof portals;

/**
 * The combination that fixes the abundance of dark matter of thermal origin, Y = eps^2 alpha_D (m_chi / m_V)^4.
 *
 * Dimensionless; figures of limits have it on their vertical axis. For the leptophobic portal eps^2 alpha_D is alpha_B alpha_chi / alpha.
 *
 * @see E. Izaguirre, G. Krnjaic, P. Schuster, N. Toro, Phys. Rev. Lett. 115 (2015) 251301
 */
export function thermalYield(eps: number, alphaD: number, massMeV: number, mediatorMassMeV: number): number {
  return eps * eps * alphaD * (massMeV / mediatorMassMeV) ** 4;
}
