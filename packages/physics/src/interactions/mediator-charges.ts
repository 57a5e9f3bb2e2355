import { gaussLegendre } from '@cevns/numerics/quadrature';
import { FINE_STRUCTURE_CONSTANT, MUON_MASS_MEV, TAU_MASS_MEV } from '../constants.ts';
import type { LeptonFlavour } from '../flavours.ts';

/** Charges of fermions under a vector mediator, in units of its coupling g; a charge that is not given is 0. */
export interface FermionCharges extends Partial<Readonly<Record<LeptonFlavour, number>>> {
  readonly u?: number;
  readonly d?: number;
  readonly e?: number;
}

/** Charges of what neutrinos scatter on, in units of g, at a squared momentum transfer Q^2 in MeV^2. */
export interface MediatorCharges {
  readonly neutrinos: Readonly<Record<LeptonFlavour, number>>;
  proton(momentumTransferSquaredMeV2: number): number;
  neutron(momentumTransferSquaredMeV2: number): number;
  electron(momentumTransferSquaredMeV2: number): number;
}

/** Twelve nodes give the loop function to 1e-12 up to Q = 300 MeV. */
const LOOP_NODES = 12;

/**
 * Loop of muons and taus between a photon and a mediator that couples to them with opposite charges.
 *
 * ell(Q^2) = integral from 0 to 1 of x (1 - x) ln[(m_tau^2 + x (1 - x) Q^2) / (m_mu^2 + x (1 - x) Q^2)] dx, which is
 * ln(m_tau^2 / m_mu^2) / 6 at Q = 0; positive.
 *
 * @param momentumTransferSquaredMeV2 Q^2 = -q^2 in MeV^2
 */
export function muonTauLoop(momentumTransferSquaredMeV2: number): number {
  const { nodes, weights } = gaussLegendre(LOOP_NODES);
  let sum = 0;
  for (let i = 0; i < LOOP_NODES; i++) {
    const product = 0.25 * (1 - nodes[i]! * nodes[i]!);
    const squared = product * momentumTransferSquaredMeV2;
    sum += 0.5 * weights[i]! * product * Math.log((TAU_MASS_MEV ** 2 + squared) / (MUON_MASS_MEV ** 2 + squared));
  }
  return sum;
}

/** A nucleon has the charges of its quarks. */
function treeLevel({ u = 0, d = 0, e = 0, nue = 0, numu = 0, nutau = 0 }: FermionCharges): MediatorCharges {
  return {
    neutrinos: { nue, numu, nutau },
    proton: () => 2 * u + d,
    neutron: () => u + 2 * d,
    electron: () => e,
  };
}

/** What the loop gives a particle of unit electric charge: (2 alpha / pi) ell(Q^2). */
const loopCharge = (squared: number): number => ((2 * FINE_STRUCTURE_CONSTANT) / Math.PI) * muonTauLoop(squared);

const NAMED = {
  universal: treeLevel({ u: 1, d: 1, e: 1, nue: 1, numu: 1, nutau: 1 }),
  'B-L': treeLevel({ u: 1 / 3, d: 1 / 3, e: -1, nue: -1, numu: -1, nutau: -1 }),
  'L_mu-L_tau': {
    neutrinos: { nue: 0, numu: 1, nutau: -1 },
    proton: loopCharge,
    neutron: () => 0,
    electron: (squared) => -loopCharge(squared),
  },
} as const satisfies Readonly<Record<string, MediatorCharges>>;

/** Models whose charges have a name. */
export type NamedCharges = keyof typeof NAMED;

/** Charges by the name of a model, or from those of the fermions at tree level. */
export function mediatorCharges(charges: NamedCharges | FermionCharges): MediatorCharges {
  return typeof charges === 'string' ? NAMED[charges] : treeLevel(charges);
}
