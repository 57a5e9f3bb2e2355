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
  return amplitude(
    ({ Z }) => Z,
    ({ protonFormFactor }) => protonFormFactor,
    propagator,
  );
}

/** Amplitude of the neutrons of a nucleus, G_F hbar c sqrt(M / (2 pi)) N F_n(q) times a propagator, in cm MeV^-1/2. */
export function neutronAmplitude(propagator: Propagator = contact): VectorAmplitude {
  return amplitude(
    ({ N }) => N,
    ({ neutronFormFactor }) => neutronFormFactor,
    propagator,
  );
}

/** The contact amplitudes under the names that every term with contact vector couplings gives them. */
export const CONTACT_AMPLITUDES = { p: protonAmplitude(), n: neutronAmplitude() } as const;

function amplitude(
  numberOf: (target: TargetNucleus) => number,
  formFactorOf: (target: TargetNucleus) => (momentumTransferPerFm: number) => number,
  propagator: Propagator,
): VectorAmplitude {
  return (target, recoilEnergyMeV, out) => {
    const { nuclearMassMeV } = target;
    const scale = Math.sqrt(PREFACTOR_CM2_PER_MEV2 * nuclearMassMeV) * numberOf(target);
    const formFactor = formFactorOf(target);
    for (let i = 0; i < recoilEnergyMeV.length; i++) {
      out[i] = scale * formFactor(momentumTransferPerFm(recoilEnergyMeV[i]!, nuclearMassMeV));
    }
    if (propagator === contact) return;
    for (let i = 0; i < recoilEnergyMeV.length; i++) out[i]! *= propagator(2 * nuclearMassMeV * recoilEnergyMeV[i]!);
  };
}
