import { momentumTransferPerFm } from '../kinematics.ts';
import type { TargetNucleus, VectorAmplitude } from './interaction.ts';
import { PREFACTOR_CM2_PER_MEV2 } from './vector-kinematics.ts';

/** Dependence of an amplitude on the momentum transfer: squared four-momentum Q^2 = 2 M T in MeV^2. */
export type Propagator = (momentumTransferSquaredMeV2: number) => number;

const contact: Propagator = () => 1;

/**
 * Amplitude of the protons of a nucleus, G_F hbar c sqrt(M / (2 pi)) Z F_p(q) times a propagator, in cm MeV^-1/2.
 *
 * @param propagator relative to the contact interaction, of Q^2 = 2 M T in MeV^2; 1 unless given
 */
export function protonAmplitude(propagator: Propagator = contact): VectorAmplitude {
  return amplitude('proton', propagator);
}

/** Amplitude of the neutrons of a nucleus, G_F hbar c sqrt(M / (2 pi)) N F_n(q) times a propagator, in cm MeV^-1/2. */
export function neutronAmplitude(propagator: Propagator = contact): VectorAmplitude {
  return amplitude('neutron', propagator);
}

/** The contact amplitudes under the names that every term with contact vector couplings gives them. */
export const CONTACT_AMPLITUDES = { p: protonAmplitude(), n: neutronAmplitude() } as const;

function amplitude(nucleon: 'proton' | 'neutron', propagator: Propagator): VectorAmplitude {
  return (target, recoilEnergyMeV, out) => {
    const { nuclearMassMeV } = target;
    const number = nucleon === 'proton' ? target.Z : target.N;
    const scale = Math.sqrt(PREFACTOR_CM2_PER_MEV2 * nuclearMassMeV) * number;
    const known = target.formFactorsAt;
    if (known?.recoilEnergyMeV !== recoilEnergyMeV) writeFormFactors(target, nucleon, recoilEnergyMeV, out);
    const values = known?.recoilEnergyMeV === recoilEnergyMeV ? known[nucleon] : out;
    for (let i = 0; i < out.length; i++) out[i] = scale * values[i]!;
    if (propagator === contact) return;
    for (let i = 0; i < recoilEnergyMeV.length; i++) out[i]! *= propagator(2 * nuclearMassMeV * recoilEnergyMeV[i]!);
  };
}

/** Writes the form factors of the protons or neutrons of a nucleus at recoil energies T in MeV. */
export function writeFormFactors(
  target: TargetNucleus,
  nucleon: 'proton' | 'neutron',
  recoilEnergyMeV: Float64Array,
  out: Float64Array,
): void {
  const formFactor = nucleon === 'proton' ? target.protonFormFactor : target.neutronFormFactor;
  for (let i = 0; i < out.length; i++) {
    out[i] = formFactor(momentumTransferPerFm(recoilEnergyMeV[i]!, target.nuclearMassMeV));
  }
}
